"""Text analysis, the same at index and at query time and in every engine.

`index_terms` is what an engine stores for a text, `query_words` what it looks for, `highlight`
what it shows. Queries are built from these, never by a query-string parser: `AND`, `(`, `"` and
`foo:bar` are plain text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from search.text.folding import fold
from search.text.glossing import gloss
from search.text.highlighting import highlight
from search.text.in_use import IN_USE
from search.text.sounds import query_sounds
from search.text.thesaurus import Phrase, Thesaurus
from search.text.tokens import Token, read_words, tokenize
from search.text.words import STOPWORDS

__all__ = [
    "Indexed",
    "QueryWord",
    "Token",
    "fold",
    "gloss",
    "highlight",
    "index_terms",
    "indexed_labels",
    "indexed_words",
    "query_words",
    "tokenize",
]

MAX_QUERY_WORDS = 32


class Indexed(NamedTuple):
    """The terms of a text, and its folded words without the stems, each joined by spaces."""

    terms: str
    words: str

    @classmethod
    def of(cls, texts: Sequence["Indexed"]) -> "Indexed":
        """All of some texts."""
        return cls(
            " ".join([text.terms for text in texts]), " ".join([text.words for text in texts])
        )


def index_terms(text: str, language: str = "") -> list[str]:
    """Every term of `text`, in order and with repetitions: words, stems, joined forms and parts."""
    return indexed_words(text, language).terms.split()


def indexed_words(text: str, language: str = "") -> Indexed:
    """What an index stores of `text`."""
    found = read_words(text, language)
    return Indexed(
        " ".join([word.indexed for word in found]), " ".join([word.plain for word in found])
    )


@lru_cache(maxsize=30_000)
def indexed_labels(labels: tuple[tuple[str, str], ...]) -> Indexed:
    """What an index stores of texts that many documents carry together, each with its language."""
    return Indexed.of([indexed_words(label, language) for language, label in labels])


@dataclass(frozen=True)
class QueryWord:
    """A word to find: one of `terms`, or each of `parts` (each by one of its terms).

    `word` is its folded spelling, `start` and `end` its place in the query. `synonyms` are other
    names of the thing that it names, or that it helps to name (see search.text.thesaurus): they
    count as the same word and find less strongly.
    """

    word: str
    terms: frozenset[str]
    parts: tuple[frozenset[str], ...] = ()
    start: int = 0
    end: int = 0
    synonyms: tuple["QueryWord", ...] = ()

    @property
    def marks(self) -> frozenset[str]:
        """The terms to mark in what was found.

        Those of the parts too, but of `sous-traitant` neither a bare `sous` nor what only shares
        the stem of `traitant` (`traitement`).
        """
        telling = [part for part in self.parts if part.isdisjoint(STOPWORDS)]
        if len(telling) < len(self.parts):
            telling = [frozenset(t for t in part if ":" not in t) for part in telling]
        return self.terms.union(*telling)


def query_words(text: str, thesaurus: Thesaurus | None = None) -> tuple[QueryWord, ...]:
    """The distinct words to find, at most MAX_QUERY_WORDS; stop words only if nothing else is.

    Widened with `thesaurus`, by default the one that curators keep.
    """
    tokens = tokenize(text)
    wanted = [token for token in tokens if not token.is_stopword] or tokens
    distinct = {token.words[0]: token for token in reversed(wanted)}
    kept = sorted(distinct.values(), key=lambda token: token.start)[:MAX_QUERY_WORDS]
    synonyms = (thesaurus or IN_USE.get()).synonyms(kept)
    return tuple(
        QueryWord(
            token.words[0],
            token.terms,
            token.parts,
            token.start,
            token.end,
            tuple(synonym_word(phrase) for phrase in synonyms.get(token.start, ()))
            or sound_words(token),
        )
        for token in kept
    )


def sound_words(token: Token) -> tuple[QueryWord, ...]:
    """What sounds like a word that the thesaurus doesn't know, in the other script."""
    heard = frozenset() if token.parts else query_sounds(token.words[-1])
    return (QueryWord(token.words[0], heard),) if heard else ()


def synonym_word(phrase: Phrase) -> QueryWord:
    """A term of the thesaurus as a word to find: all its words, wherever they stand."""
    if len(phrase.words) == 1:
        return QueryWord(fold(phrase.text), phrase.words[0])
    return QueryWord(fold(phrase.text), frozenset(), phrase.words)
