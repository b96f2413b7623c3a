"""Vectors: norms, what is encoded, and the packaged encoder itself."""

import numpy as np
import pytest

from search.documents import Keyword
from search.vectors import (
    DIMENSIONS,
    UniversalSentenceEncoder,
    encode_documents,
    encoded_text,
    load_encoder,
    normalise,
)
from tests.search.engines.documents import SYRINGES, IdeaEncoder, operator, opportunity


def test_normalise_leaves_no_odd_number() -> None:
    rows = np.array([[3.0, 4.0], [0.0, 0.0], [np.nan, np.inf]], np.float32)
    assert normalise(rows).tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0], [0, 0]]


def test_what_is_encoded_is_short_and_in_one_language() -> None:
    label = Keyword("processes", "extrusion", {"en": "Extrusion"})
    document = operator(
        1,
        summaries={"en": "Tubing maker", "ar": "أنابيب"},
        bodies={"en": "We extrude. " * 200},
        keywords=(SYRINGES, label, Keyword("countries", "MA", {"en": "Morocco"})),
    )
    text = encoded_text(document)
    assert text.startswith("Tubing maker. We extrude.")
    assert text.endswith(". Syringes, Extrusion")
    assert len(text) < 600


def test_a_title_alone_is_encoded_in_its_language() -> None:
    assert encoded_text(opportunity(1, "", titles={"ar": "محاقن"})) == "محاقن"
    assert encoded_text(operator(1)) == ""


def test_many_texts_come_back_in_their_order() -> None:
    encoder = IdeaEncoder()
    texts = [f"mot{n} {'long ' * (n % 7)}" for n in range(40)]
    assert np.allclose(encode_documents(encoder, texts), encoder.encode(texts), atol=1e-6)
    assert encode_documents(encoder, []).shape == (0, DIMENSIONS)


def test_no_encoder_is_a_choice() -> None:
    assert load_encoder("none") is None
    assert load_encoder("") is None


def test_the_packaged_encoder_reads_across_languages() -> None:
    encoder = load_encoder("search.vectors.UniversalSentenceEncoder")
    assert isinstance(encoder, UniversalSentenceEncoder)
    vectors = encoder.encode(["poche à sang", "blood bag", "كيس دم", "voiture de course", ""])
    assert vectors.shape == (5, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1).round(4).tolist() == [1, 1, 1, 1, 0]
    cosines = vectors @ vectors[0]
    assert min(cosines[1], cosines[2]) > 0.4 > 2 * cosines[3]
    assert load_encoder("search.vectors.UniversalSentenceEncoder") is encoder
    assert encoder.encode([]).shape == (0, DIMENSIONS)
