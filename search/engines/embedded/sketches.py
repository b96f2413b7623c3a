"""An 8-bit copy of the vectors in memory: what is surely far is told without its vector.

It is a quarter of the bytes. Each row keeps how far its copy is from it (L2), so that the cosine
lies within known bounds (Cauchy-Schwarz: |q·x - q·x'| <= |q| |x - x'|) and only what may be among
the nearest is compared by the vectors themselves.
"""

import threading
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.vector_file import VectorFile
from search.vectors import DIMENSIONS

LARGEST = 127
# Vectors handled at once: 2 MB as float32, which stay in a core's own cache.
AT_ONCE = 1024
# What sums of 512 float32 may be wrong by, and norms a little over 1.
ROUNDING = 1e-4
# No checksum of 32 bits.
UNKNOWN = -1
# Room for so many more when the copy grows, as one part of what it has.
ROOM = 8


@dataclass(frozen=True)
class Sketch:
    """Vectors as int8[n, 512] times a scale each; `errors` are the L2 norms of what is left."""

    values: np.ndarray
    scales: np.ndarray
    errors: np.ndarray

    @classmethod
    def empty(cls, count: int) -> "Sketch":
        """Room for `count` vectors."""
        numbers = np.zeros((2, count), np.float32)
        return cls(np.zeros((count, DIMENSIONS), np.int8), *numbers)

    @classmethod
    def of(cls, vectors: np.ndarray) -> "Sketch":
        """The sketch of float32[n, 512]; of what is no number, damaged as it is, that of zeros."""
        vectors = np.nan_to_num(vectors, posinf=0.0, neginf=0.0)
        scales = np.abs(vectors).max(axis=1) / LARGEST
        values = np.rint(vectors / np.where(scales, scales, 1)[:, None]).astype(np.int8)
        rest = vectors - values * scales[:, None]
        return cls(values, scales, np.linalg.norm(rest, axis=1) + np.float32(ROUNDING))

    def put(self, places: np.ndarray, other: "Sketch") -> None:
        """Put other rows in some places."""
        self.values[places], self.scales[places] = other.values, other.scales
        self.errors[places] = other.errors

    def grown(self, count: int) -> "Sketch":
        """One with room for `count`, with what this one has."""
        larger = Sketch.empty(count)
        larger.put(np.arange(len(self.values)), self)
        return larger

    def products(self, query: np.ndarray, count: int) -> np.ndarray:
        """The product of the first `count` rows with float32[512]."""
        found, part = np.empty(count, np.float32), np.empty((AT_ONCE, DIMENSIONS), np.float32)
        for start in range(0, count, AT_ONCE):
            values = self.values[start : min(start + AT_ONCE, count)]
            np.copyto(part[: len(values)], values)
            np.dot(part[: len(values)], query, out=found[start : start + len(values)])
        return found * self.scales[:count]


class Sketches:
    """Those of one vector file by slot, made when first needed. Safe to share between threads.

    The checksum of the vector of which a slot's was made tells whether it still is that one's.
    """

    def __init__(self, file: VectorFile) -> None:
        self.file = file
        self.lock = threading.Lock()
        self.sketch = Sketch.empty(0)
        self.made_of = np.zeros(0, np.int64)

    def of(self, slots: np.ndarray, checksums: np.ndarray) -> Sketch:
        """The sketch of the whole file, in which those of `slots` are made."""
        with self.lock:
            self._make_room(int(slots.max(initial=-1)) + 1)
            rows = np.flatnonzero(self.made_of[slots] != checksums)
            rows = rows[slots[rows] < self.file.count()]
            for start in range(0, len(rows), AT_ONCE):
                due = rows[start : start + AT_ONCE]
                self.sketch.put(slots[due], Sketch.of(self.file.rows(slots[due])))
                self.made_of[slots[due]] = checksums[due]
            return self.sketch

    def _make_room(self, count: int) -> None:
        have = len(self.made_of)
        if count > have:
            size = count + count // ROOM
            self.sketch = self.sketch.grown(size)
            unknown = np.full(size - have, UNKNOWN, np.int64)
            self.made_of = np.append(self.made_of, unknown)
