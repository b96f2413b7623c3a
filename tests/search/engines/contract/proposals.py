"""What is proposed: spellings, completions, documents nearby."""

import numpy as np
import pytest

from search.engines import SearchEngine
from search.requests import (
    ANONYMOUS,
    OPPORTUNITIES,
    SearchRequest,
)
from tests.search.engines.contract.asking import find
from tests.search.engines.documents import SYRINGES, IdeaEncoder, operator, opportunity


class ProposalContract:
    """Of every engine: what is proposed: spellings, completions, documents nearby."""

    # Spelling and completion

    def test_did_you_mean_respells_as_it_is_written(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, body="Nos cathéters et la stérilisation")])
        assert find(engine, "sterilsation").did_you_mean == "stérilisation"
        assert find(engine, "la sterilsation (cathéters)").did_you_mean == (
            "la stérilisation (cathéters)"
        )
        assert find(engine, "stérilisation").did_you_mean == ""

    def test_did_you_mean_writes_as_the_newest_document_does(self, engine: SearchEngine) -> None:
        texts = {3: "sterilisation", 9: "stérilisation", 5: "sterilisation"}
        engine.upsert([operator(pk, body=text) for pk, text in texts.items()])
        assert find(engine, "sterilsation").did_you_mean == "stérilisation"

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

    def test_completion_proposes_the_newest_of_many(self, engine: SearchEngine) -> None:
        many = [operator(pk, f"Zelia {pk}", published_at=None) for pk in range(2, 400)]
        engine.upsert([*many, *(operator(pk, f"Zelia {pk}") for pk in (400, 401))])
        found = engine.complete("zel", ANONYMOUS, limit=2)
        assert [c.id for c in found] == ["operators-401", "operators-400"]

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
