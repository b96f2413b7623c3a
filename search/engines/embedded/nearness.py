"""How near the documents of one state are to a vector: exactly, where it may matter."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.engines.embedded.columns import NO_SLOT, Columns
from search.engines.embedded.memory import MOST_COSINES, Memory
from search.engines.embedded.sketches import Sketches
from search.engines.fusion import MOST_NEIGHBOURS, neighbour_threshold

# So few vectors are compared at once quicker than by their sketches.
FEW = 1024


@dataclass(frozen=True)
class Told:
    """The cosine of each row to a text: estimates, and exact where that has been asked."""

    cosines: np.ndarray
    is_exact: np.ndarray


class Nearness:
    """Estimates by sketches tell which rows may count; only their vectors are compared.

    The estimates of texts are kept, as their readers turn pages.
    """

    def __init__(
        self,
        columns: Columns,
        sketches: Sketches,
        *,
        seq: int = 0,
        kept: Memory[Told] | None = None,
    ) -> None:
        self.columns = columns
        self.sketches = sketches
        self.kept: Memory[Told] = kept or Memory(seq, most=MOST_COSINES)

    def followed_by(self, columns: Columns, seq: int, changed: np.ndarray) -> "Nearness":
        """That of the next state, in which the vectors of the rows `changed` may be others."""
        kept = self.kept.after(seq, changed, columns.count)
        return Nearness(columns, self.sketches, seq=seq, kept=kept)

    def vector(self, row: int) -> np.ndarray | None:
        """The vector of a row, or None."""
        slot, checksum = int(self.columns.slot[row]), int(self.columns.vector_crc[row])
        return self.sketches.file.read(slot, checksum)

    def among(self, vector: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """The cosine of each row of `mask` to a vector, -1 elsewhere and where there is none."""
        rows = np.flatnonzero(mask)
        scores = np.full(len(mask), -1.0, np.float32)
        scores[rows] = self.sketches.file.cosines(vector, self.columns.slot[rows])
        return scores

    def near(self, vector: np.ndarray, visible: np.ndarray, judged: np.ndarray) -> np.ndarray:
        """The cosines of the visible rows near enough to the vector of a text, and of some more.

        Near enough is what fusion.neighbour_threshold says of the rows `judged`. -1 elsewhere.
        """
        if self.columns.count <= FEW:
            return self.among(vector, visible)
        told = self._kept_estimates(vector)
        # One neighbour more, as of 200 above the bound the last one is above that bound too.
        least = neighbour_threshold((told.cosines - self.errors)[judged], MOST_NEIGHBOURS + 1)
        may_count = visible & (told.cosines + self.errors >= least)
        self._compare(vector, told, may_count)
        return np.where(may_count, told.cosines, np.float32(-1))

    def nearest(self, vector: np.ndarray, mask: np.ndarray, most: int) -> np.ndarray:
        """The cosines of the `most` nearest rows of `mask`, and of some more; -1 elsewhere."""
        if np.count_nonzero(mask) <= max(FEW, most):
            return self.among(vector, mask)
        estimates = self._estimates(vector)
        least = np.partition((estimates - self.errors)[mask], -most)[-most]
        return self.among(vector, mask & (estimates + self.errors >= least))

    @cached_property
    def errors(self) -> np.ndarray:
        """By how much the estimate of each row may be wrong, the vector's norm being 1."""
        slots = self.columns.slot
        rows = np.flatnonzero(slots != NO_SLOT)
        made = self.sketches.of(slots[rows], self.columns.vector_crc[rows])
        return np.append(made.errors, np.float32(0))[slots]

    def _estimates(self, vector: np.ndarray) -> np.ndarray:
        """The cosine of each row as its sketch tells it, -1 where there is none."""
        self.errors  # noqa: B018 - makes the sketches of this state.
        slots = self.columns.slot
        products = self.sketches.sketch.products(vector, int(slots.max(initial=-1)) + 1)
        return np.append(products, np.float32(-1))[slots]

    def _compare(self, vector: np.ndarray, told: Told, mask: np.ndarray) -> None:
        """Put the cosine in the place of its estimate, where that is not done yet."""
        rows = np.flatnonzero(mask & ~told.is_exact)
        told.cosines[rows] = self.sketches.file.cosines(vector, self.columns.slot[rows])
        told.is_exact[rows] = True

    def _kept_estimates(self, vector: np.ndarray) -> Told:
        """Those for the vector of a text; of an earlier state's only what changed is made anew."""
        key = vector.tobytes()
        found = self.kept.get(key)
        if found is None:
            found = self._mended(vector, key)
            self.kept.keep(key, found, len(found.cosines))
        return found

    def _mended(self, vector: np.ndarray, key: bytes) -> Told:
        earlier = self.kept.earlier(key)
        if earlier is None:
            return Told(self._estimates(vector), np.zeros(self.columns.count, np.bool_))
        old, _, changed = earlier
        is_new = np.ones(self.columns.count, np.bool_)
        is_new[: len(old.cosines)] = False
        is_new[changed] = True
        grown = self.columns.count - len(old.cosines)
        told = Told(
            np.pad(old.cosines, (0, grown), constant_values=-1),
            np.pad(old.is_exact, (0, grown)) & ~is_new,
        )
        self._compare(vector, told, is_new)
        return told
