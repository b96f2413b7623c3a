from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from matching.scoring import sentences
from matching.scoring.findings import Finding
from matching.scoring.sentences import WORDINGS, inline, sentence

LABELS = {
    "injection_moulding": "Moulage par injection",
    "sterilisation_eto": "Stérilisation EtO",
    "A0201": "SINGLE-USE SYRINGES",
    "fr": "français",
    "FR": "France",
}


def labels(vocabulary: str, code: str) -> str:
    return LABELS.get(code, code)


def said(language: str, code: str, **values: Any) -> str:
    with override(language):
        return sentence(Finding(code, values), labels).replace("\u00a0", " ")


def test_sentence_counts_requirements_and_names_what_is_missing() -> None:
    lacking = Finding("credential_missing", {"standard": "EN ISO 13485", "categories": ("A0201",)})
    values: dict[str, Any] = {"met": 3, "count": 4, "missing": (lacking,)}
    assert said("fr", "requirements_some", **values) == (
        "3 exigences sur 4 remplies ; il manque : EN ISO 13485 couvrant single-use syringes"
    )
    assert said("en", "requirements_some", **values) == (
        "3 of 4 requirements met; missing: EN ISO 13485 covering single-use syringes"
    )
    assert said("ar", "requirements_some", **values) == (
        "استُوفيت 3 متطلبات من أصل 4؛ ينقص: EN ISO 13485 تشمل single-use syringes"
    )


@pytest.mark.parametrize(
    ("met", "start"),
    [
        (1, "استُوفي متطلب واحد"),
        (2, "استُوفي متطلبان"),
        (5, "استُوفيت 5 متطلبات"),
        (12, "استُوفي 12 متطلبا"),
    ],
)
def test_sentence_uses_the_arabic_plurals(met: int, start: str) -> None:
    missing = (Finding("process_missing", {"process": "injection_moulding"}),)
    text = said("ar", "requirements_some", met=met, count=15, missing=missing)
    assert text.startswith(start)


def test_sentence_of_one_requirement_is_singular() -> None:
    missing = (Finding("process_missing", {"process": "sterilisation_eto"}),)
    text = said("fr", "requirements_some", met=1, count=2, missing=missing)
    assert text == "1 exigence sur 2 remplie ; il manque : stérilisation EtO"


def test_sentence_without_any_met_only_says_what_is_missing() -> None:
    missing = (Finding("process_missing", {"process": "injection_moulding"}),)
    text = said("fr", "requirements_some", met=0, count=1, missing=missing)
    assert text == "Il manque : moulage par injection"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "certificat ISO 11135 expiré le 3 mars 2026"),
        ("en", "ISO 11135 certificate expired on 3 March 2026"),
        ("ar", "شهادة ISO 11135 انتهت صلاحيتها في 3 مارس 2026"),
    ],
)
def test_sentence_writes_the_date_in_full(language: str, text: str) -> None:
    day = date(2026, 3, 3)
    assert said(language, "credential_expired", standard="ISO 11135", day=day) == text


def test_sentence_lists_with_the_conjunction_of_the_language() -> None:
    codes = ("injection_moulding", "sterilisation_eto")
    text = said("fr", "processes_shared", processes=codes)
    assert text == "Procédés communs : moulage par injection et stérilisation EtO"


def test_sentence_groups_digits_and_keeps_the_unit() -> None:
    text = said("fr", "capacity_short", capacity=45e6, volume=50e6, unit="pièces")
    assert text.replace("\u202f", " ") == (
        "une capacité de 50 000 000 pièces par an (annoncée : 45 000 000)"
    )


def test_sentence_without_category_names_the_standard_alone() -> None:
    values = {"standard": "EN ISO 13485", "categories": ()}
    assert said("fr", "credential_missing", **values) == "EN ISO 13485"


def test_sentence_in_french_does_not_break_before_a_colon() -> None:
    with override("fr"):
        text = sentence(Finding("modes_offered", {"modes": ("licence",)}), labels)
    assert text == "Propose le mode recherché\u00a0: licence"


def test_inline_keeps_words_with_capitals() -> None:
    assert [inline(text) for text in ("EtO sterilisation", "Classe IIa", "MDSAP")] == [
        "EtO sterilisation",
        "classe IIa",
        "MDSAP",
    ]


VALUES: dict[str, Any] = {
    "standard": "S", "categories": ("A",), "day": date(2026, 1, 2), "process": "p",
    "classes": ("IIa",), "capacity": 1, "volume": 2, "unit": "u", "asked": 9, "has": 5,
    "country": "FR", "modes": ("m",), "processes": ("p",), "languages": ("fr",),
    "met": 1, "count": 2, "missing": (Finding("rival"),),
}  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("code", sorted(WORDINGS))
def test_every_sentence_renders_without_a_hole(code: str, language: str) -> None:
    text = said(language, code, **VALUES)
    assert text.strip()
    assert "%" not in text


def test_enumerated_keeps_lists_apart_by_semicolons() -> None:
    with override("en"):
        assert sentences.enumerated(["a, b and c", "d"]) == "a, b and c; d"


def test_sentence_shortens_a_standard_s_label() -> None:
    LABELS["EN ISO 13485"] = "EN ISO 13485, management de la qualité"
    text = said("fr", "credential_held", standard="EN ISO 13485")
    assert text == "EN ISO 13485 en vigueur"


def test_enumerated_follows_the_active_language() -> None:
    with override("en"):
        assert sentences.enumerated(["a", "b", "c"]) == "a, b, and c"
