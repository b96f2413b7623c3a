"""The library's English reads like ours."""

import re
from pathlib import Path

import allauth
import pytest
from babel.messages.mofile import read_mo
from django.test import Client
from django.utils import translation

from accounts.library_words import LIBRARY_WORDS
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
