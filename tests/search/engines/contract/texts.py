"""What a text finds, in each language and across them."""

import pytest

from search.engines import SearchEngine
from search.requests import (
    ANONYMOUS,
    SearchRequest,
)
from tests.search.engines.contract.asking import counts, find, pks
from tests.search.engines.documents import SYRINGES, operator
from tests.search.text_cases import FINDS, MISSES, THESAURUS_FINDS, THESAURUS_MISSES


class TextContract:
    """Of every engine: what a text finds, in each language and across them."""

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

    def test_of_equally_good_hits_the_newest_is_first(self, engine: SearchEngine) -> None:
        engine.upsert([operator(pk, f"Maison {pk}", body="moules en acier") for pk in (3, 9, 5)])
        found = engine.search(SearchRequest(text="moules"), ANONYMOUS, with_meaning=False)
        assert pks(found) == [9, 5, 3]

    def test_a_beginning_finds_every_word_that_begins_so(self, engine: SearchEngine) -> None:
        """However many there are: of "iso 13" the one that is meant may be the last."""
        engine.upsert([operator(pk, body=f"moulage zel{pk:03}x") for pk in range(1, 61)])
        found = find(engine, "moulage zel", page_size=100)
        assert sorted(pks(found)) == list(range(1, 61))
        request = SearchRequest(text="moulage zel")
        ids = [f"operators-{pk}" for pk in range(1, 61)]
        assert engine.meeting([(request, ANONYMOUS)], among=ids) == [frozenset(ids)]

    def test_a_beginning_is_worth_more_in_a_name(self, engine: SearchEngine) -> None:
        engine.encoder = None  # type: ignore[attr-defined]
        bodies = [operator(pk, body=f"zelb{pk}") for pk in (1, 2)]
        engine.upsert([*bodies, operator(3, "Zelamine")])
        assert pks(find(engine, "zel"))[0] == 3

    # Across languages

    def test_labels_find_a_profile_in_any_language(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "Atlas", keywords=(SYRINGES,)), operator(2, "Rif")])
        for text in ("seringue", "syringe", "محاقن", "المحاقن"):
            assert pks(find(engine, text)) == [1], text

    def test_meaning_finds_a_profile_in_another_language(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, "X", "syringes", "en"), operator(2, "Y", "beds", "en")])
        found = find(engine, "seringue")
        assert [(hit.pk, hit.by_meaning) for hit in found.hits] == [(1, True)]

    def test_what_holds_the_words_is_not_said_to_be_found_by_meaning(
        self, engine: SearchEngine
    ) -> None:
        engine.upsert([operator(1, "X", "seringues"), operator(2, "Y", "syringe")])
        found = find(engine, "seringue")
        assert [(hit.pk, hit.by_meaning) for hit in found.hits] == [(1, False), (2, True)]

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
