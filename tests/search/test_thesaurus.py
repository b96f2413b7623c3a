"""Synonyms of a query's words: the longest term wins, the word typed stays itself."""

import pytest

from cms.taxonomies.models import Concept as ConceptRow
from search.indexing.thesaurus import read_concepts, receive_edit
from search.text import query_words
from search.text.in_use import IN_USE
from search.text.lexicon import shipped_concepts, shipped_words
from search.text.thesaurus import Concept, Thesaurus

SINGLE_USE = Concept((("usage unique", "fr"), ("disposable", "en"), ("UU", "")))
MOULDING = Concept((("moulage par injection", "fr"), ("injection moulding", "en")))
INJECTION = Concept((("injection", "fr"), ("حقن", "ar")))
THESAURUS = Thesaurus((SINGLE_USE, MOULDING, INJECTION))


def synonyms(text: str) -> dict[str, list[str]]:
    """By word, what else it is called."""
    words = query_words(text, THESAURUS)
    return {word.word: [synonym.word for synonym in word.synonyms] for word in words}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("uu", {"uu": ["usage unique", "disposable"]}),
        ("à usage unique", {key: ["disposable", "uu"] for key in ("usage", "unique")}),
        (
            "moulage par injection",
            {key: ["injection moulding"] for key in ("moulage", "injection")},
        ),
        ("injections", {"injections": ["حقن"]}),
        ("unique", {"unique": []}),
        ("atlas", {"atlas": []}),
    ],
)
def test_synonyms_of_the_longest_term(text: str, expected: dict[str, list[str]]) -> None:
    assert synonyms(text) == expected


def test_the_larger_list_behind_is_asked_for_longer_and_unknown_terms() -> None:
    behind = Thesaurus(
        (
            Concept((("injection", "fr"), ("jab", "en"))),
            Concept((("injection mensuelle", "fr"), ("monthly jab", "en"))),
            Concept((("foie", "fr"), ("liver", "en"))),
        )
    )
    both = Thesaurus(THESAURUS.concepts, behind)
    found = {w.word: [s.word for s in w.synonyms] for w in query_words("injections foie", both)}
    assert found == {"injections": ["حقن"], "foie": ["liver"]}
    longer = [[s.word for s in w.synonyms] for w in query_words("injection mensuelle", both)]
    assert longer == [["monthly jab"], ["monthly jab"]]


def test_the_shipped_words_stand_in_three_languages() -> None:
    concepts = shipped_concepts()
    assert len(concepts) > 2400
    for concept in concepts:
        languages = {language for _, language in concept.terms}
        assert languages >= {"ar"}
        assert languages & {"", "en"}, concept
        assert languages & {"", "fr"}, concept
    assert synonyms_of("moustique", shipped_words()) == ["mosquito", "بعوض", "بعوضه"]


def synonyms_of(word: str, thesaurus: Thesaurus) -> list[str]:
    return [synonym.word for synonym in query_words(word, thesaurus)[0].synonyms]


def test_synonyms_of_several_words_need_all_of_them() -> None:
    word = query_words("uu", THESAURUS)[0]
    assert (word.synonyms[0].terms, len(word.synonyms[0].parts)) == (frozenset(), 2)


@pytest.mark.django_db
def test_an_edit_is_applied_without_a_rebuild(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IN_USE, "reader", read_concepts)
    receive_edit()
    assert query_words("zwibel")[0].synonyms == ()
    ConceptRow.objects.create(code="zwib", terms_fr="zwibel", terms_en="gizmo\nwidget")
    assert [word.word for word in query_words("zwibel")[0].synonyms] == ["gizmo", "widget"]
    ConceptRow.objects.get(code="zwib").delete()
    assert query_words("zwibel")[0].synonyms == ()


@pytest.mark.django_db
def test_a_retired_concept_is_not_applied() -> None:
    ConceptRow.objects.update(is_retired=True)
    assert read_concepts() == ()
