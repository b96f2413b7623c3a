"""One writer at a time over all processes, which stays a while: the next write is likely its own.

Merging segments may take a second or more after a commit. A writer that ended with each write
would have to wait for that each time; one that stays goes on writing meanwhile. It ends when
nothing was written for IDLE seconds, when another process waits (that holds `write.wanted`), and
before this process ends or forks.
"""

import atexit
import fcntl
import os
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from search.engines.errors import IndexBusy, SearchUnavailable

LOCK_SECONDS = 20.0
IDLE_SECONDS = 2.0
STEP_SECONDS = 0.05
LOCKS: "weakref.WeakSet[WriteLock]" = weakref.WeakSet()


class WriteLock:
    """The lock of one folder; freed by the system when a process dies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mutex = threading.Lock()
        self.file: IO[str] | None = None
        self.closers: dict[object, Callable[[], None]] = {}
        self.used = 0.0
        self.thread: threading.Thread | None = None
        LOCKS.add(self)

    @contextmanager
    def held(self, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
        """Hold it; IndexBusy where another one does for longer than `seconds`."""
        if not self.mutex.acquire(timeout=seconds):
            raise IndexBusy("this process is writing to the index already")
        try:
            self._take(seconds)
            yield
        finally:
            self.used = time.monotonic()
            self._leave()
            self.mutex.release()

    def keep(self, writer: object, close: Callable[[], None]) -> None:
        """Hold on for an open writer until `close` is called. Only while the lock is held."""
        self.closers[writer] = close

    def close(self, *, seconds: float = LOCK_SECONDS) -> None:
        """End the writers and give the lock back, once nobody in this process writes."""
        if self.mutex.acquire(timeout=seconds):
            try:
                self._release()
            finally:
                self.mutex.release()

    def _take(self, seconds: float) -> None:
        if self._is_held():
            return
        self._release()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / "write.lock").open("w")
        except OSError as error:
            raise SearchUnavailable(f"{self.folder}: {error}") from error
        try:
            self._wait_for(file, time.monotonic() + seconds)
        except BaseException:
            file.close()
            raise
        self.file = file

    def _is_held(self) -> bool:
        """Whether the lock is this process's already, and on a file that is still there."""
        if self.file is None:
            return False
        try:
            there = (self.folder / "write.lock").stat()
        except FileNotFoundError:
            return False
        return there.st_ino == os.fstat(self.file.fileno()).st_ino

    def _wait_for(self, file: IO[str], end: float) -> None:
        if try_lock(file, fcntl.LOCK_EX):
            return
        with (self.folder / "write.wanted").open("w") as wanted:
            while not try_lock(file, fcntl.LOCK_EX):
                try_lock(wanted, fcntl.LOCK_SH)
                if time.monotonic() > end:
                    raise IndexBusy("another process is writing to the index")
                time.sleep(0.005)

    def _is_wanted(self) -> bool:
        """Whether another process waits."""
        with suppress(OSError), (self.folder / "write.wanted").open() as wanted:
            return not try_lock(wanted, fcntl.LOCK_EX)
        return False

    def _leave(self) -> None:
        if not self.closers:
            self._release()
        elif self.thread is None:
            self.thread = threading.Thread(target=self._linger, daemon=True)
            self.thread.start()

    def _linger(self) -> None:
        while True:
            time.sleep(STEP_SECONDS)
            with self.mutex:
                is_idle = time.monotonic() - self.used > IDLE_SECONDS
                if self.file is None or is_idle or self._is_wanted():
                    self.thread = None
                    self._release()
                    return

    def _release(self) -> None:
        closers, self.closers = self.closers, {}
        file, self.file = self.file, None
        try:
            for close in closers.values():
                close()
        finally:
            if file is not None:
                file.close()


def try_lock(file: IO[str], kind: int) -> bool:
    """Whether the lock could be taken at once."""
    try:
        fcntl.flock(file.fileno(), kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def close_all() -> None:
    """End every writer of this process; a child would hold on to the locks of its parent."""
    for lock in tuple(LOCKS):
        lock.close(seconds=5.0)


atexit.register(close_all)
os.register_at_fork(before=close_all)
