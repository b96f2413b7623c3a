"""The definition of a search engine: every engine's test class derives from EngineContract.

A subclass gives the fixture `engine`: empty, serving, with IdeaEncoder and `today` at TODAY.
"""

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from search.documents import Keyword
from search.engines import IndexMissing, SearchEngine, SearchResult
from search.requests import (
    ANONYMOUS,
    FACETS,
    NAME,
    OPERATORS,
    OPPORTUNITIES,
    RECENT,
    Audience,
    SearchRequest,
)
from tests.search.engines.documents import SYRINGES, IdeaEncoder, held, operator, opportunity
from tests.search.text_cases import FINDS, MISSES, THESAURUS_FINDS, THESAURUS_MISSES

MEMBER = Audience.member()
CURATOR = Audience.curator()


def find(
    engine: SearchEngine, text: str = "", audience: Audience = ANONYMOUS, **asked: Any
) -> SearchResult:
    """A search by its fields."""
    return engine.search(SearchRequest(text=text, **asked), audience)


def pks(result: SearchResult) -> list[int]:
    """What was found, in its order."""
    return [hit.pk for hit in result.hits]


def counts(result: SearchResult, facet: str) -> dict[str, int]:
    """The counts of a facet by code."""
    return {count.code: count.count for count in result.facets[facet]}


