"""Whether the vectors are what was written: each has its checksum in the columns."""

import zlib
from pathlib import Path

import numpy as np

from search.engines.embedded.columns import NO_SLOT, Columns
from search.engines.embedded.vector_file import ROW_BYTES
from search.engines.errors import IndexDamaged
from search.vectors import DIMENSIONS

# Read by one check: 64 MB, some 50 ms. The file changes with each publication, so that after each
# all vectors are to be read again; they are so in turn.
CHECKED_AT_ONCE = 32_768


class VectorCheck:
    """What of one vector file has been read since it was last written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state: tuple[int, int, int] = (0, 0, 0)
        self.checked = np.zeros(0, np.bool_)
        self.next = 0

    def wrong_rows(self, columns: Columns) -> np.ndarray:
        """The documents' rows whose vector is not what was written, among those read this time.

        IndexDamaged where the file is gone or too short.
        """
        rows = np.flatnonzero(columns.alive & (columns.slot != NO_SLOT))
        slots = columns.slot[rows]
        if not len(rows):
            return rows
        content = self._opened(int(slots.max()) + 1)
        due = rows[~self.checked[slots]]
        turn = int(np.searchsorted(due, self.next)) if len(due) > CHECKED_AT_ONCE else 0
        due = np.roll(due, -turn)[:CHECKED_AT_ONCE]
        pairs = zip(due.tolist(), columns.slot[due], columns.vector_crc[due], strict=True)
        wrong = [row for row, slot, crc in pairs if zlib.crc32(content[slot]) != crc]
        self.checked[columns.slot[due]] = True
        self.checked[columns.slot[wrong]] = False
        self.next = int(due[-1]) + 1 if len(due) else 0
        return np.array(wrong, np.int64)

    def _opened(self, count: int) -> np.ndarray:
        """The file as it is now; whatever was checked before it changed is to be checked anew."""
        try:
            stat = self.path.stat()
        except FileNotFoundError as error:
            raise IndexDamaged(f"{self.path} is gone") from error
        if stat.st_size < count * ROW_BYTES:
            raise IndexDamaged(f"{self.path} is cut short")
        state = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        if state != self.state:
            self.state = state
            self.checked = np.zeros(stat.st_size // ROW_BYTES, np.bool_)
        return np.memmap(self.path, np.float32, "r", shape=(count, DIMENSIONS))
