"""Vectors without the wait for them: what is compared costs the same whatever it means."""

import zlib
from collections.abc import Sequence

import numpy as np

from search.vectors import DIMENSIONS, normalise

DRAWN = "bench.encoder.DrawnEncoder"


class DrawnEncoder:
    """Draws the vector of a text from its checksum: the same text has the same vector.

    Encoding 10,000 profiles takes minutes and is not what is measured.
    """

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See search.vectors.SentenceEncoder."""
        rows = [
            np.random.default_rng(zlib.crc32(text.encode())).normal(size=DIMENSIONS)
            for text in texts
        ]
        return normalise(np.array(rows, np.float32).reshape(len(rows), DIMENSIONS))
