"""Arabic queries in English words, for the encoder."""

import numpy as np
import pytest

from search.text import gloss
from search.text.thesaurus import Concept, Thesaurus
from search.vectors import encode_query
from tests.search.engines.documents import IdeaEncoder

BAG = Concept((("blood bag", "en"), ("poche à sang", "fr"), ("كيس دم", "ar")))
STERILE = Concept((("sterile", "en"), ("aseptic", "en"), ("معقم", "ar")))
NAMELESS = Concept((("poche", "fr"), ("حقيبة", "ar")))
THESAURUS = Thesaurus((BAG, STERILE, NAMELESS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كيس الدم", "blood bag"),
        ("كِيسُ دَمٍ مُعَقَّم", "blood bag sterile aseptic"),
        ("كيس دم من اللاتكس", "blood bag لاتكس"),
        ("كيس دم latex", "blood bag latex"),
        ("حقيبة", ""),
        ("اللاتكس", ""),
        ("poche à sang", ""),
        ("", ""),
    ],
)
def test_known_arabic_terms_are_given_in_english(text: str, expected: str) -> None:
    assert gloss(text, THESAURUS).replace("اللاتكس", "لاتكس") == expected


def test_a_query_is_encoded_with_its_gloss(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = IdeaEncoder()
    monkeypatch.setattr("search.vectors.gloss", {"حقن": "syringe"}.get)
    both = encoder.encode(["حقن", "syringe"]).sum(axis=0)
    assert np.allclose(encode_query(encoder, "حقن"), both / np.linalg.norm(both), atol=1e-6)
    assert np.allclose(encode_query(encoder, "seringue"), encoder.encode(["seringue"])[0])
