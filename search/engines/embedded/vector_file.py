"""The vectors of a generation: one file of float32 rows.

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

    def count(self) -> int:
        """How many slots the file has."""
        try:
            return self.path.stat().st_size // ROW_BYTES
        except FileNotFoundError:
            return 0

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
        if not 0 <= slot < self.count():
            return None
        vector: np.ndarray = self.rows(np.array([slot]))[0]
        return vector if zlib.crc32(vector.data) == crc else None

    def rows(self, slots: np.ndarray) -> np.ndarray:
        """The vectors in some slots, all in the file, as float32[n, 512].

        Read one by one: what is mapped brings 64 kB of neighbours each, and those stay.
        """
        read = np.zeros((len(slots), DIMENSIONS), np.float32)
        with self.path.open("rb", buffering=0) as file:
            descriptor = file.fileno()
            for slot, row in zip(slots.tolist(), read, strict=True):
                os.preadv(descriptor, [row.data], slot * ROW_BYTES)
        return read

    def cosines(self, query: np.ndarray, slots: np.ndarray) -> np.ndarray:
        """The cosine to `query` of the vector in each slot, -1 where there is none."""
        there = (slots >= 0) & (slots < self.count())
        scores = np.full(len(slots), -1.0, np.float32)
        if there.any():
            scores[there] = self.rows(slots[there]) @ query
        return scores


def free_slots(used: np.ndarray, count: int) -> list[int]:
    """`count` slots that are not among the `used` ones, gaps first."""
    limit = int(used.max(initial=-1)) + 1
    is_free = np.ones(limit + count, np.bool_)
    is_free[used] = False
    return np.flatnonzero(is_free)[:count].tolist()
