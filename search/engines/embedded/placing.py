"""Where new versions of documents go: their rows in the columns, their slots in the vector file."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.columns import NO_SLOT, Columns
from search.engines.embedded.schema import Place
from search.engines.embedded.vector_file import free_slots


@dataclass(frozen=True)
class Placed:
    """The place of each document, and the vectors to write by their slots."""

    places: list[Place]
    vectors: dict[int, bytes]


def place_documents(
    columns: Columns,
    ids: Sequence[str],
    vectors: Sequence[np.ndarray | None],
    keys: Sequence[str],
) -> Placed:
    """A document keeps its row, and its slot while its vector is the same."""
    rows = assign_rows(columns, ids)
    used = columns.slot[columns.alive & (columns.slot != NO_SLOT)]
    free = iter(free_slots(used, len(ids)))
    places, written = [], {}
    for row, vector, key in zip(rows, vectors, keys, strict=True):
        if vector is None or not vector.any():
            places.append(Place(row, vector_key=key))
            continue
        content = vector.astype(np.float32).tobytes()
        crc = zlib.crc32(content)
        slot = kept_slot(columns, row, crc)
        if slot == NO_SLOT:
            slot = next(free)
            written[slot] = content
        places.append(Place(row, slot, crc, key))
    return Placed(places, written)


def kept_slot(columns: Columns, row: int, crc: int) -> int:
    """The slot in which a row's vector is already, or NO_SLOT."""
    if row >= columns.count or not columns.alive[row] or columns.vector_crc[row] != crc:
        return NO_SLOT
    return int(columns.slot[row])


def assign_rows(columns: Columns, ids: Sequence[str]) -> list[int]:
    """The row of each id: the one it has, else the next that nothing ever had."""
    rows, free = [], columns.count
    for id in ids:
        if id in columns.row_of:
            rows.append(columns.row_of[id])
        else:
            rows.append(free)
            free += 1
    return rows
