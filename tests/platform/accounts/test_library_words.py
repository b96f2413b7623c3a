"""The libraries' words read like ours, and are said in the reader's language."""

import re
from io import BytesIO
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation

from accounts.django_sentences import DJANGO_SENTENCES
from accounts.library_sentences import LIBRARY_SENTENCES
from accounts.library_words import LIBRARY_WORDS, UNTOLD_IN_ARABIC
from accounts.services import create_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("email/", "Email addresses"),
        ("password/change/", "Change password"),
        ("2fa/", "Two-factor authentication"),
    ],
)
def test_headings_of_the_library_are_sentences_like_ours(path: str, heading: str) -> None:
    person = create_person(
        "nadia@atlas.example", password="une longue phrase", first_name="N", last_name="E"
    )
    client = Client()
    client.force_login(person)
    page = client.get(f"/en/accounts/{path}").content.decode()
    assert re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", page, re.DOTALL) == [heading]


def test_words_of_the_library_are_known_to_it_and_have_one_capital() -> None:
    """The library may change its words with any release."""
    path = Path(allauth.__file__).parent / "locale/fr/LC_MESSAGES/django.mo"
    with path.open("rb") as file:
        theirs = read_mo(file)
    assert [word for word in LIBRARY_WORDS if word not in theirs] == []
    with translation.override("en"):
        said = [translation.gettext(word) for word in LIBRARY_WORDS]
    assert said == [word.capitalize() for word in LIBRARY_WORDS]
    with translation.override("fr"):
        assert translation.gettext("Change Password") == "Modifier le mot de passe"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "كلمة المرور هذه أقصر من اللازم: يجب أن تتضمن 8 أحرف على الأقل."),
        ("en", "This password is too short. It must contain at least 8 characters."),
        ("fr", "Ce mot de passe est trop court. Il doit contenir au minimum 8 caractères."),
    ],
)
def test_short_password_is_refused_in_the_readers_language(language: str, said: str) -> None:
    answer = Client().post(f"/{language}/accounts/signup/", {"password1": "kz7%q"})
    assert answer.context["form"].errors["password1"] == [said]


def test_sentences_that_django_does_not_say_in_arabic_are_still_wanted() -> None:
    theirs = Path(django.__file__).parent
    french = [
        theirs / f"{part}locale/fr/LC_MESSAGES/django.mo" for part in ("conf/", "contrib/auth/")
    ]
    catalogs = [read_mo(BytesIO(path.read_bytes())) for path in french]
    wanted = (*UNTOLD_IN_ARABIC, *DJANGO_SENTENCES)
    assert [text for text in wanted if not any(text in one for one in catalogs)] == []
    with translation.override("ar"):
        assert [text for text in UNTOLD_IN_ARABIC if translation.gettext(text) == text] == []


def test_sentences_of_the_library_are_still_its_own() -> None:
    """A sentence that a release changes would keep the library's Arabic."""
    path = Path(allauth.__file__).parent / "locale/ar/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        theirs = read_po(file)
    assert [text for text in LIBRARY_SENTENCES if text not in theirs] == []


def test_the_page_of_registration_spells_its_label_with_the_hamza() -> None:
    page = Client().get("/ar/accounts/signup/").content.decode()
    assert "البريد الإلكتروني" in page
    assert "الالكتروني" not in page
