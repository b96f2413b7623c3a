"""What readers type is encoded once, and anew where what it means has changed."""

from collections.abc import Sequence

import numpy as np
import pytest

from search.engines.query_vectors import QueryVectors
from search.text import query_words
from search.text.in_use import IN_USE
from search.text.thesaurus import Concept, Thesaurus
from search.vectors import DIMENSIONS


class Noting:
    """An encoder that notes what it is given."""

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.given.append(list(texts))
        return np.eye(len(texts), DIMENSIONS, dtype=np.float32)


def test_a_text_is_encoded_once() -> None:
    encoder = Noting()
    vectors = QueryVectors(encoder)
    for _ in range(2):
        vectors.of("seringue", query_words("seringue"))
    assert encoder.given == [["seringue"]]


def test_an_edited_thesaurus_is_heard_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Noting()
    vectors = QueryVectors(encoder)
    vectors.of("محقن", query_words("محقن"))
    concept = Concept((("محقن", "ar"), ("syringe", "en")))
    monkeypatch.setattr(IN_USE, "thesaurus", Thesaurus((concept,)))
    vectors.of("محقن", query_words("محقن"))
    assert encoder.given == [["محقن"], ["محقن", "syringe"]]


def test_what_means_nothing_is_not_encoded() -> None:
    encoder = Noting()
    assert QueryVectors(encoder).of("12 ml", query_words("12 ml")) is None
    assert encoder.given == []
