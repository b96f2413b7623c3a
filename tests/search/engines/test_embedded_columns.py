"""Columns saved beside the index, codes as bits, the order of names: the same as made afresh."""

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.bits import BitSets, packed
from search.engines.embedded.columns import Columns
from search.engines.embedded.facets import rows_with
from search.engines.embedded.names import NameOrder
from search.engines.embedded.saved import NAME
from search.requests import ANONYMOUS, SearchRequest
from search.requests import NAME as BY_NAME
from tests.search.engines.documents import SYRINGES, TODAY, held, operator, opportunity

EVERYTHING: dict[str, Any] = {
    "facets": {"countries": ("MA",), "categories": ("A", "A02"), "modes": ("licence", "oem")},
    "keywords": (SYRINGES,),
    "credentials": (held("ISO 9001", "2025-01-01", "2027-01-01"), held("MDSAP")),
    "allowed": (7, 9),
    "visibility": "named",
    "trl": 4,
}


def opened(path: Path) -> EmbeddedEngine:
    """An engine as another process would have it."""
    return EmbeddedEngine(path, today=lambda: TODAY)


def generation_of(path: Path) -> Path:
    return path / "generations" / (path / "current").read_text()


def states(engine: EmbeddedEngine) -> dict[str, Any]:
    """All that the columns know, in a form that can be compared."""
    columns = engine.opened.snapshot().columns
    order = [row for row in np.argsort(columns.ids) if columns.alive[row]]
    facets = {
        (facet, code): found
        for facet, book in columns.books.items()
        for code in book.codes[1:]
        if (found := ids_with(columns, facet, code))
    }
    credentials = columns.entries["credentials"].table()
    return {
        "ids": [columns.ids[row] for row in order],
        "scalars": {name: column[order].tolist() for name, column in columns.scalars.items()},
        "facets": facets,
        "held": sorted(
            (columns.ids[row], columns.books["credentials"].codes[code], start, end)
            for row, code, start, end in credentials.T.tolist()
        ),
        "labels": dict(columns.labels),
    }


