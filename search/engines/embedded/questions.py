"""Many requests asked of a few documents: what the requests share is looked up once.

The rules of both engines: each brings the lookups (`Lookups`), here they are put together to what
a search by words and filters would find.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np

from search.engines.embedded.lexical import may_be_begun, words_wanted
from search.requests import PAGE_SIZE, RELEVANCE, Audience, SearchRequest
from search.text import QueryWord, query_words


@dataclass(frozen=True)
class Place:
    """A word as it is looked for: the last one of a text may not be typed to its end."""

    word: QueryWord
    is_last: bool

    @property
    def may_be_begun(self) -> bool:
        """Whether it may be the beginning of a word, where few documents hold it."""
        return may_be_begun(self.word, is_last=self.is_last)


@dataclass(frozen=True)
class Question:
    """A request of a reader, taken apart into what other requests may ask too.

    `narrowing` is the request with nothing but its filters. `is_void`: the text holds nothing that
    can be searched for.
    """

    audience: Audience
    narrowing: SearchRequest
    places: tuple[Place, ...]
    needed: int
    is_void: bool

    @classmethod
    def of(cls, request: SearchRequest, audience: Audience) -> Self:
        """Take a request apart."""
        words = [replace(word, start=0, end=0) for word in query_words(request.text)]
        last = len(words) - 1
        return cls(
            audience,
            filters_alone(request),
            tuple(Place(word, is_last=at == last) for at, word in enumerate(words)),
            # What lacks words is no hit here: as many are needed as where something holds all.
            needed=words_wanted(words),
            is_void=bool(request.text and not words),
        )


def filters_alone(request: SearchRequest) -> SearchRequest:
    """A request without its text, and without how its results are read."""
    usual = {"language": "fr", "sort": RELEVANCE, "page": 1, "page_size": PAGE_SIZE}
    return replace(request, text="", **usual)  # type: ignore[arg-type]


class Lookups(Protocol):
    """What an engine knows of the documents asked about: masks over them, in their order."""

    def visible(self, audience: Audience) -> np.ndarray:
        """Those that a reader may find."""
        ...

    def narrowed(self, narrowing: SearchRequest) -> np.ndarray:
        """Those that pass the filters of a request."""
        ...

    def holding(self, place: Place, audience: Audience) -> np.ndarray:
        """Those in which a reader finds a word, or what stands in for it."""
        ...


def answer(
    questions: Sequence[Question], lookups: Lookups, ids: Sequence[str]
) -> list[frozenset[str]]:
    """The ids that meet each question; those of one reader are looked up one after the other."""
    met: list[frozenset[str]] = [frozenset()] * len(questions)
    for at in sorted(range(len(questions)), key=lambda at: hash(questions[at].audience)):
        found = np.flatnonzero(mask_of(questions[at], lookups)).tolist()
        met[at] = frozenset(ids[place] for place in found)
    return met


def mask_of(question: Question, lookups: Lookups) -> np.ndarray:
    """Which of the documents meet a question."""
    passing = lookups.visible(question.audience) & lookups.narrowed(question.narrowing)
    if question.is_void:
        return np.zeros_like(passing)
    if not question.places or not passing.any():
        return passing
    held = [lookups.holding(place, question.audience) for place in question.places]
    enough: np.ndarray = np.sum(held, axis=0) >= question.needed
    return passing & enough
