"""What searches found, kept over commits: an entry of an earlier state is mended, not dropped."""

import threading
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import numpy as np

# Numbers kept in one memory: 4 bytes each for cosines, 12 for the hits of words.
MOST_NUMBERS = 4_000_000
# Rows changed since an entry was made, as one part of all, from which it is no longer mended.
MENDED_IN_ALL = 20

Kept = TypeVar("Kept")
NO_ROWS = np.zeros(0, np.int64)


class Memory(Generic[Kept]):
    """Entries by key for one state, and those of the states before it, which are out of date."""

    def __init__(
        self,
        before: Mapping[Any, tuple[Kept, int]] | None = None,
        changes: tuple[tuple[int, np.ndarray], ...] = (),
        numbers: int = 0,
    ) -> None:
        """`changes` are pairs of a state's number and the rows that the commit after it changed."""
        self.entries: dict[Any, Kept] = {}
        self.before = before or {}
        self.changes = changes
        self.numbers = numbers
        self.lock = threading.Lock()

    def get(self, key: Any) -> Kept | None:
        """What this state found."""
        return self.entries.get(key)

    def earlier(self, key: Any) -> tuple[Kept, int, np.ndarray] | None:
        """What a state before found, the number of that state, the rows changed since."""
        found = self.before.get(key)
        if found is None:
            return None
        value, seq = found
        changed = [rows for state, rows in self.changes if state >= seq]
        return value, seq, np.unique(np.concatenate([NO_ROWS, *changed]))

    def keep(self, key: Any, value: Kept, numbers: int) -> None:
        """Keep what was found, all else being forgotten where it would be too much."""
        with self.lock:
            if self.numbers + numbers > MOST_NUMBERS:
                self.entries, self.before, self.numbers = {}, {}, 0
            self.numbers += numbers
            self.entries[key] = value

    def after(self, seq: int, changed: np.ndarray, count: int) -> "Memory[Kept]":
        """The memory of the next state, this one having the number `seq`."""
        changes = (*self.changes, (seq, changed))
        if sum(len(rows) for _, rows in changes) * MENDED_IN_ALL > count:
            return Memory()
        with self.lock:
            before = {**self.before, **{key: (kept, seq) for key, kept in self.entries.items()}}
            return Memory(before, changes, self.numbers)
