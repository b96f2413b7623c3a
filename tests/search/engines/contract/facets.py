"""Facets as filters, and their counts."""

from datetime import date
from typing import Any

from search.engines import SearchEngine
from search.requests import (
    FACETS,
    OPERATORS,
    OPPORTUNITIES,
)
from tests.search.engines.contract.asking import CURATOR, counts, find, pks
from tests.search.engines.documents import held, operator, opportunity


class FacetContract:
    """Of every engine: facets as filters, and their counts."""

    def test_facets_are_alternatives_inside_and_narrow_each_other(
        self, engine: SearchEngine
    ) -> None:
        engine.upsert(
            [
                operator(1, facets={"countries": ("MA",), "processes": ("extrusion",)}),
                operator(2, facets={"countries": ("FR",), "processes": ("extrusion", "welding")}),
                operator(3, facets={"countries": ("ES",), "processes": ("welding",)}),
            ]
        )
        assert sorted(pks(find(engine, countries=("MA", "FR")))) == [1, 2]
        found = find(engine, countries=("MA", "FR"), processes=("welding",))
        assert pks(found) == [2]
        assert counts(found, "countries") == {"FR": 1, "ES": 1, "MA": 0}
        assert counts(found, "processes") == {"extrusion": 2, "welding": 1}
        chosen = [c.code for c in found.facets["countries"] if c.selected]
        assert sorted(chosen) == ["FR", "MA"]

    def test_every_facet_filters_and_counts(self, engine: SearchEngine) -> None:
        coded = [facet for facet in FACETS if facet != "credentials"]
        engine.upsert(
            [
                operator(1, facets=dict.fromkeys(coded, ("a", "b"))),
                operator(2, facets=dict.fromkeys(coded, ("b", "c"))),
            ]
        )
        for facet in coded:
            narrowed: dict[str, Any] = {facet: ("a",)}
            found = find(engine, **narrowed)
            assert pks(found) == [1], facet
            assert counts(found, facet) == {"b": 2, "a": 1, "c": 1}, facet

    def test_an_unknown_code_matches_nothing(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1)])
        for facet in FACETS:
            narrowed: dict[str, Any] = {facet: ("' OR 1=1 --",)}
            found = find(engine, **narrowed)
            assert found.total == 0, facet
            assert [c.count for c in found.facets[facet] if c.selected] == [0], facet
        assert find(engine, countries=("MA", "??")).total == 1

    def test_categories_hold_their_descendants(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                operator(1, facets={"categories": ("A0201", "A02", "A")}),
                operator(2, facets={"categories": ("A01", "A")}),
                operator(3, facets={"categories": ("B01", "B")}),
            ]
        )
        found = find(engine, categories=("A",))
        assert sorted(pks(found)) == [1, 2]
        expected = {"A": 2, "A01": 1, "A02": 1, "A0201": 1, "B": 1, "B01": 1}
        assert counts(found, "categories") == expected
        assert pks(find(engine, categories=("A02",))) == [1]

    def test_credentials_count_on_the_days_they_are_valid(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                operator(1, credentials=(held("ISO 9001", "2025-01-01", "2026-11-25"),)),
                operator(2, credentials=(held("ISO 9001", "2025-01-01", "2026-11-24"),)),
                operator(3, credentials=(held("ISO 9001", "2026-11-26", ""),)),
                operator(4, credentials=(held("ISO 9001"), held("ISO 9001"), held("MDSAP"))),
                operator(5),
            ]
        )
        found = find(engine, credentials=("ISO 9001",))
        assert sorted(pks(found)) == [1, 4]
        assert counts(found, "credentials") == {"ISO 9001": 2, "MDSAP": 1}

    def test_readiness_is_a_range(self, engine: SearchEngine) -> None:
        engine.upsert([opportunity(n, f"Offre {n}", trl=n or None) for n in (0, 3, 5, 9)])
        assert sorted(pks(find(engine, trl_min=3, trl_max=5))) == [3, 5]
        assert sorted(pks(find(engine, trl_min=5))) == [5, 9]
        assert counts(find(engine), "trl") == {"3": 1, "5": 1, "9": 1}

    def test_kind_narrows_and_counts(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1), opportunity(7, "Moules"), opportunity(8, "Presses")])
        found = find(engine, kind=OPERATORS)
        assert [(hit.kind, hit.pk) for hit in found.hits] == [(OPERATORS, 1)]
        assert counts(found, "kind") == {OPERATORS: 1, OPPORTUNITIES: 2}

    def test_an_expired_opportunity_is_not_found(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                opportunity(1, "Moules", expires_on=date(2026, 11, 24)),
                opportunity(2, "Moules", expires_on=date(2026, 11, 25)),
            ]
        )
        assert pks(find(engine, "moules", CURATOR)) == [2]
