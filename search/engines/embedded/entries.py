"""Values of which a document has many: rare codes, days of credentials, allowed operators."""

from collections.abc import Iterable, Sequence

import numpy as np

# What stands in the place of a value that is no more. Codebooks and primary keys start at 1.
NOTHING = 0


class Codebook:
    """Codes of one facet numbered from 1 in the order of their appearance; it only grows."""

    def __init__(self, codes: Iterable[str] = ("",)) -> None:
        """`codes` by their numbers; the first one stands for none."""
        self.codes = list(codes)
        self.numbers = {code: number for number, code in enumerate(self.codes) if number}

    def number(self, code: str) -> int:
        """The number of `code`, a new one if it is new."""
        found = self.numbers.setdefault(code, len(self.codes))
        if found == len(self.codes):
            self.codes.append(code)
        return found

    def known(self, codes: Iterable[str]) -> list[int]:
        """The numbers of those codes that any document carries."""
        return [self.numbers[code] for code in codes if code in self.numbers]


class Entries:
    """values[i] belongs to document rows[i]; `extra` are more columns beside.

    A state sees `length` entries of buffers that it shares with the next state: new entries go
    behind, those of changed documents become NOTHING in place. So a change costs what changed and
    one pass over the rows, not a copy of all.
    """

    def __init__(self, width: int = 2) -> None:
        self.buffers = [np.zeros(0, np.int64) for _ in range(width)]
        self.length = 0

    @classmethod
    def of(cls, table: np.ndarray) -> "Entries":
        """Those of a table of `table()`."""
        made = cls(len(table))
        made.buffers, made.length = list(table.astype(np.int64)), table.shape[1]
        return made

    def table(self) -> np.ndarray:
        """All columns, a line each, without NOTHING."""
        kept = self.values != NOTHING
        return np.stack([buffer[: self.length][kept] for buffer in self.buffers])

    @property
    def rows(self) -> np.ndarray:
        """The document's row of each entry."""
        return self.buffers[0][: self.length]

    @property
    def values(self) -> np.ndarray:
        """The value of each entry."""
        return self.buffers[1][: self.length]

    @property
    def extra(self) -> tuple[np.ndarray, ...]:
        """Further columns."""
        return tuple(buffer[: self.length] for buffer in self.buffers[2:])

    def updated(self, changed: np.ndarray, added: Sequence[Sequence[int]]) -> "Entries":
        """Without the entries of `changed` rows (a mask), with the `added` (row, value, ...)."""
        self.values[changed[self.rows]] = NOTHING
        after = Entries(len(self.buffers))
        after.buffers, after.length = self.buffers, self.length
        if self.length + len(added) > len(self.buffers[0]):
            after._grow(len(added))
        table = np.array(added, np.int64).reshape(len(added), len(self.buffers))
        for buffer, column in zip(after.buffers, table.T, strict=True):
            buffer[after.length : after.length + len(added)] = column
        after.length += len(added)
        return after

    def _grow(self, needed: int) -> None:
        """New buffers with room for `needed` more and half as many again, without NOTHING."""
        kept = self.values != NOTHING
        count = int(kept.sum())
        capacity = (count + needed) * 3 // 2 + 64
        grown = [np.zeros(capacity, np.int64) for _ in self.buffers]
        for new, old in zip(grown, self.buffers, strict=True):
            new[:count] = old[: self.length][kept]
        self.buffers, self.length = grown, count
