"""The vectors of a generation: one file of float32 rows, mapped into memory, searched exactly.

A vector lies in a slot. A slot that a committed document uses is never written: a new vector goes
to a free one, whose number and checksum are committed with the document. So a process that dies
between the two leaves nothing wrong, and damage shows (see checking.py).
"""

import os
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from search.vectors import DIMENSIONS

ROW_BYTES = DIMENSIONS * 4
GROWTH = 1024


class VectorFile:
    """512 float32 a slot."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = np.zeros((0, DIMENSIONS), np.float32)

    def mapped(self, count: int) -> np.ndarray:
        """At least the first `count` slots, as float32[n, 512]; fewer where the file is shorter."""
        if len(self.rows) < count and self.path.exists():
            size = self.path.stat().st_size // ROW_BYTES
            if size > len(self.rows):
                self.rows = np.memmap(self.path, np.float32, "r", shape=(size, DIMENSIONS))
        return self.rows

    def write(self, vectors: Mapping[int, bytes]) -> None:
        """Store vectors by slot, growing the file as needed; without any, no file is made."""
        if not vectors:
            return
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            needed = (max(vectors) // GROWTH + 1) * GROWTH * ROW_BYTES
            if os.fstat(descriptor).st_size < needed:
                os.ftruncate(descriptor, needed)
            for slot, written in vectors.items():
                os.pwrite(descriptor, written, slot * ROW_BYTES)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def read(self, slot: int, crc: int) -> np.ndarray | None:
        """The vector in a slot; None where it is not there or not what was written."""
        rows = self.mapped(slot + 1)
        if not 0 <= slot < len(rows) or zlib.crc32(rows[slot]) != crc:
            return None
        return np.array(rows[slot])

    def cosines(self, query: np.ndarray, slots: np.ndarray) -> np.ndarray:
        """The cosine to `query` of the vector in each slot, -1 where there is none.

        For less than a fifth of the file only those are read; else one product over all is quicker.
        """
        last = int(slots.max(initial=-1)) + 1
        rows = self.mapped(last)[:last]
        there = (slots >= 0) & (slots < len(rows))
        if len(slots) * 5 < len(rows):
            scores = np.full(len(slots), -1.0, np.float32)
            scores[there] = rows[slots[there]] @ query
            return scores
        scores = np.append(rows @ query, np.float32(-1))
        return scores[np.where(there, slots, -1)]


def free_slots(used: np.ndarray, count: int) -> list[int]:
    """`count` slots that are not among the `used` ones, gaps first."""
    limit = int(used.max(initial=-1)) + 1
    is_free = np.ones(limit + count, np.bool_)
    is_free[used] = False
    return np.flatnonzero(is_free)[:count].tolist()
