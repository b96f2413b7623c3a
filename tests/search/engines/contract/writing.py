"""Documents put into an index, taken out, and the index swapped."""

import pytest

from search.engines import IndexMissing, SearchEngine
from tests.search.engines.contract.asking import find, pks
from tests.search.engines.documents import operator, opportunity


class WritingContract:
    """Of every engine: documents put into an index, taken out, and the index swapped."""

    # Writing

    def test_upsert_replaces_by_id(self, engine: SearchEngine) -> None:
        assert engine.upsert([operator(1, "Atlas"), operator(2, "Rif")]) == 2
        assert engine.upsert([operator(1, "Souss")]) == 1
        assert engine.count() == 2
        assert pks(find(engine, "Atlas")) == []
        assert pks(find(engine, "Souss")) == [1]

    def test_upsert_of_one_id_twice_keeps_the_last(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "Atlas"), operator(1, "Souss")])
        assert engine.count() == 1
        assert pks(find(engine, "Souss")) == [1]

    def test_delete_removes_and_counts_what_was_there(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1), operator(2)])
        assert engine.delete(["operators-1", "operators-9"]) == 1
        assert engine.delete(["operators-1"]) == 0
        assert pks(find(engine)) == [2]
        engine.upsert([operator(1)])
        assert sorted(pks(find(engine))) == [1, 2]

    def test_digests_name_every_document_with_its_content(self, engine: SearchEngine) -> None:
        documents = [operator(1, "Atlas"), opportunity(1, "Moules")]
        engine.upsert(documents)
        assert dict(engine.digests()) == {d.id: d.digest() for d in documents}

    def test_nothing_written_is_fine(self, engine: SearchEngine) -> None:
        assert (engine.upsert([]), engine.delete([]), engine.count()) == (0, 0, 0)

    def test_documents_with_broken_characters_are_kept(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "Atlas \ud800 \x00 \U0001f489", "x" * 50_000)])
        assert pks(find(engine, "Atlas")) == [1]

    # Generations

    def test_a_generation_beside_is_seen_after_the_swap_only(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "Atlas")])
        old, new = engine.serving(), engine.build()
        engine.upsert([operator(2, "Rif")], generation=new)
        assert (engine.count(), engine.count_in(new)) == (1, 1)
        assert pks(find(engine)) == [1]
        assert engine.swap(new) == old
        assert pks(find(engine)) == [2]
        assert engine.generations() == (old, new)
        engine.drop(old)
        assert engine.generations() == (new,)

    def test_the_serving_generation_is_not_dropped(self, engine: SearchEngine) -> None:
        with pytest.raises(ValueError, match="serving"):
            engine.drop(engine.serving())

    def test_an_unknown_generation_is_missing(self, engine: SearchEngine) -> None:
        with pytest.raises(IndexMissing):
            engine.upsert([operator(1)], generation="19990101000000000000-abcdef")
        with pytest.raises(IndexMissing):
            engine.swap("19990101000000000000-abcdef")

    def test_health_tells_what_serves(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1)])
        health = engine.health()
        assert (health.ok, health.generation, health.documents) == (True, engine.serving(), 1)
