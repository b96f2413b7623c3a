"""A folder damaged by hand, a full disk, a power cut in a commit: detected, said, rebuilt."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from search.engines import SearchEngine
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.checking import check_files
from search.engines.embedded.checking import segment_files as files_of
from tests.search.engines.documents import operator
from tests.search.factories import make_operator

ROOT = Path(__file__).parents[3]
KINDS = ("fast", "fieldnorm", "idx", "pos", "store", "term")

FULL_DISK = """
import resource, sys
from pathlib import Path
from search.engines import SearchUnavailable
from search.engines.embedded import EmbeddedEngine
from tests.search.engines.documents import operator
engine = EmbeddedEngine(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
try:
    engine.upsert([operator(2, "Rif " * 40)])
except SearchUnavailable as error:
    print(type(error).__name__)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(engine.count(), engine.upsert([operator(2, "Rif")]), engine.count())
"""

# Forks writers from one process and kills each at a moment of its own, commits being all they do;
# each prints what it has committed.
CUT = """
import os, random, signal, sys, time
from pathlib import Path
from search.engines.embedded import EmbeddedEngine
from tests.search.engines.documents import operator
for turn in range(6):
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        engine = EmbeddedEngine(Path(sys.argv[1]))
        for pk in range(1000 * turn + 10, 1000 * turn + 999):
            engine.upsert([operator(pk, f"Moules {pk}")])
            os.write(tell, b"operators-%d\\n" % pk)
        os._exit(0)
    os.close(tell)
    lines = open(told)
    print(lines.readline(), lines.readline(), sep="", end="")
    # Somewhere in one of the next commits.
    time.sleep(random.Random(turn).uniform(0.0, 0.3))
    os.kill(pid, signal.SIGKILL)
    print(lines.read(), end="")
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""

# A process that writes and forks, as servers and pools do.
FORK = """
import os, sys
from pathlib import Path
from search.engines.embedded import EmbeddedEngine
from tests.search.engines.documents import operator
engine = EmbeddedEngine(Path(sys.argv[1]))
engine.upsert([operator(2)])
print(engine.folder.lock.file is None, flush=True)
pid = os.fork()
if pid == 0:
    os.write(1, b"%s\\n" % str(engine.folder.lock.file is None).encode())
    other = EmbeddedEngine(Path(sys.argv[1]))
    os.write(1, b"%d\\n" % other.upsert([operator(3)]))
    other.folder.lock.close()
    os._exit(0)
os.waitpid(pid, 0)
print(engine.upsert([operator(4)]), EmbeddedEngine(Path(sys.argv[1])).count())
"""


def run(script: str, path: Path) -> list[str]:
    """The lines that a script in a process of its own prints."""
    command = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.splitlines()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The folder of an index that serves one operator."""
    made = EmbeddedEngine(tmp_path / "index")
    made.swap(made.build())
    made.upsert([operator(1, "Atlas", "seringues")])
    return tmp_path / "index"


def generation_of(path: Path) -> Path:
    return path / "generations" / (path / "current").read_text()


def flip_a_bit(file: Path) -> None:
    """Damage in place that no length tells: to empty a file kills the reader that has mapped it."""
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 4)
        byte = opened.read(1)[0]
        opened.seek(-1, 1)
        opened.write(bytes([byte ^ 1]))


@pytest.mark.parametrize("kind", KINDS)
def test_one_bit_changed_in_any_file_is_found_in_an_index_already_open(
    path: Path, kind: str
) -> None:
    engine = EmbeddedEngine(path)
    assert engine.health().ok
    for file in generation_of(path).glob(f"*.{kind}"):
        flip_a_bit(file)
    health = engine.health()
    assert (health.ok, health.must_rebuild) == (False, True)
    assert "is not what was written" in health.detail


def test_a_file_lost_or_cut_short_is_found(path: Path) -> None:
    engine = EmbeddedEngine(path)
    assert engine.health().ok
    (store,) = generation_of(path).glob("*.store")
    whole = store.read_bytes()
    store.write_bytes(whole[:5])
    assert engine.health().detail.endswith("is cut short")
    store.unlink()
    assert engine.health().detail.endswith("is gone")
    store.write_bytes(whole)
    assert engine.health().ok


def test_a_deletion_file_is_checked_too(path: Path) -> None:
    engine = EmbeddedEngine(path)
    engine.upsert([operator(n, f"Moules {n}") for n in range(2, 30)])
    engine.upsert([operator(2, "Rif")])
    assert engine.health().ok
    assert any(name.endswith(".del") for name in files_of(generation_of(path)))


def test_a_full_disk_is_said_loses_nothing_and_is_over_once_there_is_room(path: Path) -> None:
    assert run(FULL_DISK, path) == ["SearchUnavailable", "1 1 2"]
    assert EmbeddedEngine(path).count() == 2
    check_files(generation_of(path), {})


def test_writers_killed_in_commits_leave_an_index_that_is_whole_with_all_they_committed(
    path: Path,
) -> None:
    printed = run(CUT, path)
    assert printed.count("-9") == 6
    committed = {line for line in printed if line.startswith("operators-")}
    assert len(committed) > 6
    engine = EmbeddedEngine(path)
    assert engine.health().ok
    found = dict(engine.digests()).keys()
    assert committed <= found
    # Of each writer at most the one document that it had not told of yet.
    assert len(found - committed) <= 1 + 6
    assert engine.upsert([operator(9999, "Rif")]) == 1
    assert engine.count() == len(found) + 1


def test_a_power_cut_spoils_what_no_commit_names_and_the_index_is_whole(path: Path) -> None:
    run(CUT, path)
    before = dict(EmbeddedEngine(path).digests())
    folder = generation_of(path)
    for name in ("half", "empty"):
        (folder / f"{name}.store").write_bytes(b"\x00" * (name == "half"))
    (folder / "columns.npz.new").write_bytes(b"PK\x03\x04")
    named = {*files_of(folder), "meta.json", ".managed.json", "version", "half.store"}
    for file in folder.iterdir():
        if file.name not in named and file.suffix != ".lock":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    engine = EmbeddedEngine(path)
    assert engine.health().ok
    assert dict(engine.digests()) == before
    assert engine.upsert([operator(9999, "Rif")]) == 1
    assert engine.count() == len(before) + 1


def test_a_process_that_forks_gives_its_locks_back_before(path: Path) -> None:
    assert run(FORK, path) == ["False", "True", "1", "1 4"]


@pytest.mark.django_db
def test_damage_is_said_by_readyz_and_mended_by_the_next_round(
    engine: SearchEngine, client: Client, settings: Any, tmp_path: Path
) -> None:
    if settings.ELASTICSEARCH_URL:
        pytest.skip("the embedded engine's own files")
    make_operator()
    call_command("index_changes")
    for file in generation_of(tmp_path / "index").glob("*.store"):
        flip_a_bit(file)
    response = client.get("/readyz")
    assert (response.status_code, json.loads(response.content)["index"]) == (
        503,
        "SearchUnavailable",
    )
    make_operator("Rif Métal")
    call_command("index_changes")
    assert engine.count() == 2
    assert engine.health().ok
    assert client.get("/readyz").status_code == 200
