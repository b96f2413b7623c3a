"""Loanwords found by their sound, from one script to the other."""

import pytest

from search.text import fold, highlight, index_terms, query_words
from search.text.sounds import index_sound, query_sounds
from search.text.thesaurus import Thesaurus


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("كوليسترول", "cholesterol"),
        ("كُولِيسْتِرُول", "Cholestérol"),
        ("الباراسيتامول", "paracetamol"),
        ("سيبروفلوكساسين", "ciprofloxacin"),
        ("السلمونيلات", "salmonella"),
        ("ديكستروز", "dextrose"),
        ("بروستاغلاندين", "prostaglandines"),
        ("أميتريبتيلين", "amitriptyline"),
        ("فوسفوليبيد", "phospholipid"),
    ],
)
def test_a_loanword_is_found_by_its_sound_both_ways(arabic: str, latin: str) -> None:
    assert index_sound(fold(latin)) in query_sounds(fold(arabic))
    assert query_sounds(fold(latin)) & {index_sound(fold(arabic))} or arabic.endswith("ات")


@pytest.mark.parametrize("word", ["kit", "pompe", "gel2000", "قلب", "μήτρα", "eau"])
def test_short_and_other_words_have_no_sound(word: str) -> None:
    assert index_sound(fold(word)) == ""
    assert query_sounds(fold(word)) == frozenset()


def test_words_of_one_script_are_not_found_by_sound() -> None:
    assert not query_sounds("cholesterol") & {index_sound("cholesterol")}
    assert not query_sounds("كوليسترول") & {index_sound("كوليسترول")}


def test_a_sound_is_looked_for_only_where_no_term_is_known() -> None:
    (word,) = query_words("كوليسترول", Thesaurus())
    assert [synonym.terms for synonym in word.synonyms] == [{"~lklztrl"}]
    assert word.synonyms[0].terms & set(index_terms("dosage du cholestérol", "fr"))


def test_what_sounds_alike_is_marked() -> None:
    (word,) = query_words("كوليسترول", Thesaurus())
    terms = word.terms | word.synonyms[0].terms
    assert highlight("Dosage du cholestérol", terms, "fr") == "Dosage du <mark>cholestérol</mark>"
