"""What nobody learns who may not."""

import pytest

from search.documents import Keyword
from search.engines import SearchEngine
from search.requests import (
    ANONYMOUS,
    Audience,
    SearchRequest,
)
from tests.search.engines.contract.asking import CURATOR, MEMBER, counts, find, pks
from tests.search.engines.documents import IdeaEncoder, operator


class VisibilityContract:
    """Of every engine: what nobody learns who may not."""

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

    def test_a_hidden_word_does_not_stop_a_respelling_by_two_slips(
        self, engine: SearchEngine
    ) -> None:
        engine.upsert(
            [
                operator(1, body="sterilisation"),
                operator(2, body="steralisetiom", visibility="members"),
            ]
        )
        assert find(engine, "steralisetion").did_you_mean == "sterilisation"
        assert pks(find(engine, "steralisetion")) == [1]
        assert find(engine, "steralisetion", MEMBER).did_you_mean == "steralisetiom"

    def test_hidden_words_do_not_decide_which_spelling_is_usual(self, engine: SearchEngine) -> None:
        hidden = [operator(pk, body="moulaxe", visibility="members") for pk in range(4, 9)]
        shown = [operator(1, body="moulaxe"), *(operator(pk, body="moulage") for pk in (2, 3))]
        engine.upsert([*shown, *hidden])
        assert find(engine, "moulaze").did_you_mean == "moulage"
        assert find(engine, "moulaze", MEMBER).did_you_mean == "moulaxe"

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