def ids_with(columns: Columns, facet: str, code: str) -> list[str]:
    """The documents that carry a code, a credential today."""
    mask = rows_with(columns, facet, (code,), TODAY.toordinal()) & columns.alive
    return sorted(columns.ids[row] for row in np.flatnonzero(mask))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The folder of an index built and served, with more written since."""
    engine = opened(tmp_path / "index")
    generation = engine.build()
    built = [operator(1, "Atlas", **EVERYTHING), operator(2, "Rif"), opportunity(3, "Moules")]
    engine.upsert(built, generation=generation)
    engine.swap(generation)
    engine.upsert([operator(4, "Souss", **EVERYTHING), operator(2, "Rif neuf", trl=6)])
    engine.delete(["opportunities-3"])
    return tmp_path / "index"


def test_columns_are_saved_when_an_index_begins_to_serve(path: Path) -> None:
    assert (generation_of(path) / NAME).is_file()


def test_an_index_opened_from_saved_columns_is_that_read_whole(path: Path) -> None:
    quick = opened(path)
    assert quick.opened.get().saved_seq > 0
    found = states(quick)

    (generation_of(path) / NAME).unlink()

    whole = opened(path)
    assert whole.opened.get().saved_seq == 0
    assert states(whole) == found
    assert found["ids"] == ["operators-1", "operators-2", "operators-4"]


@pytest.mark.parametrize("damage", ["bit", "cut", "empty", "newer"])
def test_saved_columns_that_are_damaged_cost_time_only(path: Path, damage: str) -> None:
    found = states(opened(path))
    file = generation_of(path) / NAME
    content = bytearray(file.read_bytes())
    if damage == "newer":
        engine = opened(path)
        generation = engine.opened.get()
        generation.last_seq += 1000
        generation.save()
    elif damage == "bit":
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    else:
        file.write_bytes(content[: 100 if damage == "cut" else 0])

    engine = opened(path)
    assert states(engine) == found
    assert engine.opened.get().saved_seq == 0


def test_a_full_disk_for_the_saved_columns_leaves_the_index_serving(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    engine = opened(path)
    new = engine.build()
    engine.upsert([operator(1)], generation=new)
    monkeypatch.setattr("search.engines.embedded.saved.np.savez", refuse)

    engine.swap(new)

    assert opened(path).count() == 1
    assert not list(generation_of(path).glob("columns*"))


def test_columns_are_saved_again_after_many_versions(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.embedded.generation.SAVED_EVERY", 5)
    engine = opened(path)
    for pk in range(10, 16):
        engine.upsert([operator(pk)])

    reader = opened(path)

    assert reader.opened.get().saved_seq == engine.opened.get().saved_seq >= 10
    assert reader.count() == 9


def test_rare_codes_are_found_and_counted_as_the_others(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.embedded.changes.MOST_SETS", 3)
    engine = opened(path)
    codes = [f"C{number}" for number in range(6)]
    for pk in range(20, 26):
        mine = tuple(codes[: pk - 19])
        engine.upsert([operator(pk, facets={"countries": mine}, keywords=())])
    engine.upsert([operator(25, facets={"countries": ("C5", "C1")})])

    counts = {
        c.code: c.count for c in engine.search(SearchRequest(), ANONYMOUS).facets["countries"]
    }
    assert {code: counts.get(code, 0) for code in codes} == {
        "C0": 5,
        "C1": 5,
        "C2": 3,
        "C3": 2,
        "C4": 1,
        "C5": 1,
    }
    for code, count in counts.items():
        assert engine.search(SearchRequest(countries=(code,)), ANONYMOUS).total == count


def test_bits_count_and_find_as_sets_do() -> None:
    source, sets = Random(1), {number: set[int]() for number in range(1, 20)}  # noqa: S311 - seeded, so that a failure comes again.
    bits, count = BitSets(), 0
    for _ in range(30):
        changed = [source.randrange(count + 40) for _ in range(15)]
        count = max(count, *changed) + 1
        pairs = [(row, source.randrange(1, 20)) for row in changed for _ in range(3)]
        for rows in sets.values():
            rows.difference_update(changed)
        for row, number in pairs:
            sets[number].add(row)
        bits = bits.updated(changed, pairs, lines=20, count=count)

    mask = np.array([source.random() < 0.5 for _ in range(count)])
    chosen = set(np.flatnonzero(mask).tolist())
    assert bits.counts(packed(mask)).tolist()[1:] == [len(sets[n] & chosen) for n in sets]
    assert set(np.flatnonzero(bits.rows_with([3, 5], count)).tolist()) == sets[3] | sets[5]


def test_the_order_of_names_is_mended_to_what_sorting_gives() -> None:
    source, names = Random(1), [f"{number:03}" for number in range(500)]  # noqa: S311 - as above.
    source.shuffle(names)
    order = NameOrder()
    order.ranks(names, len(names))
    for _ in range(5):
        changed = [*source.sample(range(len(names)), 4), len(names), len(names) + 1]
        names += ["", ""]
        for row in changed:
            names[row] = f"{source.randrange(500):03}"
        order = order.followed_by(changed)
        ranks = order.ranks(names, len(names)).tolist()
        wanted = sorted(range(len(names)), key=lambda row: (names[row], row))
        assert [ranks[row] for row in wanted] == list(range(len(names)))


def test_a_renamed_operator_moves_in_the_list_by_name(path: Path) -> None:
    engine = opened(path)
    engine.upsert(operator(pk, f"Name {pk}") for pk in range(100, 300))
    assert engine.search(SearchRequest(sort=BY_NAME), ANONYMOUS).hits[0].pk == 100

    engine.upsert([operator(250, "Aaa")])

    assert engine.search(SearchRequest(sort=BY_NAME), ANONYMOUS).hits[0].pk == 250
