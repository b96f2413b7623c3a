"""The vectors of documents to write: their own, one kept for the same text, or a new one."""

import hashlib
from collections.abc import Sequence

import numpy as np

from search.documents import Document
from search.engines.embedded.generation import Generation
from search.vectors import SentenceEncoder, encode_documents


def find_vectors(
    documents: Sequence[Document],
    texts: Sequence[str],
    keys: Sequence[str],
    encoder: SentenceEncoder | None,
    sources: Sequence[Generation],
) -> list[np.ndarray | None]:
    """Each document's vector; `texts` are what is encoded of them, `keys` tell these apart."""
    vectors = [document.vector for document in documents]
    if encoder is None:
        return vectors
    for place, document in enumerate(documents):
        if vectors[place] is None:
            vectors[place] = kept_vector(sources, document.id, keys[place])
    missing = [place for place, vector in enumerate(vectors) if vector is None]
    made = encode_documents(encoder, [texts[place] for place in missing])
    for place, vector in zip(missing, made, strict=True):
        vectors[place] = vector
    return vectors


def text_key(text: str) -> str:
    """What tells whether an encoded text has changed."""
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=12).hexdigest()


def kept_vector(sources: Sequence[Generation], id: str, key: str) -> np.ndarray | None:
    """The whole stored vector of a document whose encoded text is still the same, or None."""
    for generation in sources:
        snapshot = generation.snapshot
        row = snapshot.columns.row(id)
        is_there = row >= 0 and snapshot.columns.alive[row]
        if is_there and snapshot.columns.vector_keys[row] == key:
            return snapshot.nearness.vector(row)
    return None
