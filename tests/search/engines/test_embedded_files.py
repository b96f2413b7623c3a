"""The folder of the embedded index: several processes, damage, a disk that refuses."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from search.engines import IndexBusy, IndexDamaged, IndexMissing, SearchUnavailable
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.folder import IndexFolder
from search.requests import ANONYMOUS, SearchRequest
from tests.search.engines.documents import TODAY, IdeaEncoder, operator

ALL = SearchRequest()
ROOT = Path(__file__).parents[3]

WRITER = """
import sys
from pathlib import Path
from search.engines.embedded import EmbeddedEngine
from tests.search.engines.documents import operator
engine = EmbeddedEngine(Path(sys.argv[1]))
first, count = int(sys.argv[2]), int(sys.argv[3])
for pk in range(first, first + count):
    engine.upsert([operator(pk, f"Moules {pk}")])
    print(pk, flush=True)
"""


def opened(path: Path) -> EmbeddedEngine:
    """An engine as another process would have it."""
    return EmbeddedEngine(path, encoder=IdeaEncoder(), today=lambda: TODAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The folder of an index that serves one operator."""
    engine = opened(tmp_path / "index")
    engine.swap(engine.build())
    engine.upsert([operator(1, "Atlas", "seringues")])
    return tmp_path / "index"


def generation_of(path: Path) -> Path:
    """The folder of the serving generation."""
    return path / "generations" / (path / "current").read_text()


