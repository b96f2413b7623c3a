"""The vectors of a generation: one file of float32 rows, mapped into memory, searched exactly.

A row of zeros is "no vector". Rows are written before the commit that makes them visible; a row
whose commit never came belongs to nothing that can be found, or is nearly right until the retry.
"""

import os
from pathlib import Path

import numpy as np

from search.vectors import DIMENSIONS

ROW_BYTES = DIMENSIONS * 4
GROWTH = 1024


class VectorFile:
    """Rows of 512 float32 by document row."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = np.zeros((0, DIMENSIONS), np.float32)

    def mapped(self, count: int) -> np.ndarray:
        """At least the first `count` rows, as float32[n, 512]; fewer where the file is shorter."""
        if len(self.rows) < count and self.path.exists():
            size = self.path.stat().st_size // ROW_BYTES
            if size > len(self.rows):
                self.rows = np.memmap(self.path, np.float32, "r", shape=(size, DIMENSIONS))
        return self.rows

    def write(self, vectors: dict[int, np.ndarray]) -> None:
        """Store vectors by row, growing the file as needed; without any, no file is made."""
        if not any(vector.any() for vector in vectors.values()) and not self.path.exists():
            return
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            needed = (max(vectors) // GROWTH + 1) * GROWTH * ROW_BYTES
            if os.fstat(descriptor).st_size < needed:
                os.ftruncate(descriptor, needed)
            for row, vector in vectors.items():
                os.pwrite(descriptor, vector.astype(np.float32).tobytes(), row * ROW_BYTES)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def row(self, row: int) -> np.ndarray | None:
        """The vector of a row, or None."""
        rows = self.mapped(row + 1)
        return np.array(rows[row]) if row < len(rows) and rows[row].any() else None

    def cosines(self, query: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """The cosine to `query` of each row in `mask`, -1 elsewhere; float32 of mask's length.

        Below a fifth of the rows only those are read; else one product over all is quicker.
        """
        rows = self.mapped(len(mask))
        count = min(len(rows), len(mask))
        scores = np.full(len(mask), -1.0, np.float32)
        wanted = np.flatnonzero(mask[:count])
        if len(wanted) * 5 < count:
            scores[wanted] = rows[wanted] @ query
        elif count:
            scores[:count] = np.where(mask[:count], rows[:count] @ query, -1.0)
        return scores
