"""A generation that nobody searches yet: what is written to it is committed together."""

from pathlib import Path
from typing import Any

import pytest

from search.engines import SearchUnavailable
from search.engines.embedded import EmbeddedEngine
from search.engines.errors import IndexDamaged
from tests.search.engines.documents import operator


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def serving(path: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(path)
    engine.swap(engine.build())
    engine.upsert([operator(1, "Atlas")])
    return engine


def count_elsewhere(path: Path, generation: str) -> int:
    return EmbeddedEngine(path).count_in(generation)


def test_what_fills_is_counted_at_once_and_committed_when_it_serves(
    serving: EmbeddedEngine, path: Path
) -> None:
    filling = serving.build()
    for pk in (1, 2, 3):
        serving.upsert([operator(pk, f"Rif {pk}")], generation=filling)
    serving.delete(["operators-3"], generation=filling)
    serving.upsert([operator(2, "Rif deux")], generation=filling)
    assert serving.count_in(filling) == 2
    assert count_elsewhere(path, filling) == 2

    serving.upsert([operator(4, "Rif")], generation=filling)
    assert count_elsewhere(path, filling) == 2
    serving.swap(filling)

    assert serving.count() == EmbeddedEngine(path).count() == 3


def test_what_is_held_back_is_committed_when_another_process_wants_to_write(
    serving: EmbeddedEngine, path: Path
) -> None:
    filling = serving.build()
    serving.upsert([operator(1, "Rif")], generation=filling)
    assert count_elsewhere(path, filling) == 0

    serving.folder.lock.close()
    assert count_elsewhere(path, filling) == 1
    serving.upsert([operator(2, "Rif")], generation=filling)
    serving.swap(filling)
    assert EmbeddedEngine(path).count() == 2


def test_one_that_has_lost_what_it_held_back_never_serves(
    serving: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    filling, before = serving.build(), serving.serving()
    serving.upsert([operator(1, "Rif")], generation=filling)

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("search.engines.embedded.versions.document_version", fail)
        with pytest.raises(SearchUnavailable, match="disk full"):
            serving.upsert([operator(2, "Rif")], generation=filling)

    for use in (serving.count_in, serving.swap):
        with pytest.raises(IndexDamaged):
            use(filling)
    assert serving.serving() == before
    assert serving.count() == 1
    serving.drop(filling)
    assert serving.generations() == (before,)


def test_one_that_is_dropped_while_it_fills_leaves_nothing(serving: EmbeddedEngine) -> None:
    filling = serving.build()
    serving.upsert([operator(pk, "Rif " * 50) for pk in range(50)], generation=filling)
    serving.drop(filling)

    assert serving.generations() == (serving.serving(),)
    serving.folder.lock.close()
    assert serving.generations() == (serving.serving(),)
