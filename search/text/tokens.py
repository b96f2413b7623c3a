"""Text to tokens, each with the terms it is indexed and searched under.

Tokens keep their place in the original text, for highlights.
"""

import re
from dataclasses import dataclass
from itertools import chain

from search.text.joining import joined_pieces
from search.text.written import Word, read_chunks

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


def tokenize(text: str, language: str = "") -> list[Token]:
    """The tokens of `text` in `language` ("" where that is not known), in their order."""
    chunks = list(CHUNK.finditer(text))
    read = zip(chunks, read_chunks([chunk[0] for chunk in chunks], language), strict=True)
    placed = [(chunk.start(), piece) for chunk, pieces in read for piece in pieces]
    tokens = [Token(start + piece.start, start + piece.end, piece.word) for start, piece in placed]
    joined = list(joined_pieces([piece for _, piece in placed], language))
    for first, behind, word in reversed(joined):
        tokens[first:behind] = [Token(tokens[first].start, tokens[behind - 1].end, word)]
    return tokens


def read_words(text: str, language: str = "") -> list[Word]:
    """The words of the tokens of `text`: `tokenize` for those who need no places, quicker."""
    pieces = list(chain.from_iterable(read_chunks(text.split(), language)))
    words = [piece.word for piece in pieces]
    for first, behind, word in reversed(list(joined_pieces(pieces, language))):
        words[first:behind] = [word]
    return words
