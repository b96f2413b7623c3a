"""Signing up, and what it does not tell about who has an account."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.services import create_person
from tests.platform.accounts.conftest import Mails, page_of
from tests.platform.mails import html_of

pytestmark = pytest.mark.django_db
SIGNUP = "/fr/accounts/signup/"


def filled(**changes: str) -> dict[str, str]:
    data = {
        "email": "nadia@atlas.example",
        "first_name": "Nadia",
        "last_name": "El Fassi",
        "job_title": "Directrice qualité",
        "language": "ar",
        "password1": "une longue phrase secrète",
        "terms": "on",
    }
    return data | changes


def address_in(text: str) -> str:
    found = re.search(r"^http\S+$", text, re.M)
    assert found is not None
    return found.group()


def test_signup_keeps_what_was_written_and_waits_for_the_confirmation(sending: Mails) -> None:
    client = Client()
    with sending():
        response = client.post(SIGNUP, filled())
    assert response["Location"] == "/fr/accounts/confirm-email/"
    user = User.objects.get(email="nadia@atlas.example")
    assert (user.first_name, user.last_name, user.job_title, user.language) == (
        "Nadia",
        "El Fassi",
        "Directrice qualité",
        "ar",
    )
    assert user.terms_accepted is not None
    assert not EmailAddress.objects.get(user=user).verified
    assert client.get("/fr/settings/").status_code == 302


def test_signup_mails_in_the_language_chosen_and_confirms_on_post_only(sending: Mails) -> None:
    client = Client()
    with sending():
        client.post(SIGNUP, filled())
    (sent,) = mail.outbox
    assert sent.to == ["nadia@atlas.example"]
    assert '<html lang="ar" dir="rtl">' in html_of(sent)
    link = address_in(str(sent.body))
    assert link.startswith("http://testserver/ar/accounts/confirm-email/")
    assert Client().get(urlsplit(link).path).status_code == 200
    assert not EmailAddress.objects.get(email="nadia@atlas.example").verified
    with sending():
        response = client.post(urlsplit(link).path)
    assert EmailAddress.objects.get(email="nadia@atlas.example").verified
    assert response["Location"].startswith("/ar/")
    assert client.get("/ar/settings/").status_code == 200


def test_signup_of_a_known_address_tells_nothing_on_screen_and_writes_to_the_owner(
    sending: Mails,
) -> None:
    create_person("karim@atlas.example", password="autre phrase secrète", language="en")
    pages, mails = [], []
    for email in ("karim@atlas.example", "nadia@atlas.example"):
        with sending():
            response = Client().post(SIGNUP, filled(email=email), follow=True)
        page = page_of(response).replace(email, "")
        pages.append((response.redirect_chain, response.status_code, page))
        mails.append(mail.outbox[0])
    assert pages[0] == pages[1]
    assert [len(m.to) for m in mails] == [1, 1]
    assert [m.to[0] for m in mails] == ["karim@atlas.example", "nadia@atlas.example"]
    assert "http://testserver/en/accounts/password/reset/" in str(mails[0].body)
    assert User.objects.filter(email="karim@atlas.example").count() == 1


def test_signup_in_another_case_is_the_same_address(sending: Mails) -> None:
    create_person("karim@atlas.example", password="autre phrase secrète")
    with sending():
        Client().post(SIGNUP, filled(email="KARIM@Atlas.example"))
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", "Gagnez http://x.example"),
        ("last_name", "<b>x</b>"),
        ("job_title", "moi@x.example"),
        ("first_name", "a\u202eb"),
        ("language", "de"),
        ("terms", ""),
        ("password1", "12345678"),
        ("email", "nadia"),
        ("first_name", "x" * 81),
    ],
)
def test_signup_with_bad_input_keeps_nothing_and_says_it_beside_the_field(
    field: str, value: str
) -> None:
    response = Client().post(SIGNUP, filled(**{field: value}))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not User.objects.exists()


def test_signup_is_limited_by_address_of_the_sender() -> None:
    client = Client()
    statuses = [client.post(SIGNUP, {}).status_code for _n in range(21)]
    assert statuses == [200] * 20 + [429]
