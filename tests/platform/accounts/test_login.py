"""Signing in and asking for a new password."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.services import create_person
from tests.factories import UserFactory
from tests.platform.accounts.conftest import Mails, page_of
from tests.platform.mails import html_of

pytestmark = pytest.mark.django_db
LOGIN, RESET = "/fr/accounts/login/", "/fr/accounts/password/reset/"
SECRET = "une longue phrase secrète"


def person(**fields: str) -> User:
    return create_person("nadia@atlas.example", password=SECRET, **fields)


def login(client: Client, *, path: str = LOGIN, **changes: str) -> str:
    data = {"login": "nadia@atlas.example", "password": SECRET} | changes
    return client.post(path, data).headers.get("Location", "")


def test_login_goes_on_in_the_language_of_the_person() -> None:
    person(language="ar")
    client = Client()
    assert login(client, path=f"{LOGIN}?next=/fr/settings/data/") == "/ar/settings/data/"
    assert client.cookies["django_language"].value == "ar"


def test_login_greets_in_the_language_of_the_person() -> None:
    person(language="en")
    client = Client()
    data = {"login": "nadia@atlas.example", "password": SECRET, "next": "/fr/settings/"}
    page = client.post(LOGIN, data, follow=True).content.decode()
    assert "Successfully signed in as nadia." in page


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_login_does_not_lead_elsewhere(target: str) -> None:
    person()
    assert "evil" not in login(Client(), next=target)


def test_login_accepts_the_address_in_any_case() -> None:
    person()
    client = Client()
    assert login(client, login="Nadia@ATLAS.example", next="/fr/settings/") == "/fr/settings/"


def test_login_says_the_same_of_an_unknown_address_and_a_wrong_password() -> None:
    person()
    pages = []
    for email in ("nadia@atlas.example", "personne@atlas.example"):
        response = Client().post(LOGIN, {"login": email, "password": "fausse"})
        pages.append((response.status_code, page_of(response).replace(email, "")))
    assert pages[0] == pages[1]


def test_login_is_stopped_after_five_wrong_passwords_and_not_for_others() -> None:
    person()
    create_person("karim@atlas.example", password=SECRET)
    client = Client()
    for _n in range(5):
        login(client, password="fausse")
    assert login(client, next="/fr/settings/") == ""
    assert login(client, login="karim@atlas.example", next="/fr/settings/") == "/fr/settings/"


def test_login_before_the_confirmation_sends_the_mail_again(sending: Mails) -> None:
    User.objects.create_user("nadia@atlas.example", SECRET)
    client = Client()
    with sending():
        assert login(client) == "/fr/accounts/confirm-email/"
    assert [m.to for m in mail.outbox] == [["nadia@atlas.example"]]
    assert client.get("/fr/settings/").status_code == 302


def test_password_reset_says_the_same_of_a_known_and_an_unknown_address(sending: Mails) -> None:
    person(language="en")
    answers, subjects = [], []
    for email in ("nadia@atlas.example", "personne@atlas.example"):
        with sending():
            response = Client().post(RESET, {"email": email})
        answers.append((response.status_code, response["Location"]))
        subjects += [m.to[0] for m in mail.outbox]
    assert answers == [(302, "/fr/accounts/password/reset/done/")] * 2
    assert subjects == ["nadia@atlas.example", "personne@atlas.example"]


def test_password_reset_writes_in_the_language_of_the_person(sending: Mails) -> None:
    person(language="ar")
    with sending():
        Client().post(RESET, {"email": "nadia@atlas.example"})
    (sent,) = mail.outbox
    assert "http://testserver/ar/accounts/password/reset/key/" in str(sent.body)
    assert 'dir="rtl"' in html_of(sent)


def test_password_reset_survives_a_mail_server_that_is_down(
    sending: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> int:
        raise ConnectionRefusedError

    person()
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with sending():
        response = Client().post(RESET, {"email": "nadia@atlas.example"})
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("header", "code"),
    [("ar-MA,fr;q=0.8", "ar"), ("en-GB", "en"), ("de", "fr"), ("", "fr"), ("%%,;q=x", "fr")],
)
def test_home_of_a_first_visit_is_in_the_language_of_the_browser(header: str, code: str) -> None:
    response = Client(HTTP_ACCEPT_LANGUAGE=header).get("/")
    assert response["Location"] == f"/{code}/"


def test_home_of_a_person_is_in_their_own_language() -> None:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(UserFactory(language="ar"))
    assert client.get("/")["Location"] == "/ar/"


def link_of(sending: Mails, path: str, data: dict[str, str]) -> str:
    """The path of the link in the mail that a form sends."""
    with sending():
        Client().post(path, data)
    found = re.search(
        r"http://testserver(/\S+/(?:key|confirm-email)/\S+)", str(mail.outbox[0].body)
    )
    assert found is not None
    return found.group(1)


def test_password_reset_ends_at_the_sign_in_and_its_link_serves_once(sending: Mails) -> None:
    person(language="en")
    client, link = Client(), link_of(sending, RESET, {"email": "nadia@atlas.example"})
    form = client.get(link)["Location"]
    new = {"password1": "une autre phrase secrète", "password2": "une autre phrase secrète"}

    done = client.post(form, new, follow=True).content.decode()

    assert "<h1>Password changed</h1>" in done
    assert '<a class="btn btn--primary" href="/en/accounts/login/">Sign in</a>' in done
    again = Client().get(link).content.decode()
    assert "<h1>This link no longer works</h1>" in again
    assert 'href="/en/accounts/password/reset/">Ask for a new link</a>' in again
    assert login(Client(), password="une autre phrase secrète", next="/en/settings/") != ""


def test_confirmation_opened_again_leads_to_the_sign_in(sending: Mails) -> None:
    User.objects.create_user("nadia@atlas.example", SECRET, language="en")
    data = {"login": "nadia@atlas.example", "password": SECRET}
    link = link_of(sending, LOGIN, data)
    first = Client().get(link).content.decode()
    assert '<bdi dir="ltr">nadia@atlas.example</bdi>' in first
    Client().post(link)

    again = Client().get(link).content.decode()

    assert "<h1>This link no longer works</h1>" in again
    assert '<a class="btn btn--primary" href="/en/accounts/login/">Sign in</a>' in again
