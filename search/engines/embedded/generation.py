"""One generation of the index, opened: reading its newest state, writing the next one."""

import itertools
import json
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from search.documents import Document
from search.engines.embedded.checking import Checked, check_files
from search.engines.embedded.columns import Columns
from search.engines.embedded.damage import damage_reported, write_failure_reported
from search.engines.embedded.schema import (
    build_schema,
    label_id,
    label_row,
    register_analyzer,
    tantivy_document,
    tombstone,
)
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.vector_file import VectorFile

REFRESH_SECONDS = 0.25
HEAP_BYTES = 64_000_000
PARSED_AT_ONCE = 4000


class Generation:
    """A tantivy index, its columns and its vectors. One object a process, many threads."""

    def __init__(self, name: str, path: Path) -> None:
        """Open what is in `path`, an empty index if it has none yet; IndexDamaged if unreadable."""
        self.name = name
        self.path = path
        self.schema = build_schema()
        self.vectors = VectorFile(path / "vectors.f32")
        self.lock = threading.Lock()
        self.checked = 0.0
        self.seen: tuple[int, int] = (0, 0)
        self.last_seq = 0
        self.whole: Checked = {}
        with damage_reported(name):
            self.index = open_index(path, self.schema)
            register_analyzer(self.index)
            self.index.config_reader("manual")
            self.snapshot = Snapshot(self.index.searcher(), self.schema, Columns(), self.vectors)
        self.refresh(force=True)

    def check(self) -> None:
        """Raise IndexDamaged where a file is not what was written; only new ones are read."""
        with self.lock, damage_reported(self.name):
            check_files(self.path, self.whole)

    def refresh(self, *, force: bool = False) -> Snapshot:
        """The newest state; looks for another process's commits four times a second at most."""
        if not force and time.monotonic() - self.checked < REFRESH_SECONDS:
            return self.snapshot
        with self.lock, damage_reported(self.name):
            self.checked = time.monotonic()
            state = (self.path / "meta.json").stat()
            if (state.st_mtime_ns, state.st_ino) != self.seen:
                self.seen = (state.st_mtime_ns, state.st_ino)
                self._load_changes()
            return self.snapshot

    def _load_changes(self) -> None:
        """Fetch the versions that are newer than what the columns know."""
        self.index.reload()
        searcher = self.index.searcher()
        newer = tantivy.Query.range_query(
            self.schema,
            "seq",
            tantivy.FieldType.Unsigned,
            lower_bound=self.last_seq,
            include_lower=False,
        )
        found = searcher.search(
            newer,
            limit=max(1, searcher.num_docs),
            count=False,
            order_by_field="seq",
            order=tantivy.Order.Asc,
        ).hits
        columns, changed = self.snapshot.columns.updated(()), []
        for start in range(0, len(found), PARSED_AT_ONCE):
            part = found[start : start + PARSED_AT_ONCE]
            payloads = [read_payload(searcher, place) for _, place in part]
            columns = columns.updated(payloads)
            changed += [payload["row"] for payload in payloads if "row" in payload]
        if found:
            self.last_seq = int(found[-1][0])
        self.snapshot = self.snapshot.followed_by(
            searcher, columns, seq=self.last_seq, changed=np.array(changed, np.int64)
        )

    def write(
        self,
        documents: Sequence[Document],
        vector_keys: Sequence[str],
        vectors: Sequence[np.ndarray | None],
    ) -> int:
        """Add or replace in one commit. The caller holds the folder's write lock."""
        columns = self.refresh(force=True).columns
        rows = assign_rows(columns, [document.id for document in documents])
        empty = np.zeros(self.vectors.rows.shape[1], np.float32)
        seq = itertools.count(self.last_seq + 1)
        made = [
            (document.id, tantivy_document(document, row=row, seq=next(seq), vector_key=key))
            for document, row, key in zip(documents, rows, vector_keys, strict=True)
        ]
        for (facet, code), labels in new_labels(columns, documents).items():
            made.append((label_id(facet, code), label_row(facet, code, labels, seq=next(seq))))
        with write_failure_reported(self.name):
            placed = zip(rows, vectors, strict=True)
            self.vectors.write({row: empty if v is None else v for row, v in placed})
            self._commit(made)
        self.refresh(force=True)
        return len(documents)

    def remove(self, ids: Iterable[str]) -> int:
        """Put a tombstone in the place of each document that is there. Lock as for `write`."""
        columns = self.refresh(force=True).columns
        rows = {i: columns.row_of[i] for i in dict.fromkeys(ids) if i in columns.row_of}
        there = [(i, row) for i, row in rows.items() if columns.alive[row]]
        if not there:
            return 0
        made = [
            (i, tombstone(i, row=row, seq=self.last_seq + 1 + at))
            for at, (i, row) in enumerate(there)
        ]
        with write_failure_reported(self.name):
            self._commit(made)
        self.refresh(force=True)
        return len(made)

    def _commit(self, made: Sequence[tuple[str, tantivy.Document]]) -> None:
        """Replace rows by id, all or nothing; wait for merges, which die with the writer."""
        writer = self.index.writer(HEAP_BYTES, 1)
        for id, row in made:
            writer.delete_documents_by_term("id", id)
            writer.add_document(row)
        writer.commit()
        writer.wait_merging_threads()


def open_index(path: Path, schema: tantivy.Schema) -> Any:
    """The index in `path`, made if `path` holds none; never over one that lost its meta.json."""
    if not tantivy.Index.exists(str(path)) and any(path.glob("*.store")):
        raise ValueError("meta.json is gone")
    return tantivy.Index(schema, path=str(path))


def read_payload(searcher: Any, place: Any) -> dict[str, Any]:
    """The payload of one row of the index."""
    payload: dict[str, Any] = json.loads(searcher.doc(place)["payload"][0])
    return payload


def new_labels(
    columns: Columns, documents: Sequence[Document]
) -> dict[tuple[str, str], Mapping[str, str]]:
    """The labels of `documents` that differ from those known; of two for a code the later one."""
    carried = {(k.facet, k.code): k.labels for d in documents for k in d.keywords if k.code}
    return {key: labels for key, labels in carried.items() if columns.labels.get(key) != labels}


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
