"""The vectors of what readers type, the same for every engine."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from search.text import QueryWord, gloss
from search.vectors import SentenceEncoder, encode_glossed

# Texts kept encoded: a reader who sets filters or turns pages sends the same again and again.
MOST_KEPT = 1000


class QueryVectors:
    """Encodes texts, those of late once. Safe to share between threads."""

    def __init__(self, encoder: SentenceEncoder | None) -> None:
        self.encoder = encoder
        self.encoded = lru_cache(maxsize=MOST_KEPT)(self._encode)

    def of(self, text: str, words: Sequence[QueryWord]) -> np.ndarray | None:
        """The vector of a text that means something: it has a word of three letters or more."""
        if self.encoder is None or not any(len(w.word) > 2 and w.word.isalpha() for w in words):
            return None
        # By its gloss too: a curator's edit of the thesaurus is heard at once.
        vector = self.encoded(text, gloss(text))
        return vector if vector.any() else None

    def _encode(self, text: str, glossed: str) -> np.ndarray:
        assert self.encoder is not None  # noqa: S101 - for the type; `of` asks first.
        return encode_glossed(self.encoder, text, glossed)
