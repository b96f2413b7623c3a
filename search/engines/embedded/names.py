"""The order of names: sorted once, then mended, as sorting anew takes long after each commit."""

from bisect import bisect
from collections.abc import Iterable, Sequence

import numpy as np

# So many changed names at once, as one part of all, are no longer mended one by one.
MENDED = 50


class NameOrder:
    """The rows by their names, as of the state for which it was last asked."""

    def __init__(
        self, order: np.ndarray | None = None, changed: frozenset[int] = frozenset()
    ) -> None:
        """`changed` are the rows whose names are others, or new, since `order` was made."""
        self.order = order
        self.changed = changed
        self.found: np.ndarray | None = None

    def followed_by(self, rows: Iterable[int]) -> "NameOrder":
        """The order of the next state, in which the names of `rows` have changed."""
        return (
            NameOrder() if self.order is None else NameOrder(self.order, self.changed.union(rows))
        )

    def ranks(self, names: Sequence[str], count: int) -> np.ndarray:
        """The place of each of `count` rows, rows of one name in theirs."""
        if self.found is None:
            self.order = self._ordered(names, count)
            self.changed = frozenset()
            ranks = np.empty(count, np.int64)
            ranks[self.order] = np.arange(count)
            self.found = ranks
        return self.found

    def _ordered(self, names: Sequence[str], count: int) -> np.ndarray:
        old, changed = self.order, self.changed
        if old is None or len(changed) * MENDED > count:
            return np.array(sorted(range(count), key=names.__getitem__), np.int64)
        is_changed = np.zeros(count, np.bool_)
        is_changed[list(changed)] = True
        kept = old[~is_changed[old]]

        def key(row: int) -> tuple[str, int]:
            return names[row], row

        moved = sorted(changed, key=key)
        places = [bisect(kept, key(row), key=key) for row in moved]
        return np.insert(kept, places, moved)
