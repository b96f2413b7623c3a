"""Vectors have checksums: damage is found, said, and not carried into the next index."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.vector_file import ROW_BYTES, free_slots
from search.requests import ANONYMOUS, SearchRequest
from tests.search.engines.documents import TODAY, IdeaEncoder, operator

SAID = ("seringues", "sang", "oxygene", "lits")


class CountingEncoder(IdeaEncoder):
    """Tells how many texts it was given."""

    texts = 0

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += len(texts)
        return super().encode(texts)


def opened(path: Path, encoder: IdeaEncoder | None = None) -> EmbeddedEngine:
    """An engine as another process would have it."""
    return EmbeddedEngine(path, encoder=encoder or IdeaEncoder(), today=lambda: TODAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The folder of an index that serves four operators, each with a vector of its own."""
    engine = opened(tmp_path / "index")
    engine.swap(engine.build())
    engine.upsert(operator(pk, "Atlas", said) for pk, said in enumerate(SAID, start=1))
    return tmp_path / "index"


def vector_file(path: Path) -> Path:
    return path / "generations" / (path / "current").read_text() / "vectors.f32"


def flip_a_bit(path: Path, slot: int) -> None:
    """Damage one vector."""
    content = bytearray(vector_file(path).read_bytes())
    content[slot * ROW_BYTES + 77] ^= 4
    vector_file(path).write_bytes(content)


@pytest.mark.parametrize("slot", range(4))
def test_one_bit_changed_in_any_vector_is_found_in_an_index_already_open(
    path: Path, slot: int
) -> None:
    engine = opened(path)
    assert engine.health().ok

    flip_a_bit(path, slot)

    health = engine.health()
    assert (health.ok, health.must_rebuild) == (False, True)
    assert health.detail.endswith("vectors.f32 is not what was written")


def test_what_lies_in_no_documents_slot_does_not_matter(path: Path) -> None:
    engine = opened(path)
    flip_a_bit(path, 5)
    assert engine.health().ok


def test_vectors_lost_or_cut_short_are_found(path: Path) -> None:
    engine = opened(path)
    whole = vector_file(path).read_bytes()
    vector_file(path).write_bytes(whole[:ROW_BYTES])
    assert engine.health().detail.endswith("vectors.f32 is cut short")
    vector_file(path).unlink()
    assert engine.health().detail.endswith("vectors.f32 is gone")
    vector_file(path).write_bytes(whole)
    assert engine.health().ok


def test_all_vectors_are_checked_in_turn_though_the_file_changes_each_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.embedded.vector_checking.CHECKED_AT_ONCE", 2)
    engine = opened(path)
    assert engine.health().ok
    flip_a_bit(path, 3)
    seen = []
    for turn in range(3):
        seen.append(engine.health().ok)
        engine.upsert([operator(10 + turn, "Rif", f"mot{turn}")])
    assert False in seen


def test_a_damaged_vector_is_made_anew_by_a_rebuild_and_whole_ones_are_kept(path: Path) -> None:
    flip_a_bit(path, 0)
    encoder = CountingEncoder()
    engine = opened(path, encoder)
    new = engine.build()

    engine.upsert(
        (operator(pk, "Atlas", said) for pk, said in enumerate(SAID, start=1)), generation=new
    )
    engine.swap(new)

    assert encoder.texts == 1
    assert engine.health().ok
    assert engine.search(SearchRequest(text="syringes"), ANONYMOUS).hits[0].pk == 1


def test_a_vector_that_changes_goes_to_a_slot_that_nothing_committed_uses(path: Path) -> None:
    engine = opened(path)
    columns = engine.opened.snapshot().columns
    before = columns.slot[columns.row("operators-1")]

    engine.upsert([operator(1, "Atlas", "sang et lits")])

    columns = engine.opened.snapshot().columns
    assert columns.slot[columns.row("operators-1")] not in (before, 1, 2, 3)
    assert engine.health().ok


def test_a_vector_that_stays_keeps_its_slot(path: Path) -> None:
    engine = opened(path)
    written = vector_file(path).stat().st_mtime_ns

    engine.upsert([operator(1, "Atlas", "seringues", visibility="members")])

    assert vector_file(path).stat().st_mtime_ns == written


@pytest.mark.parametrize(
    ("used", "free"), [([], [0, 1, 2]), ([0, 1], [2, 3, 4]), ([4, 1, 0], [2, 3, 5])]
)
def test_free_slots_fill_gaps_first(used: list[int], free: list[int]) -> None:
    assert free_slots(np.array(used, np.int32), 3) == free