class EngineContract:
    """What is asked of every engine."""

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

    # Text

    @pytest.mark.parametrize(("query", "text", "language"), FINDS)
    def test_text_finds(self, engine: SearchEngine, query: str, text: str, language: str) -> None:
        engine.upsert([operator(1, "Neutre", text, language)])
        assert pks(find(engine, query)) == [1]

    @pytest.mark.parametrize(("query", "text", "language"), MISSES)
    def test_text_misses(self, engine: SearchEngine, query: str, text: str, language: str) -> None:
        engine.upsert([operator(1, "Neutre", text, language)])
        assert pks(find(engine, query)) == []

    @pytest.mark.usefixtures("shipped_thesaurus")
    @pytest.mark.parametrize(("query", "text", "language"), THESAURUS_FINDS)
    def test_thesaurus_finds(
        self, engine: SearchEngine, query: str, text: str, language: str
    ) -> None:
        engine.upsert([operator(1, "Neutre", text, language)])
        assert pks(find(engine, query)) == [1]

    @pytest.mark.usefixtures("shipped_thesaurus")
    @pytest.mark.parametrize(("query", "text", "language"), THESAURUS_MISSES)
    def test_thesaurus_misses(
        self, engine: SearchEngine, query: str, text: str, language: str
    ) -> None:
        engine.upsert([operator(1, "Neutre", text, language)])
        assert find(engine, query).hits == () or find(engine, query).hits[0].by_meaning

    @pytest.mark.usefixtures("shipped_thesaurus")
    def test_what_is_typed_comes_before_its_synonyms(self, engine: SearchEngine) -> None:
        engine.upsert(
            [operator(1, body="disposable syringes"), operator(2, body="seringues stériles")]
        )
        assert pks(find(engine, "seringues")) == [2, 1]

    @pytest.mark.parametrize("name", ["ÉBÉNISTERIE de l’Atlas", "شركة مصطفى"])
    def test_a_name_is_found_first(self, engine: SearchEngine, name: str) -> None:
        others = [operator(pk, body=f"{name} est notre client") for pk in (1, 2)]
        engine.upsert([*others, operator(3, name)])
        assert pks(find(engine, name))[0] == 3

    def test_most_of_the_words_are_enough(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                operator(1, body="injection plastique en salle blanche"),
                operator(2, body="injection plastique et salle de réunion"),
                operator(3, body="injection"),
            ]
        )
        assert pks(find(engine, "injection plastique salle blanche")) == [1, 2]

    def test_fewer_words_are_taken_where_nothing_has_more(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, body="injection plastique"), operator(2, body="verrerie")])
        found = find(engine, "injection verrerie cryogénie titane")
        assert (sorted(pks(found)), found.relaxed) == ([1, 2], True)
        assert not find(engine, "injection plastique").relaxed

    def test_a_text_without_words_finds_nothing_and_says_so(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1)])
        for text in ("(", '"', "\U0001f489\U0001f389", ":-) ***"):
            found = find(engine, text)
            assert (found.total, found.no_words) == (0, True), text

    def test_spaces_are_no_text(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1)])
        found = find(engine, " \t\n\u3000 ")
        assert (found.total, found.no_words) == (1, False)

    def test_stop_words_alone_are_searched(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, body="you and me"), operator(2, body="toi")])
        assert pks(find(engine, "AND")) == [1]

    def test_ten_thousand_characters_are_cut(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, body="seringues")])
        assert pks(find(engine, "seringue " * 2000)) == [1]
        assert find(engine, "z" * 10_000).total == 0
        assert find(engine, " ".join(f"mot{n}" for n in range(3000))).total == 0

    # Across languages

    def test_labels_find_a_profile_in_any_language(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "Atlas", keywords=(SYRINGES,)), operator(2, "Rif")])
        for text in ("seringue", "syringe", "محاقن", "المحاقن"):
            assert pks(find(engine, text)) == [1], text

    def test_meaning_finds_a_profile_in_another_language(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "X", "syringes", "en"), operator(2, "Y", "beds", "en")])
        found = find(engine, "seringue")
        assert [(hit.pk, hit.by_meaning) for hit in found.hits] == [(1, True)]

    def test_meaning_can_be_left_aside(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "X", "syringes", "en"), operator(2, "Y", "seringues")])
        found = engine.search(SearchRequest(text="seringue"), ANONYMOUS, with_meaning=False)
        assert pks(found) == [2]

    def test_meaning_respects_the_filters(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                operator(1, "X", "syringes", "en", facets={"countries": ("FR",)}),
                operator(2, "Y", "syringes for blood", "en"),
            ]
        )
        found = find(engine, "seringue", countries=("MA",))
        assert pks(found) == [2]
        assert counts(found, "countries") == {"FR": 1, "MA": 1}

    # Facets

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

    # Order and pages

    def test_sorts(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                operator(1, "Éclair", published_at=datetime(2026, 1, 1, tzinfo=UTC)),
                operator(2, "atlas", published_at=datetime(2026, 3, 1, tzinfo=UTC)),
                operator(3, "Zagora", published_at=datetime(2026, 2, 1, tzinfo=UTC)),
            ]
        )
        assert pks(find(engine, sort=NAME)) == [2, 1, 3]
        assert pks(find(engine, sort=RECENT)) == [2, 3, 1]
        assert pks(find(engine)) == [2, 3, 1]

    def test_pages_are_clamped_and_cover_all_once(self, engine: SearchEngine) -> None:
        engine.upsert([operator(pk, body="moules") for pk in range(1, 24)])
        pages = [find(engine, "moules", page=n, page_size=10) for n in (1, 2, 3)]
        assert [page.total for page in pages] == [23, 23, 23]
        assert sorted(pk for page in pages for pk in pks(page)) == list(range(1, 24))
        for asked, served in ((0, 1), (-5, 1), (99999, 3)):
            page = find(engine, "moules", page=asked, page_size=10)
            assert (page.page, page.pages) == (served, 3)
            assert page.hits == pages[served - 1].hits

    def test_an_empty_result_has_one_page(self, engine: SearchEngine) -> None:
        found = find(engine, "introuvable", page=99999)
        assert (found.total, found.page, found.pages, found.hits) == (0, 1, 1, ())

    def test_among_keeps_only_those_ids(self, engine: SearchEngine) -> None:
        engine.upsert([operator(pk, body="moules") for pk in (1, 2, 3)])
        asked = SearchRequest(text="moules")
        found = engine.search(asked, ANONYMOUS, among=["operators-2", "operators-9"])
        assert (pks(found), found.total) == ([2], 1)

    def test_count_is_the_total_of_a_request(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1), operator(2, visibility="members")])
        assert engine.count(SearchRequest()) == 1
        assert engine.count(SearchRequest(), MEMBER) == 2

    # Highlights

    def test_highlights_are_safe_and_keep_the_original(self, engine: SearchEngine) -> None:
        engine.upsert(
            [operator(1, "<b>Ébénisterie</b> & Cie", '<script>alert("ébénisterie")</script>')]
        )
        hit = find(engine, "ebenisterie").hits[0]
        assert hit.highlights["names"] == "&lt;b&gt;<mark>Ébénisterie</mark>&lt;/b&gt; &amp; Cie"
        assert hit.highlights["body"] == (
            "&lt;script&gt;alert(&quot;<mark>ébénisterie</mark>&quot;)&lt;/script&gt;"
        )

    def test_highlights_leave_what_a_word_does_not_reach(self, engine: SearchEngine) -> None:
        body = "Sous-traitant en injection, mis sous vide après traitement."
        engine.upsert([operator(1, "Injectis", body=body)])
        hit = find(engine, "sous-traitant injection").hits[0]
        assert dict(hit.highlights) == {
            "body": "<mark>Sous-traitant</mark> en <mark>injection</mark>, "
            "mis sous vide après traitement."
        }

    def test_a_highlight_of_a_long_text_is_the_fragment_that_matches(
        self, engine: SearchEngine
    ) -> None:
        engine.upsert([operator(1, body=f"{'mot ' * 400}seringues {'fin ' * 400}")])
        marked = find(engine, "seringue").hits[0].highlights["body"]
        assert "<mark>seringues</mark>" in marked
        assert marked.startswith("… ")
        assert marked.endswith(" …")
        assert len(marked) < 300

    def test_highlights_are_in_the_readers_language(self, engine: SearchEngine) -> None:
        texts = {"fr": "extrusion de tubes", "en": "tube extrusion"}
        engine.upsert([operator(1, bodies=texts)])
        english = find(engine, "extrusion", language="en").hits[0]
        arabic = find(engine, "extrusion", language="ar").hits[0]
        assert (english.language, english.highlights["body"]) == (
            "en",
            "tube <mark>extrusion</mark>",
        )
        assert (arabic.language, arabic.highlights["body"]) == (
            "fr",
            "<mark>extrusion</mark> de tubes",
        )

    # Spelling and completion

    def test_did_you_mean_respells_as_it_is_written(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, body="Nos cathéters et la stérilisation")])
        assert find(engine, "sterilsation").did_you_mean == "stérilisation"
        assert find(engine, "la sterilsation (cathéters)").did_you_mean == (
            "la stérilisation (cathéters)"
        )
        assert find(engine, "stérilisation").did_you_mean == ""

    def test_completion_proposes_names_titles_and_labels(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                operator(
                    1, "Société Sériplast", keywords=(SYRINGES,), facets={"categories": ("A02",)}
                ),
                opportunity(2, "Recherche seringues"),
            ]
        )
        found = engine.complete("seri", ANONYMOUS)
        assert [(c.text, c.html, c.id, c.facet, c.code) for c in found] == [
            ("Recherche seringues", "Recherche <mark>seri</mark>ngues", "opportunities-2", "", ""),
            ("Société Sériplast", "Société <mark>Séri</mark>plast", "operators-1", "", ""),
            ("Seringues", "<mark>Seri</mark>ngues", "", "categories", "A02"),
        ]

    def test_completion_takes_several_words_and_escapes(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "Moules <du> Loukkos"), operator(2, "Moules de l'Est")])
        found = engine.complete("moules lou", ANONYMOUS)
        assert [c.html for c in found] == ["<mark>Moules</mark> &lt;du&gt; <mark>Lou</mark>kkos"]

    @pytest.mark.parametrize("text", ["", " ", "(", ".*", "a", "\ud800", "[a-z]+", "z" * 9000])
    def test_completion_of_anything_is_harmless(self, engine: SearchEngine, text: str) -> None:
        engine.upsert([operator(1, "Moules")])
        assert engine.complete(text, ANONYMOUS) == ()

    def test_completion_in_arabic(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "شركة المحاقن المغربية")])
        found = engine.complete("محا", ANONYMOUS, language="ar")
        assert [c.id for c in found] == ["operators-1"]

    def test_completion_of_one_kind(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "Moules"), opportunity(2, "Moules")])
        found = engine.complete("mou", ANONYMOUS, kind=OPPORTUNITIES)
        assert [c.id for c in found] == ["opportunities-2"]

    # Neighbours

    def test_more_like_this_is_near_by_words_or_meaning(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                operator(1, "A", "seringues jetables stériles"),
                operator(2, "B", "seringues stériles"),
                operator(3, "C", "syringe", "en"),
                operator(4, "D", "lits"),
                *(operator(pk, body="mobilier") for pk in range(5, 15)),
            ]
        )
        found = engine.more_like_this("operators-1", ANONYMOUS, limit=2)
        assert [near.pk for near in found] == [2, 3]
        assert engine.more_like_this("operators-99", ANONYMOUS) == ()

    def test_nearest_is_by_cosine_within_the_filters(self, engine: SearchEngine) -> None:
        engine.upsert(
            [
                operator(1, "X", "syringe", "en"),
                operator(2, "Y", "syringe blood", "en"),
                operator(3, "Z", "syringe", "en", facets={"countries": ("FR",)}),
            ]
        )
        vector = IdeaEncoder().encode(["seringue"])[0]
        found = engine.nearest(vector, SearchRequest(countries=("MA",)), ANONYMOUS)
        assert [near.pk for near in found] == [1, 2]
        assert found[0].score > found[1].score > 0.3
        nearest = engine.nearest(vector, SearchRequest(), ANONYMOUS, limit=2)
        assert sorted(near.pk for near in nearest) == [1, 3]

    def test_a_vector_of_no_numbers_is_near_nothing(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "X", "syringe", "en")])
        for value in (0.0, np.nan, np.inf):
            vector = np.full(512, value, np.float32)
            assert engine.nearest(vector, SearchRequest(), ANONYMOUS) == ()

    # Visibility

    @pytest.fixture
    def shown(self, engine: SearchEngine) -> SearchEngine:
        """A public operator, a members' one and a named one, each with words of its own."""
        coded = {"countries": ("MA",)}
        engine.upsert(
            [
                operator(1, "Publique", "seringues", facets=coded),
                operator(2, "Membre", "seringues réservéum", facets=coded, visibility="members"),
                operator(
                    3,
                    "Nommée",
                    "seringues secretum",
                    facets=coded | {"processes": ("hidden_process",)},
                    keywords=(Keyword("processes", "hidden_process", {"fr": "Procédé caché"}),),
                    visibility="named",
                    allowed=(30,),
                ),
            ]
        )
        return engine

    @pytest.mark.parametrize(
        ("audience", "seen"),
        [
            (ANONYMOUS, [1]),
            (MEMBER, [1, 2]),
            (Audience.member([9], [8]), [1, 2]),
            (Audience.member([3]), [1, 2, 3]),
            (Audience.member([9], [3]), [1, 2, 3]),
            (Audience.member([30]), [1, 2, 3]),
            (CURATOR, [1, 2, 3]),
        ],
    )
    def test_readers_find_what_they_may_see(
        self, shown: SearchEngine, audience: Audience, seen: list[int]
    ) -> None:
        for text in ("seringues", ""):
            found = find(shown, text, audience)
            assert sorted(pks(found)) == seen
            assert found.total == len(seen)
            assert counts(found, "countries") == {"MA": len(seen)}
        near = shown.nearest(IdeaEncoder().encode(["seringues"])[0], SearchRequest(), audience)
        assert sorted(n.pk for n in near) == seen

    def test_nothing_of_a_hidden_document_leaks(self, shown: SearchEngine) -> None:
        for reader in (ANONYMOUS, MEMBER):
            assert find(shown, "secretum", reader).total == 0
            assert find(shown, "secretun", reader).did_you_mean == ""
            assert find(shown, "secretun", reader).total == 0
            assert find(shown, "secr", reader).total == 0
            assert counts(find(shown, "", reader), "processes") == {}
            assert shown.complete("nomm", reader) == ()
            assert shown.complete("procédé", reader) == ()
            assert shown.more_like_this("operators-3", reader) == ()
            assert 3 not in [n.pk for n in shown.more_like_this("operators-1", reader)]
        assert find(shown, "secretun", CURATOR).did_you_mean == "secretum"
        assert [c.id or c.code for c in shown.complete("nomm", CURATOR)] == ["operators-3"]
        assert [c.code for c in shown.complete("procédé", CURATOR)] == ["hidden_process"]

    def test_a_hidden_word_does_not_stop_a_respelling(self, engine: SearchEngine) -> None:
        """That a word stands in a hidden document must not show by what a reader gets."""
        engine.upsert(
            [operator(1, body="moulage"), operator(2, body="moulaje", visibility="members")]
        )
        assert find(engine, "moulaje").did_you_mean == "moulage"
        assert pks(find(engine, "moulaje")) == [1]

    def test_private_texts_are_for_those_who_may_read_them(self, engine: SearchEngine) -> None:
        engine.upsert(
            [operator(1, "Atlas", member_text="Amina Berrada", named_text="Projet Zellij")]
        )
        assert find(engine, "Berrada").total == 0
        assert find(engine, "Berradi").did_you_mean == ""
        found = find(engine, "amina BERRADA", MEMBER)
        assert found.hits[0].highlights == {"private": "<mark>Amina</mark> <mark>Berrada</mark>"}
        assert find(engine, "Zellij", MEMBER).total == 0
        for reader in (Audience.member([1]), Audience.member([5], [1]), CURATOR):
            assert pks(find(engine, "Zellij", reader)) == [1]
        assert engine.complete("Berr", MEMBER) == ()

    def test_a_person_is_found_with_the_company_and_the_reverse(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "Atlas", member_text="Amina Berrada"), operator(2, "Rif")])
        assert pks(find(engine, "berrada atlas", MEMBER)) == [1]
        assert find(engine, "atlas", MEMBER).hits[0].pk == 1

    def test_a_change_of_visibility_holds_at_once(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "Atlas")])
        engine.upsert([operator(1, "Atlas", visibility="members")])
        assert (find(engine, "atlas").total, find(engine, "atlas", MEMBER).total) == (0, 1)
