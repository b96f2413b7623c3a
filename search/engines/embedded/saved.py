"""The columns as a file beside the index: a process that starts reads it and not every document.

It is a copy of what the index holds: where it is missing, damaged (each part has a CRC-32) or
newer than the index, the index is read instead. Versions after `seq` come from the index.
"""

import logging
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from search.documents import packed
from search.engines.embedded.bits import BitSets
from search.engines.embedded.columns import CODED, LISTS, SCALARS, Columns
from search.engines.embedded.entries import Codebook, Entries

logger = logging.getLogger(__name__)
NAME = "columns.npz"


def save_columns(folder: Path, columns: Columns, seq: int) -> bool:
    """Write the file anew, whole or not at all; False where it can't be written."""
    written = folder / f"{NAME}.new"
    try:
        with written.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays_of(columns, seq))
            file.flush()
            os.fsync(file.fileno())
        written.replace(folder / NAME)
    except OSError as error:
        written.unlink(missing_ok=True)
        logger.warning("The columns of %s can't be saved: %s", folder.name, error)
        return False
    return True


def load_columns(folder: Path, *, newest: int) -> tuple[Columns, int]:
    """The columns and the number of their last version; empty ones and 0 if that can't be told.

    `newest` is the last version that the index has.
    """
    try:
        with (folder / NAME).open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        columns, seq = columns_of(arrays), int(arrays["seq"])
    except FileNotFoundError:
        return Columns(), 0
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        logger.warning("Reading the whole index: %s of %s: %s", NAME, folder.name, error)
        return Columns(), 0
    return (columns, seq) if seq <= newest else (Columns(), 0)


def arrays_of(columns: Columns, seq: int) -> dict[str, np.ndarray]:
    """Everything as arrays; texts as JSON."""
    texts = {name: getattr(columns, name)[: columns.count] for name in LISTS}
    texts["books"] = {facet: book.codes for facet, book in columns.books.items()}
    texts["labels"] = [[facet, code, labels] for (facet, code), labels in columns.labels.items()]
    return {
        "seq": np.array(seq),
        "texts": np.frombuffer(packed(texts), np.uint8),
        **{f"scalar-{name}": column for name, column in columns.scalars.items()},
        **{f"bits-{facet}": bits.words[: bits.lines] for facet, bits in columns.bits.items()},
        **{f"entries-{name}": one.table() for name, one in columns.entries.items()},
    }


def columns_of(arrays: Mapping[str, np.ndarray]) -> Columns:
    """The columns of what `arrays_of` made."""
    texts: dict[str, Any] = orjson.loads(arrays["texts"].tobytes())
    scalars = {name: arrays[f"scalar-{name}"] for name in SCALARS}
    ids = texts["ids"]
    bits = {facet: arrays[f"bits-{facet}"] for facet in CODED}
    return Columns(
        count=len(ids),
        scalars=scalars,
        **{name: texts[name] for name in LISTS},
        row_of=dict(zip(ids, range(len(ids)), strict=True)),
        books={facet: Codebook(codes) for facet, codes in texts["books"].items()},
        bits={facet: BitSets(words, len(words)) for facet, words in bits.items()},
        entries={
            name: Entries.of(arrays[f"entries-{name}"])
            for name in (*CODED, "credentials", "allowed")
        },
        labels={(facet, code): labels for facet, code, labels in texts["labels"]},
    )
