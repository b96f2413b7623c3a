"""Analysis by itself: terms, query words, marks, slips."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from search.text import fold, highlight, index_terms, indexed_labels, query_words, tokenize
from search.text.folding import digits_to_ascii
from search.text.highlighting import Marker
from search.text.spelling import one_slip, respellings, slips_between
from search.text.stemming import kept_stem, stem_arabic, stem_english, stem_french
from search.text.thesaurus import Thesaurus
from search.text.written import KeptPieces


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÉBÉNISTERIE", "ebenisterie"),
        ("Œuvre", "oeuvre"),
        ("Wasl™", "wasl "),
        ("ﬁltre", "filtre"),
        ("İstanbul", "istanbul"),
        ("شَرِكــة", "شركه"),
        ("أإآٱ", "اااا"),
        ("على", "علي"),
        ("١٢٣ ۴۵", "123 45"),
        ("ﻼ", "لا"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_digits_of_other_scripts() -> None:
    assert digits_to_ascii("٠۹७ x 7") == "097 x 7"


@pytest.mark.parametrize(
    ("first", "second"),
    [("sterilisation", "sterilization"), ("moulding", "molding"), ("centres", "center")],
)
def test_english_spellings_share_a_stem(first: str, second: str) -> None:
    assert stem_english(first) == stem_english(second)


def test_french_stems_without_accents() -> None:
    assert stem_french("chirurgicaux") == stem_french("chirurgical")


def test_arabic_stems_keep_the_root() -> None:
    assert stem_arabic("محاقن") == "محاقن"
    assert stem_arabic("والمستلزمات") == stem_arabic("مستلزمات") == "مستلزم"


def test_threads_do_not_mix_their_stems() -> None:
    words = [f"{start}isations{end}" for start in "abcdefghijklmnop" for end in ("", "nel", "al")]
    expected = [kept_stem(word, "fr") for word in words]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda word: kept_stem(word, "fr"), words * 40))
    assert found == expected * 40


def test_index_terms_hold_words_stems_and_joined_forms() -> None:
    assert sorted(index_terms("X-ray", "en")) == ["ray", "ray:en", "x", "x:en", "xray", "xray:en"]
    assert sorted(index_terms("EN ISO 13485:2016", "fr"))[:3] == ["13485", "2016", "2016:fr"]
    assert index_terms("10 mL") == ["10", "10ml"] or set(index_terms("10 mL")) == {"10", "10ml"}


def test_what_comes_once_is_not_kept_and_what_comes_again_reads_the_same() -> None:
    kept = KeptPieces("fr")
    first = kept["l'atelier,"]
    assert dict(kept) == {}
    second = kept["l'atelier,"]

    assert kept["l'atelier,"] is second
    assert (
        [piece[:3] for piece in first] == [piece[:3] for piece in second] == [(0, 9, "l'atelier")]
    )


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.text.written.MOST_KEPT", 2)
    kept = KeptPieces("")
    for chunk in ("un", "un", "deux", "deux", "trois", "trois"):
        kept[chunk]

    assert list(kept) == ["trois"]
    assert kept.met == {"trois"}


def test_what_an_index_stores_of_labels_in_several_languages() -> None:
    indexed = indexed_labels((("fr", "Gants stériles"), ("en", "Gloves"), ("", "T01")))

    assert set(indexed.terms.split()) >= {"gants", "gant:fr", "steril:fr", "glove:en", "t01"}
    assert indexed.words == "gants steriles gloves t01"


def test_tokens_keep_their_place_in_the_original() -> None:
    text = "L’Atelier d'ÉBÉNISTERIE, 10 ml."
    assert [text[t.start : t.end] for t in tokenize(text)] == [
        "L’Atelier",
        "d'ÉBÉNISTERIE",
        "10 ml",
    ]


def test_query_words_leave_stop_words_and_repetitions_out() -> None:
    assert [w.word for w in query_words("la seringue et La SERINGUE de 10 ml")] == [
        "seringue",
        "10ml",
    ]
    assert [w.word for w in query_words("et de la")] == ["et", "de", "la"]
    assert query_words("( * : \" ') \U0001f489") == ()
    assert len(query_words(" ".join(f"mot{n}" for n in range(200)))) == 32


def test_highlight_marks_every_place_of_a_word_and_none_inside_another() -> None:
    marked = highlight("lit, alité lit délit\nlit lits", {"lit"})

    assert marked == ("<mark>lit</mark>, alité <mark>lit</mark> délit\n<mark>lit</mark> lits")


def test_highlight_escapes_everything_but_its_marks() -> None:
    marked = highlight('<i title="x">l\'Ébénisterie</i>', {"ebenisterie"})
    assert marked == ("&lt;i title=&quot;x&quot;&gt;<mark>l&#x27;Ébénisterie</mark>&lt;/i&gt;")
    assert highlight("rien", {"ebenisterie"}) == ""


def test_marks_of_numbers_span_their_unit() -> None:
    assert Marker({"10ml"}).mark("de 10 ml ou 10ml") == "de <mark>10 ml</mark> ou <mark>10ml</mark>"
    assert Marker({"10ml"}).mark("de ١٠ مل", "ar") == "de <mark>١٠ مل</mark>"


def test_marks_of_a_prefix() -> None:
    assert Marker(set(), "ster").mark("Stérile") == "<mark>Stérile</mark>"


@pytest.mark.parametrize(
    ("query", "text", "language", "marked"),
    [
        ("sous-traitant", "sous vide", "fr", ""),
        ("sous-traitant", "mis sous vide, sous-vide", "fr", ""),
        ("sous-traitant", "traitement sous vide", "fr", ""),
        ("sous-traitant", "un sous-traitant", "fr", "un <mark>sous-traitant</mark>"),
        ("sous-traitant", "des sous‑traitants", "fr", "des <mark>sous‑traitants</mark>"),
        ("sous-traitant", "Sous traitant", "fr", "Sous <mark>traitant</mark>"),
        ("rayons-x", "rayon laser", "fr", "<mark>rayon</mark> laser"),
        ("injection", "Injectis Médical", "", ""),
        ("injection", "tubes injectés", "fr", "tubes <mark>injectés</mark>"),
        ("cathéter", "Maroc Cathéters", "", "Maroc <mark>Cathéters</mark>"),
        ("plasturgies", "Atlas Plasturgie", "", "Atlas <mark>Plasturgie</mark>"),
        ("médicales", "Injectis Médicale", "", "Injectis <mark>Médicale</mark>"),
        ("شركة", "الشركة", "", "<mark>الشركة</mark>"),
    ],
)
def test_marks_stand_only_on_what_a_word_reaches(
    query: str, text: str, language: str, marked: str
) -> None:
    terms = frozenset[str]().union(*(word.marks for word in query_words(query, Thesaurus())))
    assert Marker(terms).mark(text, language) == marked


def test_one_slip_is_any_of_four() -> None:
    near = set(one_slip("moule"))
    assert {"moul", "moulle", "moure", "muole"} <= near
    assert "محاقن" in set(one_slip("محاقم"))


def test_slips_are_counted_up_to_a_bound() -> None:
    assert slips_between("seringue", "serinque", 2) == 1
    assert slips_between("seringue", "sirinques", 2) == 3
    assert slips_between("a", "abcd", 2) == 3


def test_respellings_come_from_the_vocabulary() -> None:
    words = {"seringue", "sterilisation", "lit"}

    def starting(prefix: str) -> list[str]:
        return [word for word in words if word.startswith(prefix)]

    assert respellings("serinque", words.__contains__, starting) == ["seringue"]
    assert respellings("steralisetion", words.__contains__, starting) == ["sterilisation"]
    assert respellings("lut", words.__contains__, starting) == []
    assert respellings("iso13485", words.__contains__, starting) == []