def start_writer(path: Path, first: int, count: int) -> "subprocess.Popen[str]":
    """Another process that publishes `count` operators one by one."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first), str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_an_index_never_built_is_missing(tmp_path: Path) -> None:
    engine = opened(tmp_path / "index")
    with pytest.raises(IndexMissing):
        engine.search(ALL, ANONYMOUS)
    with pytest.raises(IndexMissing):
        engine.upsert([operator(1)])
    assert (engine.health().ok, engine.serving(), engine.generations()) == (False, "", ())


def test_another_engine_sees_what_one_has_written(path: Path) -> None:
    reader, writer = opened(path), opened(path)
    assert reader.count() == 1
    writer.upsert([operator(2, "Rif")])
    generation = reader.opened.get()
    generation.checked = 0.0
    assert reader.count() == 2
    writer.swap(writer.build())
    assert reader.count() == 0


def test_two_processes_and_a_thread_write_and_nothing_is_lost(path: Path) -> None:
    engine = opened(path)
    writers = [start_writer(path, first, 6) for first in (100, 200)]
    thread = threading.Thread(target=lambda: engine.upsert([operator(300, "Moules 300")]))
    thread.start()
    seen = engine.search(SearchRequest(text="moules"), ANONYMOUS).total
    assert seen <= 13
    thread.join()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    reader = opened(path)
    assert reader.count() == 14
    assert reader.search(SearchRequest(text="moules"), ANONYMOUS).total == 13


def test_a_writer_killed_in_the_middle_leaves_the_lock_and_an_index_that_answers(
    path: Path,
) -> None:
    writer = start_writer(path, 100, 10_000)
    assert writer.stdout is not None
    done = int(writer.stdout.readline())
    writer.kill()
    rest = [int(line) for line in writer.communicate(timeout=60)[0].split()]
    last = max([done, *rest])
    engine = opened(path)
    assert engine.count() - 1 in (last - 99, last - 98)
    assert engine.upsert([operator(2)]) == 1


def test_a_lock_held_too_long_is_busy(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path)
    with folder.write_lock(), pytest.raises(IndexBusy), folder.write_lock(seconds=0.01):
        pytest.fail("two writers at once")


@pytest.mark.parametrize("kind", ["meta.json", "*.store", "*.term", "*.fast", "version"])
def test_a_damaged_file_is_said_not_raised_as_it_comes(path: Path, kind: str) -> None:
    for file in generation_of(path).glob(kind):
        file.write_bytes(b"\x00damaged")
    engine = opened(path)
    with pytest.raises(IndexDamaged):
        engine.search(SearchRequest(text="seringues"), ANONYMOUS)
    assert not engine.health().ok


@pytest.mark.parametrize("kind", ["meta.json", "*.store", "version"])
def test_a_process_that_starts_on_damage_can_rebuild(path: Path, kind: str) -> None:
    for file in generation_of(path).glob(kind):
        file.write_bytes(b"\x00damaged")
    engine = opened(path)
    new = engine.build()
    engine.upsert([operator(1), operator(2)], generation=new)
    engine.swap(new)
    assert engine.count() == 2


def test_an_alias_of_broken_bytes_can_be_swapped(path: Path) -> None:
    (path / "current").write_bytes(b"\xff\xfe")
    engine = opened(path)
    with pytest.raises(IndexDamaged):
        engine.search(ALL, ANONYMOUS)
    engine.swap(engine.build())
    assert engine.count() == 0


@pytest.mark.parametrize("kind", ["meta.json", "*.store", "*.idx"])
def test_a_lost_file_is_said(path: Path, kind: str) -> None:
    for file in generation_of(path).glob(kind):
        file.unlink()
    with pytest.raises(IndexDamaged):
        opened(path).search(SearchRequest(text="seringues"), ANONYMOUS)


def test_a_damaged_index_is_rebuilt_beside_and_serves_again(path: Path) -> None:
    engine = opened(path)
    assert engine.count() == 1
    (generation_of(path) / "meta.json").write_text("{")
    with pytest.raises(SearchUnavailable):
        engine.upsert([operator(2)])
    new = engine.build()
    engine.upsert([operator(1), operator(2)], generation=new)
    old = engine.swap(new)
    engine.drop(old)
    assert engine.count() == 2
    assert engine.search(ALL, ANONYMOUS).total == 2


def test_a_folder_that_is_gone_is_missing_and_can_be_built_anew(path: Path) -> None:
    engine = opened(path)
    assert engine.count() == 1
    shutil.rmtree(path)
    with pytest.raises(IndexMissing):
        engine.search(ALL, ANONYMOUS)
    engine.swap(engine.build())
    assert engine.count() == 0


def test_an_alias_that_names_nothing_is_said(path: Path) -> None:
    for name in ("", "19990101000000000000-abcdef", "../../etc"):
        (path / "current").write_text(name)
        with pytest.raises(SearchUnavailable):
            opened(path).search(ALL, ANONYMOUS)


def test_a_lost_vector_file_costs_the_meaning_only(path: Path) -> None:
    (generation_of(path) / "vectors.f32").unlink()
    engine = opened(path)
    assert engine.search(SearchRequest(text="seringues"), ANONYMOUS).total == 1
    assert engine.search(SearchRequest(text="syringes"), ANONYMOUS).total == 0


def test_a_write_that_fails_is_said_and_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = opened(path)
    assert engine.count() == 1

    def refuse(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("search.engines.embedded.vector_file.os.pwrite", refuse)
        with pytest.raises(SearchUnavailable, match="No space left"):
            engine.upsert([operator(2, "Rif", "lits")])
    assert engine.count() == 1
    assert engine.upsert([operator(2, "Rif", "lits")]) == 1
    assert engine.count() == 2


def test_a_vector_is_kept_while_its_text_is_the_same(path: Path) -> None:
    class CountingEncoder(IdeaEncoder):
        texts = 0

        def encode(self, texts: Sequence[str]) -> np.ndarray:
            self.texts += len(texts)
            return super().encode(texts)

    encoder = CountingEncoder()
    engine = EmbeddedEngine(path, encoder=encoder, today=lambda: TODAY)
    engine.upsert([operator(1, "Atlas", "seringues", visibility="members")])
    assert encoder.texts == 0
    new = engine.build()
    engine.upsert([operator(1, "Atlas", "seringues")], generation=new)
    assert encoder.texts == 0
    engine.upsert([operator(1, "Atlas", "lits")], generation=new)
    assert encoder.texts == 1
