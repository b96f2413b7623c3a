"""Documents made by hand, and an encoder that knows a dozen ideas: quick, the same every time."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from search.documents import Document, HeldCredential, Keyword, document_id
from search.requests import OPERATORS, OPPORTUNITIES
from search.text import fold, tokenize
from search.vectors import DIMENSIONS, normalise

TODAY = date(2026, 11, 25)

# Words that mean the same; any other word has a direction of its own.
IDEAS = {
    word: idea
    for idea, words in {
        "syringe": "seringue seringues syringe syringes محاقن محقن",
        "blood": "sang blood دم الدم",
        "oxygen": "oxygene oxygen اكسجين",
        "bed": "lit lits bed beds سرير",
    }.items()
    for word in words.split()
}


class IdeaEncoder:
    """A sentence is the sum of the directions of its words."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See SentenceEncoder."""
        return normalise(np.stack([self.sum_of(text) for text in texts]))

    def sum_of(self, text: str) -> np.ndarray:
        """The sum of the directions of the words that are not stop words."""
        words = [t.words[0] for t in tokenize(fold(text)) if not t.is_stopword]
        zero = np.zeros(DIMENSIONS, np.float32)
        return sum((direction(IDEAS.get(word, word)) for word in words), zero)


def direction(idea: str) -> np.ndarray:
    """A vector that depends on nothing but the word."""
    seed = int.from_bytes(hashlib.blake2b(idea.encode(), digest_size=8).digest())
    vector: np.ndarray = np.random.default_rng(seed).standard_normal(DIMENSIONS, np.float32)
    return vector


def operator(
    pk: int, name: str = "", body: str = "", language: str = "fr", **fields: Any
) -> Document:
    """A public operator in Morocco, with what the test says."""
    given: dict[str, Any] = {
        "names": (name or f"Société numéro {pk}",),
        "bodies": {language: body} if body else {},
        "facets": {"countries": ("MA",)},
        "published_at": datetime(2026, 1, 1 + pk % 28, tzinfo=UTC),
    } | fields
    return Document(document_id(OPERATORS, pk), OPERATORS, pk, pk, **given)


def opportunity(pk: int, title: str, owner: int = 1, **fields: Any) -> Document:
    """A public opportunity of the operator `owner`."""
    given: dict[str, Any] = {
        "titles": {"fr": title},
        "facets": {"sides": ("request",)},
        "published_at": datetime(2026, 2, 1 + pk % 28, tzinfo=UTC),
    } | fields
    return Document(document_id(OPPORTUNITIES, pk), OPPORTUNITIES, pk, owner, **given)


def held(standard: str, start: str = "", end: str = "") -> HeldCredential:
    """A credential by ISO dates."""
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    return HeldCredential(standard, *days)


SYRINGES = Keyword("categories", "A02", {"fr": "Seringues", "en": "Syringes", "ar": "محاقن"})
