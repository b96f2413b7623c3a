"""The generations that this process has open."""

import threading

from search.engines.embedded.folder import IndexFolder
from search.engines.embedded.generation import Generation
from search.engines.embedded.snapshot import Snapshot
from search.engines.errors import SearchUnavailable


class OpenGenerations:
    """Each is opened once; forgotten when it is gone or can't be read any more."""

    def __init__(self, folder: IndexFolder) -> None:
        self.folder = folder
        self.by_name: dict[str, Generation] = {}
        self.lock = threading.RLock()

    def get(self, name: str = "") -> Generation:
        """A generation; "" is the serving one."""
        wanted = self.folder.required(name)
        with self.lock:
            if wanted not in self.by_name:
                self.folder.check_version(wanted)
                there = set(self.folder.names())
                kept = {name: one for name, one in self.by_name.items() if name in there}
                path = self.folder.generation_path(wanted)
                self.by_name = kept | {wanted: Generation(wanted, path, self.folder.lock)}
            return self.by_name[wanted]

    def snapshot(self) -> Snapshot:
        """The newest state of the serving generation; what can't be read is opened afresh."""
        generation = self.get()
        try:
            return generation.refresh()
        except SearchUnavailable:
            self.forget(generation.name)
            raise

    def beside(self, generation: Generation) -> list[Generation]:
        """The serving one while another is filled; none if it can't be read."""
        try:
            return [] if self.folder.serving() in ("", generation.name) else [self.get()]
        except SearchUnavailable:
            return []

    def forget(self, name: str) -> None:
        """Open it afresh the next time."""
        with self.lock:
            self.by_name.pop(name, None)

    def abandon(self, name: str) -> None:
        """Write no more to one that is to be dropped."""
        if (generation := self.by_name.get(name)) and generation.writer:
            generation.abandon()
        self.forget(name)
