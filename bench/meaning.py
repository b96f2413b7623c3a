"""Vectors for generated documents without encoding 150,000 texts, which takes ten minutes.

A document's vector is the sum of the real vectors of its labels (processes and device categories,
in the language it is written in: some hundreds of distinct texts, encoded once) and of noise that
no other document has. So texts near in meaning are near here too, in all three languages, and no
two documents are the same. What encoding the real texts costs is measured beside (parts.encode).
"""

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from search.documents import Document
from search.vectors import (
    DIMENSIONS,
    SentenceEncoder,
    encode_documents,
    normalise,
    written_language,
)

FACETS = ("processes", "categories")
# The share of the noise: two documents with the same labels have a cosine of about 0.7.
NOISE = 0.7
BATCH = 500


class Meanings:
    """Gives documents their vectors."""

    def __init__(self, encoder: SentenceEncoder, seed: int = 1) -> None:
        self.encoder = encoder
        self.known: dict[str, np.ndarray] = {}
        self.noise = np.random.default_rng(seed)

    def given(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents with vectors, in batches as they come."""
        stream = iter(documents)
        while batch := list(islice(stream, BATCH)):
            labels = [own_labels(document) for document in batch]
            self._learn({label for own in labels for label in own})
            for document, own in zip(batch, labels, strict=True):
                yield document.with_vector(self._vector(own))

    def _learn(self, labels: Iterable[str]) -> None:
        new = sorted(set(labels) - self.known.keys())
        vectors = encode_documents(self.encoder, new)
        self.known |= dict(zip(new, vectors, strict=True))

    def _vector(self, labels: list[str]) -> np.ndarray:
        noise = self.noise.standard_normal(DIMENSIONS, np.float32)
        meaning = np.sum([self.known[label] for label in labels], axis=0)
        made: np.ndarray = normalise(normalise(meaning) + NOISE * normalise(noise))
        return made


def own_labels(document: Document) -> list[str]:
    """What the document does, in the language in which it says most."""
    language = written_language(document)
    own = [k.labels.get(language, "") for k in document.keywords if k.facet in FACETS]
    return [label for label in own if label] or [""]
