"""One generation of the index, opened: reading its newest state, writing the next one."""

import logging
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from search.documents import Document
from search.engines.embedded.changes import changed_columns
from search.engines.embedded.checking import Checked, check_files
from search.engines.embedded.columns import Columns
from search.engines.embedded.damage import damage_reported, is_panic, write_failure_reported
from search.engines.embedded.locking import WriteLock
from search.engines.embedded.nearness import Nearness
from search.engines.embedded.placing import place_documents
from search.engines.embedded.saved import load_columns, save_columns
from search.engines.embedded.schema import Version, build_schema, register_analyzer, tombstone
from search.engines.embedded.sketches import Sketches
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.stored import newer_payloads, newest_seq, open_index
from search.engines.embedded.vector_checking import VectorCheck
from search.engines.embedded.vector_file import VectorFile
from search.engines.embedded.versions import versions_of
from search.engines.errors import IndexDamaged

logger = logging.getLogger(__name__)

REFRESH_SECONDS = 0.25
HEAP_BYTES = 64_000_000
# The columns are saved anew after so many versions, and one more for each so many rows.
SAVED_EVERY, SAVED_SHARE = 2000, 20


class Generation:
    """A tantivy index, its columns and its vectors. One object a process, many threads."""

    def __init__(self, name: str, path: Path, write_lock: WriteLock) -> None:
        """Open what is in `path`, an empty index if it has none yet; IndexDamaged if unreadable."""
        self.name = name
        self.path = path
        self.write_lock = write_lock
        self.schema = build_schema()
        self.vectors = VectorFile(path / "vectors.f32")
        self.vector_check = VectorCheck(self.vectors.path)
        self.lock = threading.RLock()
        self.checked = 0.0
        self.seen: tuple[int, int] = (0, 0)
        self.whole: Checked = {}
        self.writer: Any = None
        # Whether the columns know of versions that are not committed yet; whether such were lost.
        self.holds_back = self.has_lost = False
        with damage_reported(name):
            self.index = open_index(path, self.schema)
            register_analyzer(self.index)
            self.index.config_reader("manual")
            searcher = self.index.searcher()
            columns, self.last_seq = load_columns(path, newest=newest_seq(searcher))
            self.saved_seq = self.last_seq
            nearness = Nearness(columns, Sketches(self.vectors), seq=self.last_seq)
            self.snapshot = Snapshot(searcher, self.schema, columns, nearness, seq=self.last_seq)
        self.refresh(force=True)

    # Reading

    def check(self) -> None:
        """Raise IndexDamaged where a file is not what was written; only new ones are read."""
        with self.lock, damage_reported(self.name):
            check_files(self.path, self.whole)
            self._check_vectors()

    def _check_vectors(self) -> None:
        columns = self.refresh(force=True).columns
        wrong = self.vector_check.wrong_rows(columns)
        newest = self.refresh(force=True).columns
        # A slot that a commit has given back meanwhile may hold another vector by now.
        is_same = columns.alive[wrong] & newest.alive[wrong]
        is_same &= columns.slot[wrong] == newest.slot[wrong]
        if is_same.any():
            raise IndexDamaged(f"{self.vectors.path} is not what was written")

    def refresh(self, *, force: bool = False) -> Snapshot:
        """The newest state; looks for another process's commits four times a second at most."""
        if not force and time.monotonic() - self.checked < REFRESH_SECONDS:
            return self.snapshot
        with self.lock, damage_reported(self.name):
            if self.has_lost:
                raise IndexDamaged(
                    f"{self.name}: documents that it was to hold could not be written"
                )
            self.checked = time.monotonic()
            if self._is_changed():
                self._load_changes()
            return self.snapshot

    def _is_changed(self) -> bool:
        """Whether there was a commit, or a merge, since this was last asked."""
        state = (self.path / "meta.json").stat()
        before, self.seen = self.seen, (state.st_mtime_ns, state.st_ino)
        return before != self.seen

    def _load_changes(self) -> None:
        """Fetch the versions that are newer than what the columns know."""
        self.index.reload()
        searcher = self.index.searcher()
        columns, changed = self.snapshot.columns, list[int]()
        for payloads, seq in newer_payloads(searcher, self.schema, self.last_seq):
            columns, self.last_seq = changed_columns(columns, payloads), seq
            changed += [payload["row"] for payload in payloads if "row" in payload]
        self._follow(searcher, columns, changed)

    def _follow(self, searcher: Any, columns: Columns, changed: Sequence[int]) -> None:
        self.snapshot = self.snapshot.followed_by(
            searcher, columns, seq=self.last_seq, changed=np.array(changed, np.int64)
        )

    # Writing: the caller holds the folder's write lock

    def write(
        self,
        documents: Sequence[Document],
        vector_keys: Sequence[str],
        vectors: Sequence[np.ndarray | None],
        *,
        is_serving: bool = True,
    ) -> int:
        """Add or replace in one commit; while nobody searches here, in one with the next writes."""
        columns = self.refresh(force=True).columns
        ids = [document.id for document in documents]
        placed = place_documents(columns, ids, vectors, vector_keys)
        with write_failure_reported(self.name):
            self.vectors.write(placed.vectors)
        versions = versions_of(documents, placed.places, columns, self.last_seq + 1)
        self._commit(versions, hold_back=not is_serving)
        return len(documents)

    def remove(self, ids: Iterable[str]) -> int:
        """Put a tombstone in the place of each document that is there."""
        columns = self.refresh(force=True).columns
        rows = {i: columns.row_of[i] for i in dict.fromkeys(ids) if i in columns.row_of}
        there = [(i, row) for i, row in rows.items() if columns.alive[row]]
        if there:
            first = self.last_seq + 1
            self._commit(tombstone(i, row=row, seq=first + n) for n, (i, row) in enumerate(there))
        return len(there)

    def settle(self) -> None:
        """Commit what was held back."""
        if self.holds_back:
            self._commit(())

    def _commit(self, versions: Iterable[Version], *, hold_back: bool = False) -> None:
        """Replace versions by id, all or nothing, and read the new state.

        The writer indexes in a thread of its own while the next version is made; a commit would
        wait for it. What is held back goes to disk as the writer's memory fills, and is committed
        by the next write that is not, by `settle`, or when the writer is closed.
        """
        written, rows = [], self.snapshot.columns.count
        with write_failure_reported(self.name):
            try:
                self._open_writer()
                for version in versions:
                    if version.may_replace(rows):
                        self.writer.delete_documents_by_term("id", version.id)
                    self.writer.add_document(version.made)
                    written.append(version.payload)
                if not hold_back:
                    self.writer.commit()
            except BaseException:
                self.has_lost |= self.holds_back
                # Nothing else may hold the writer, nor this error's frames: it ends here.
                self.writer, self.holds_back = None, False
                raise
        self.holds_back = hold_back
        with self.lock, damage_reported(self.name):
            self._take_up(written)
        if not hold_back and self._is_save_due():
            self.save()

    def _is_save_due(self) -> bool:
        share = self.snapshot.columns.count // SAVED_SHARE
        return self.last_seq - self.saved_seq > SAVED_EVERY + share

    def _open_writer(self) -> None:
        if self.writer is None:
            self.writer = self.index.writer(HEAP_BYTES, 1)
            self.write_lock.keep(self, self.close_writer)

    def _take_up(self, payloads: Sequence[Mapping[str, Any]]) -> None:
        """The state after this process's own commit, which need not be read from disk."""
        self._is_changed()
        self.index.reload()
        self.last_seq += len(payloads)
        changed = [payload["row"] for payload in payloads if "row" in payload]
        columns = changed_columns(self.snapshot.columns, payloads)
        self._follow(self.index.searcher(), columns, changed)

    def save(self) -> None:
        """Save the columns, for the processes that open this generation from now on."""
        if self.saved_seq != self.last_seq:
            save_columns(self.path, self.snapshot.columns, self.last_seq)
            self.saved_seq = self.last_seq

    def close_writer(self) -> None:
        """Commit, and end the writer once its merges are done; they die with it otherwise."""
        if self.writer is None:
            return
        try:
            self.settle()
            self.writer.wait_merging_threads()
        except BaseException as error:
            if not isinstance(error, Exception) and not is_panic(error):
                raise
            logger.warning("Merging segments of %s has failed: %s", self.name, error)
        finally:
            self.writer = None

    def abandon(self) -> None:
        """End the writer without a commit, before the folder goes: it would go on writing there."""
        with self.write_lock.held():
            self.writer, self.holds_back = None, False
