"""What keeps the catalogs whole."""

import pytest
from babel.messages import Catalog
from django.utils.translation import ngettext, override

from config.messages import faults_of, rivals, slips_of, unread_names


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("from django.utils.translation import gettext_lazy as _, ngettext", []),
        ("from django.utils.translation import gettext as now_", ["now_"]),
        ("def f():\n    from django.utils.translation import gettext as t", ["t"]),
        ("from elsewhere import gettext as now_", []),
    ],
)
def test_a_name_that_the_extraction_does_not_read_is_said(code: str, names: list[str]) -> None:
    assert unread_names(code) == names


def catalog_with(text: str, translation: str, context: str | None = None) -> Catalog:
    """An English catalog of one string."""
    catalog = Catalog(locale="en")
    catalog.add(text, translation, context=context)
    return catalog


def test_a_string_that_two_apps_translate_differently_is_said() -> None:
    catalogs = {"cms": catalog_with("Fiche", "Entry"), "search": catalog_with("Fiche", "Profile")}

    assert list(rivals(catalogs, "en")) == [
        "en: 'Fiche' is 'Entry' in cms and 'Profile' in search: choose one, or give one a context"
    ]


@pytest.mark.parametrize(
    "other",
    [catalog_with("Fiche", "Entry"), catalog_with("Fiche", "Profile", "personne")],
    ids=["the same", "another meaning"],
)
def test_one_translation_or_two_contexts_are_no_rivals(other: Catalog) -> None:
    assert list(rivals({"cms": catalog_with("Fiche", "Entry"), "search": other}, "en")) == []


def test_a_string_in_another_context_is_not_the_one_that_the_code_asks_for() -> None:
    catalog = catalog_with("Profil", "Profile", "personne")

    assert list(faults_of("en.po", catalog, {("", "Profil")})) == [
        "en.po: not in the catalog: 'Profil'",
        "en.po: no longer in the code: 'Profil' (context 'personne')",
    ]


def test_a_slip_of_spelling_is_said_with_its_rule() -> None:
    arabic = Catalog(locale="ar")
    arabic.add("Vraiment ?", "حقًا?")

    assert list(slips_of(arabic)) == [
        "'حقًا?': the marks are ، ؛ ؟ (ar)",
        "'حقًا?': no tanwin on an alif (ar)",
    ]


def test_the_french_of_the_code_is_read_and_a_librarys_english_is_not() -> None:
    catalog = catalog_with("Vraiment?", "Really?")
    catalog.add("Are you sure?", "Are you sure?")

    assert list(slips_of(catalog)) == [
        "'Vraiment?': a space stands before : ; ? ! and in « » (fr)",
    ]


@pytest.mark.parametrize(
    ("number", "said"), [(1, "فاعل"), (2, "فاعلان"), (3, "فاعلين"), (11, "فاعلا"), (100, "فاعل")]
)
def test_arabic_has_its_form_for_each_number(number: int, said: str) -> None:
    """Babel's order of the last two forms is not Django's: 100 comes before 11."""
    with override("ar"):
        assert ngettext("opérateur", "opérateurs", number) == said
