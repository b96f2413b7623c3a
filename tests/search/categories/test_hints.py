"""Rules from words to branches: stars, endings, and other names of a thing in labels."""

import numpy as np
import pytest

from search.categories.hints import Hint, HintBook, hint_book, phrase_words, shipped_hints
from search.categories.index import BY_SCORE, Category, CategoryIndex
from search.categories.lexical import Bm25, label_stems, text_weights, widened
from search.text import tokenize
from search.text.in_use import IN_USE
from search.text.thesaurus import Concept, Thesaurus

BOOK = HintBook(
    (
        Hint(phrase_words("*vlies"), ("M0202",)),
        Hint(phrase_words("mull*"), ("M0201",)),
        Hint(phrase_words("cap"), ("T0207",)),
        Hint(phrase_words("bite block"), ("G0308",)),
        Hint(phrase_words("*fix"), ("M040102",)),
        Hint(phrase_words("tape"), ("M0501",)),
        Hint(phrase_words("double j"), ("U0203",)),
    )
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Zwibelvlies 10 cm", ["M0202"]),
        ("Vlies", ["M0202"]),
        ("vlieskompresse", []),
        ("Mullbinde", ["M0201"]),
        ("capsule", []),
        ("cap", ["T0207"]),
        ("bite wing", []),
        ("a block to bite", ["G0308"]),
        ("Zwibelfix", ["M040102"]),
        ("zwibeltape", ["M0501"]),
        ("tapestry", []),
        ("a double J stent", ["U0203"]),
        ("double lumen", []),
    ],
)
def test_a_star_says_where_the_word_may_stand(text: str, codes: list[str]) -> None:
    assert list(BOOK.branches(tokenize(text))) == codes


def test_the_shipped_rules_lead_to_codes_of_the_nomenclature_and_say_something() -> None:
    for hint in shipped_hints():
        assert hint.words
        for code in hint.codes:
            assert code[0] in "ABCDFGHJKLMNPQRSTUVWXYZ"
            assert len(code) == 1 or (len(code) % 2 == 1 and code[1:].isdigit()), code


def test_another_name_of_a_thing_finds_its_label(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Concept((("liver", "en"), ("hepatic", "en"), ("foie", "fr"), ("كبد", "ar")))
    monkeypatch.setattr(IN_USE, "reader", None)
    monkeypatch.setattr(IN_USE, "thesaurus", Thesaurus((names,)))
    labels = ("Hepatic catheters", "Cardiac catheters")
    bm25 = Bm25([dict.fromkeys(label_stems(label, "en"), 1.0) for label in labels])
    for text in ("foie", "كبد", "liver"):
        tokens = tokenize(text)
        scores = bm25.scores(widened(text_weights(tokens), tokens))
        assert scores[0] > 0
        assert scores[1] == 0


def test_the_last_proposals_are_of_branches_not_yet_seen() -> None:
    codes = [f"A0101{n:02}" for n in range(1, 12)] + [f"B{n:02}01" for n in range(1, 8)]
    index = CategoryIndex([Category(code, {"en": code}) for code in codes], ())
    found = index.best(np.linspace(2, 1, len(codes)), 10)
    assert found == [*codes[:6], *codes[11:15]]
    assert BY_SCORE == 0.7
    assert index.best(np.zeros(len(codes)), 10) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("LED curing light, wireless", "Z12119003"),
        ("Lampe à photopolymériser", "Z12119003"),
        ("Tabletop autoclave class B", "Z12011305"),
        ("Ultraschallkontaktgel 5 l", "V9015"),
        ("مكثف أكسجين", "Z12159004"),
        ("Metzenbaum scissors", "L010403"),
        ("nano hybrid composite", "Q01010103"),
        ("HIV Ag/Ab combo ELISA", "W0105030404"),
        ("Réactif temps de céphaline activée", "W0103020102"),
        ("Troponin I rapid test cassette", "W0102160703"),
        ("Blutentnahmeröhrchen K2 EDTA", "W050101010201"),
        ("disque antibiotique ciprofloxacine", "W0104080502"),
        ("Hämatoxylin nach Mayer", "W01030708"),
        ("اختبار حمل", "W0102160302"),
        ("Halskrawatte nach Schanz", "Y060312"),
        ("attelle de poignet", "Y060609"),
        ("Unterarmgehstützen, ein Paar", "Y12030601"),
        ("silla de ducha", "Y093303"),
        ("Port needle, Huber tip, 20G", "A010103"),
        ("sonde nasogastrique CH14", "G02020101"),
        ("Pedikelschraube polyaxial", "P09070302"),
        ("drug eluting coronary stent", "P070402010301"),
        ("canule de Guedel", "R010102"),
        ("lève-personne électrique sur rail", "V08050302"),
        ("ثلاجة بنك الدم", "Z121701"),
        ("portable x-ray unit", "Z11039016"),
        ("embryo transfer catheter", "U08020102"),
        ("جير الصودا", "R018003"),
    ],
)
def test_the_words_of_a_trade_lead_to_the_leaf(text: str, code: str) -> None:
    found = hint_book(shipped_hints()).branches(tokenize(text))
    assert code in found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Toxoplasma gondii IgG ELISA", "W0105050102"),
        ("Toxoplasma gondii IgM ELISA", "W0105050103"),
        ("Toxoplasma gondii real-time PCR", "W0105050105"),
        ("SARS-CoV-2 antigen rapid test", "W0105090501"),
        ("SARS-CoV-2 IgG ELISA", "W0105041103"),
        ("control plasma", "W0103020702"),
        ("calibration plasma", "W0103020701"),
    ],
)
def test_what_a_test_detects_and_how_decides_between_its_leaves(text: str, code: str) -> None:
    found = hint_book(shipped_hints()).branches(tokenize(text))
    assert max(found, key=lambda branch: found[branch]) == code


@pytest.mark.parametrize("text", ["Stain remover pad", "gauze pad with paraffin", "250 gram"])
def test_the_words_of_laboratories_leave_other_products_alone(text: str) -> None:
    found = hint_book(shipped_hints()).branches(tokenize(text))
    assert [code for code in found if code.startswith("W") and len(code) > 7] == []
