"""Text to tokens, each with the terms it is indexed and searched under.

Tokens keep their place in the original text, for highlights.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.text.joining import can_join, join_pieces
from search.text.written import Word, read_chunk

CHUNK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands in a text."""

    start: int
    end: int
    word: Word

    @property
    def words(self) -> tuple[str, ...]:
        """See Word."""
        return self.word.words

    @property
    def terms(self) -> frozenset[str]:
        """See Word."""
        return self.word.terms

    @property
    def parts(self) -> tuple[frozenset[str], ...]:
        """See Word."""
        return self.word.parts

    @property
    def heard(self) -> frozenset[str]:
        """See Word."""
        return self.word.heard

    @property
    def is_stopword(self) -> bool:
        """See Word."""
        return self.word.is_stopword


def tokenize(text: str, language: str = "") -> Iterator[Token]:
    """The tokens of `text` in `language` ("" where that is not known), in their order."""
    chunks = CHUNK.finditer(text)
    placed = [(m.start(), piece) for m in chunks for piece in read_chunk(m[0], language)]
    pieces = [piece for _, piece in placed]
    for first, behind, word in join_pieces(pieces, language):
        (start, opening), (end, closing) = placed[first], placed[behind - 1]
        yield Token(start + opening.start, end + closing.end, word)


def read_words(text: str, language: str = "") -> list[Word]:
    """The words of the tokens of `text`: `tokenize` for those who need no places, quicker."""
    pieces = [piece for chunk in text.split() for piece in read_chunk(chunk, language)]
    words = [piece.word for piece in pieces]
    if any(word.may_join and can_join(word, after) for word, after in itertools.pairwise(words)):
        return [word for _, _, word in join_pieces(pieces, language)]
    return words
