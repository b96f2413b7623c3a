"""The demo's mailbox: reads what the file backend wrote, and exists in the demo only."""

from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from pytest_django import Settings

from postbox.letters import read_letters

pytestmark = pytest.mark.django_db
HTML = "<html><head></head><body><script>1</script></body></html>"


def write(folder: Path, *subjects: str, to: str = "samira@atlas.example") -> None:
    connection = get_connection(
        "django.core.mail.backends.filebased.EmailBackend", file_path=str(folder)
    )
    mails = [EmailMultiAlternatives(subject, "Bonjour", to=[to]) for subject in subjects]
    for mail in mails:
        mail.attach_alternative(
            "<html><head></head><body><script>1</script></body></html>", "text/html"
        )
    connection.send_messages(mails)


@pytest.fixture
def mailbox(tmp_path: Path, settings: Settings) -> Path:
    """The folder of the mails; the suite's settings have the mailbox's addresses, as the demo."""
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def test_mailbox_without_mails_says_so(mailbox: Path) -> None:
    response = Client().get("/fr/mailbox/")
    assert response.status_code == 200
    assert "Aucun e-mail" in response.content.decode()


def test_letters_of_one_file_and_of_several_are_read(mailbox: Path) -> None:
    write(mailbox, "Première", "مرحبا")
    write(mailbox, "Autre", to="omar@rif.example")
    assert sorted(letter.subject for letter in read_letters(mailbox)) == [
        "Autre",
        "Première",
        "مرحبا",
    ]
    assert [letter.subject for letter in read_letters(mailbox, to="OMAR")] == ["Autre"]
    assert Client().get("/ar/mailbox/", {"to": "omar"}).context["to"] == "omar"


def test_letter_is_shown_and_its_html_can_do_nothing(mailbox: Path) -> None:
    write(mailbox, "Bienvenue")
    (letter,) = read_letters(mailbox)
    assert "Bienvenue" in Client().get(f"/fr/mailbox/{letter.key}/").content.decode()
    response = Client().get(f"/fr/mailbox/{letter.key}/html/")
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation allow-popups" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("key", ["nothing", "..-0", "20260101-000000-1-0"])
def test_letter_that_is_not_there_is_not_found(mailbox: Path, key: str) -> None:
    assert Client().get(f"/fr/mailbox/{key}/").status_code == 404
    assert Client().get(f"/fr/mailbox/{key}/html/").status_code == 404
