"""What searches found is mended over commits: the same hits as an index opened afresh finds."""

from pathlib import Path

import numpy as np
import pytest

from search.engines import SearchResult
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.memory import MOST_NUMBERS, Memory
from search.requests import ANONYMOUS, SearchRequest
from tests.search.engines.documents import TODAY, IdeaEncoder, operator

TEXTS = ("seringue", "blood", "seringue acier", "oxygene")


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    """300 operators, a third of them with syringes, and every text searched once."""
    made = EmbeddedEngine(tmp_path / "index", encoder=IdeaEncoder(), today=lambda: TODAY)
    made.swap(made.build())
    said = ("seringue en acier", "poche de sang", "lit de soins")
    made.upsert(operator(pk, "Société", bodies={"fr": said[pk % 3]}) for pk in range(1, 301))
    for text in TEXTS:
        ask(made, text)
    return made


def ask(engine: EmbeddedEngine, text: str) -> SearchResult:
    """All hits of a text on one page."""
    return engine.search(SearchRequest(text=text, page_size=100), ANONYMOUS)


def afresh(engine: EmbeddedEngine) -> EmbeddedEngine:
    """The same folder in an engine that remembers nothing."""
    return EmbeddedEngine(engine.folder.path, encoder=IdeaEncoder(), today=lambda: TODAY)


def assert_same(engine: EmbeddedEngine) -> None:
    """Every text finds and counts the same as in an engine that remembers nothing."""
    other = afresh(engine)
    for text in TEXTS:
        mended, new = ask(engine, text), ask(other, text)
        assert (mended.total, mended.facets) == (new.total, new.facets)
        assert {hit.id: hit.by_meaning for hit in mended.hits} == {
            hit.id: hit.by_meaning for hit in new.hits
        }


def test_hits_are_mended_after_a_document_changed_its_words(engine: EmbeddedEngine) -> None:
    before = ask(engine, "seringue").total

    engine.upsert([operator(3, "Société", bodies={"fr": "poche de sang"})])

    assert ask(engine, "seringue").total == before - 1
    assert_same(engine)


def test_hits_are_mended_over_several_commits(engine: EmbeddedEngine) -> None:
    engine.upsert([operator(1001, "Société", bodies={"fr": "seringue neuve"})])
    engine.delete(["operators-6"])
    engine.upsert(
        [operator(1001, "Société", bodies={"fr": "lit et oxygene"}), operator(9, "Société neuve")]
    )

    assert_same(engine)


def test_hits_are_looked_up_anew_after_a_large_commit(engine: EmbeddedEngine) -> None:
    engine.upsert(operator(pk, "Société", bodies={"fr": "seringue"}) for pk in range(400, 500))

    assert_same(engine)


def test_hits_of_a_hidden_document_are_not_kept_for_a_visitor(engine: EmbeddedEngine) -> None:
    before = ask(engine, "seringue").total

    engine.upsert(
        [operator(3, "Société", bodies={"fr": "seringue en acier"}, visibility="members")]
    )

    assert ask(engine, "seringue").total == before - 1
    assert_same(engine)


def test_memory_that_is_full_forgets_what_was_not_asked_for_the_longest_time() -> None:
    memory: Memory[str] = Memory()
    memory.keep("old", "found", MOST_NUMBERS // 2)
    memory.keep("newer", "found too", MOST_NUMBERS // 2)
    assert memory.get("old") == "found"

    memory.keep("new", "found now", 1)

    found = [memory.get(key) for key in ("old", "newer", "new")]
    assert found == ["found", None, "found now"]


def test_memory_keeps_what_was_found_over_a_merge() -> None:
    memory: Memory[str] = Memory(1)
    memory.keep("word", "found", 1)

    assert memory.after(1, np.array([], np.int64), 1000).get("word") == "found"


def test_memory_tells_which_rows_changed_since_an_entry_was_made() -> None:
    first: Memory[str] = Memory(1)
    first.keep("word", "found", 1)

    third = first.after(2, np.array([4]), 1000).after(3, np.array([7, 4]), 1000)

    assert third.get("word") is None
    found = third.earlier("word")
    assert found is not None
    assert (found[0], found[1], found[2].tolist()) == ("found", 1, [4, 7])
