"""In which order hits come, page by page, with their highlights."""

from datetime import UTC, datetime

from search.engines import SearchEngine
from search.requests import (
    ANONYMOUS,
    NAME,
    RECENT,
    SearchRequest,
)
from tests.search.engines.contract.asking import MEMBER, find, pks
from tests.search.engines.documents import operator


class PageContract:
    """Of every engine: in which order hits come, page by page, with their highlights."""

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
