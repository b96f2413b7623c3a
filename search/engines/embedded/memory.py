"""What searches found, kept over commits: an entry of an earlier state is mended, not dropped."""

import threading
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import numpy as np

# Numbers kept in one memory: a hit takes 8 bytes, and the words of 500 searches have some ten
# millions at 150,000 documents; a cosine takes 4, which is 53 texts there.
MOST_NUMBERS = 10_000_000
MOST_COSINES = 8_000_000
# Rows changed since an entry was made, as one part of all, from which it is no longer mended.
MENDED_IN_ALL = 20

Kept = TypeVar("Kept")
# What was found, the number of the state that found it, how many numbers it holds.
Entry = tuple[Any, int, int]
NO_ROWS = np.zeros(0, np.int64)


class Memory(Generic[Kept]):
    """Entries by key, each with the number of the state that found it: this one or one before.

    What was not asked for the longest time is forgotten where it would be too much.
    """

    def __init__(
        self,
        seq: int = 0,
        entries: Mapping[Any, Entry] | None = None,
        changes: tuple[tuple[int, np.ndarray], ...] = (),
        most: int = MOST_NUMBERS,
    ) -> None:
        """`changes` are pairs of a state's number and the rows that the commit after it changed."""
        self.seq = seq
        self.entries: dict[Any, Entry] = dict(entries or {})
        self.changes = changes
        self.most = most
        self.numbers = sum(numbers for _, _, numbers in self.entries.values())
        self.lock = threading.Lock()

    def get(self, key: Any) -> Kept | None:
        """What this state found."""
        with self.lock:
            found = self.entries.get(key)
            if found is None or found[1] != self.seq:
                return None
            self.entries[key] = self.entries.pop(key)
        value: Kept = found[0]
        return value

    def earlier(self, key: Any) -> tuple[Kept, int, np.ndarray] | None:
        """What a state before found, the number of that state, the rows changed since."""
        found = self.entries.get(key)
        if found is None:
            return None
        value, seq, _ = found
        changed = [rows for state, rows in self.changes if state >= seq]
        return value, seq, np.unique(np.concatenate([NO_ROWS, *changed]))

    def keep(self, key: Any, value: Kept, numbers: int) -> None:
        """Keep what was found."""
        with self.lock:
            self._forget(key)
            self.numbers += numbers
            self.entries[key] = (value, self.seq, numbers)
            while self.numbers > self.most and len(self.entries) > 1:
                self._forget(next(iter(self.entries)))

    def _forget(self, key: Any) -> None:
        _, _, numbers = self.entries.pop(key, (None, 0, 0))
        self.numbers -= numbers

    def after(self, seq: int, changed: np.ndarray, count: int) -> "Memory[Kept]":
        """The memory of the next state, which has the number `seq`."""
        if not len(changed):
            return self._renumbered(seq)
        changes = (*self.changes, (self.seq, changed))
        if sum(len(rows) for _, rows in changes) * MENDED_IN_ALL > count:
            return Memory(seq, most=self.most)
        with self.lock:
            return Memory(seq, self.entries, changes, self.most)

    def _renumbered(self, seq: int) -> "Memory[Kept]":
        """After a merge, which changes nothing that is found."""
        with self.lock:
            same = {
                k: (v, seq if old == self.seq else old, n)
                for k, (v, old, n) in self.entries.items()
            }
            return Memory(seq, same, self.changes, self.most)
