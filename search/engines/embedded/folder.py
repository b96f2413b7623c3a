"""The folder of the embedded index: generations side by side, and which of them serves.

<folder>/current                the name of the serving generation, replaced atomically
<folder>/write.lock             held by the one process that writes
<folder>/write.wanted           held by those that wait to write
<folder>/generations/<name>/    a tantivy index, vectors.f32, columns.npz, version
"""

import os
import secrets
import shutil
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from search.engines.embedded.locking import LOCK_SECONDS, WriteLock
from search.engines.embedded.schema import SCHEMA_VERSION
from search.engines.errors import IndexDamaged, IndexMissing, SearchUnavailable


class IndexFolder:
    """Paths, the alias and the writer's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.current = path / "current"
        self.lock = WriteLock(path)

    def generation_path(self, name: str) -> Path:
        """Where a generation lies; a name is never a path, whatever stands in `current`."""
        if not name or "\x00" in name or Path(name).name != name:
            raise IndexMissing(f"not a generation: {name[:60]!r}")
        return self.path / "generations" / name

    def serving(self) -> str:
        """The name in `current`, or "" before the first swap."""
        try:
            return self.current.read_text().strip()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise IndexDamaged(f"{self.current}: {error}") from error

    def required(self, name: str = "") -> str:
        """`name` or the serving generation; IndexMissing where its folder is not there."""
        wanted = name or self.serving()
        if not wanted or not self.generation_path(wanted).is_dir():
            raise IndexMissing(f"no search index in {self.path}: run rebuild_search")
        return wanted

    def names(self) -> tuple[str, ...]:
        """The generations that exist, oldest first."""
        found = (self.path / "generations").glob("*")
        return tuple(sorted(path.name for path in found if path.is_dir()))

    def create(self) -> str:
        """A new, empty folder for a generation."""
        name = f"{datetime.now(UTC):%Y%m%d%H%M%S%f}-{secrets.token_hex(3)}"
        path = self.generation_path(name)
        try:
            path.mkdir(parents=True)
            (path / "version").write_text(str(SCHEMA_VERSION))
        except OSError as error:
            raise SearchUnavailable(f"{path}: {error}") from error
        return name

    def check_version(self, name: str) -> None:
        """IndexDamaged where another version of the code, or something else, made the folder."""
        try:
            made_by = (self.generation_path(name) / "version").read_text().strip()
        except OSError as error:
            raise IndexDamaged(f"{name}: {error}") from error
        if made_by != str(SCHEMA_VERSION):
            raise IndexDamaged(f"{name}: made by schema {made_by[:20]!r}, not {SCHEMA_VERSION}")

    def swap(self, name: str) -> str:
        """Put `name` in `current` by renaming a file over it; the name that was there."""
        try:
            before = self.serving()
        except IndexDamaged:
            before = ""
        written = self.path / f"current.{secrets.token_hex(4)}"
        try:
            with written.open("w") as file:
                file.write(name)
                file.flush()
                os.fsync(file.fileno())
            written.replace(self.current)
        except OSError as error:
            raise SearchUnavailable(f"{self.current}: {error}") from error
        return before

    def drop(self, name: str) -> None:
        """Remove a generation; readers that have it open keep their files until they close."""
        if name == self.serving():
            raise ValueError(f"{name} is serving")
        shutil.rmtree(self.generation_path(name), ignore_errors=True)

    def write_lock(self, *, seconds: float = LOCK_SECONDS) -> AbstractContextManager[None]:
        """One writer at a time over all processes (see locking.py)."""
        return self.lock.held(seconds=seconds)
