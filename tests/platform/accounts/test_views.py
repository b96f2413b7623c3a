"""A person's own settings, as themselves and as nobody."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts import personal_data
from accounts.models import User
from accounts.services import create_person
from accounts.signals import account_closed

pytestmark = pytest.mark.django_db
SECRET = "une longue phrase secrète"
PROFILE = {"first_name": "Nadia", "last_name": "El Fassi", "job_title": "", "language": "fr"}


def signed_in(person: User) -> Client:
    client = Client()
    data = {"login": person.email, "password": SECRET, "next": "/fr/settings/"}
    client.post("/fr/accounts/login/", data)
    return client


@pytest.fixture
def person() -> User:
    return create_person("nadia@atlas.example", password=SECRET, first_name="N", last_name="E")


@pytest.fixture
def client(person: User) -> Client:
    """Someone who has just signed in through the page, so that no password is asked again."""
    client = Client()
    client.post(
        "/fr/accounts/login/", {"login": person.email, "password": SECRET, "next": "/fr/settings/"}
    )
    session = client.session
    for record in session["account_authentication_methods"]:
        record |= {"reauthenticated": True, "at": time.time()}
    session.save()
    return client


@pytest.mark.parametrize("path", ["", "data/", "data/export/", "data/close/"])
def test_settings_lead_the_anonymous_to_the_sign_in(path: str) -> None:
    response = Client().get(f"/fr/settings/{path}")
    assert urlsplit(response["Location"]).path == "/fr/accounts/login/"


def test_profile_edit_keeps_what_was_written(person: User, client: Client) -> None:
    response = client.post("/fr/settings/", PROFILE | {"job_title": "Acheteuse"})
    person.refresh_from_db()
    assert response["Location"] == "/fr/settings/"
    assert (str(person), person.job_title) == ("Nadia El Fassi", "Acheteuse")


def test_profile_edit_in_another_language_goes_on_in_it(person: User, client: Client) -> None:
    response = client.post("/fr/settings/", PROFILE | {"language": "ar"})
    assert response["Location"] == "/ar/settings/"
    assert client.cookies["django_language"].value == "ar"
    assert 'dir="rtl"' in client.get("/ar/settings/").content.decode()


def test_profile_edit_with_a_link_for_a_name_is_refused(person: User, client: Client) -> None:
    response = client.post("/fr/settings/", PROFILE | {"first_name": "http://x.example"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["first_name"]
    person.refresh_from_db()
    assert person.first_name == "N"


def test_data_export_gives_what_is_known_of_the_person_and_of_no_other(client: Client) -> None:
    create_person("karim@atlas.example", password=SECRET)
    response = client.get("/fr/settings/data/export/")
    data = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="wasl.json"'
    assert data["account"]["email"] == "nadia@atlas.example"
    assert [a["email"] for a in data["account"]["email_addresses"]] == ["nadia@atlas.example"]
    assert "karim" not in response.content.decode()


def test_data_export_asks_for_the_password_again_after_a_while(person: User) -> None:
    client = Client()
    client.force_login(person)
    response = client.get("/fr/settings/data/export/")
    assert urlsplit(response["Location"]).path == "/fr/accounts/reauthenticate/"


def test_account_close_erases_the_person_and_signs_out_everywhere(
    person: User, client: Client
) -> None:
    other_device = Client()
    other_device.post(
        "/fr/accounts/login/", {"login": person.email, "password": SECRET, "next": "/"}
    )
    told: list[int] = []

    def receiver(user: User, **kwargs: Any) -> None:
        told.append(user.pk)

    account_closed.connect(receiver)
    response = client.post("/fr/settings/data/close/", {"sure": "on"})
    account_closed.disconnect(receiver)
    assert response["Location"] == "/fr/accounts/login/"
    person.refresh_from_db()
    assert (person.is_active, person.first_name, str(person)) == (False, "", "Compte supprimé")
    assert "nadia" not in person.email
    assert told == [person.pk]
    assert not EmailAddress.objects.exists()
    assert not UserSession.objects.exists()
    assert [c.get("/fr/settings/").status_code for c in (client, other_device)] == [302, 302]


def test_account_close_needs_the_word(person: User, client: Client) -> None:
    assert client.get("/fr/settings/data/close/").status_code == 302
    assert client.post("/fr/settings/data/close/", {}).status_code == 422
    person.refresh_from_db()
    assert person.is_active


def test_account_close_is_refused_while_others_depend_on_it(
    person: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(personal_data, "_obstacles", [lambda user: ["Nommez un propriétaire."]])
    assert "Nommez un propriétaire." in client.get("/fr/settings/data/").content.decode()
    response = client.post("/fr/settings/data/close/", {"sure": "on"})
    assert response.status_code == 409
    person.refresh_from_db()
    assert person.is_active


@pytest.mark.parametrize(
    "path",
    ["email/", "password/change/", "2fa/", "sessions/", "2fa/totp/activate/", "2fa/webauthn/"],
)
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_account_pages_of_the_library_open_in_each_language(
    client: Client, path: str, language: str
) -> None:
    response = client.get(f"/{language}/accounts/{path}")
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


def test_sessions_list_says_when_each_was_last_used(person: User, client: Client) -> None:
    other, data = Client(), {"login": person.email, "password": SECRET, "next": "/"}
    with time_machine.travel("2026-11-20 10:00Z", tick=False):
        other.post("/fr/accounts/login/", data, REMOTE_ADDR="10.0.0.1")
    with time_machine.travel("2026-11-25 09:00Z", tick=False):
        other.get("/fr/settings/", REMOTE_ADDR="10.0.0.2")
    with time_machine.travel("2026-11-25 12:00Z", tick=False):
        client.post("/fr/accounts/login/", data)
        page = client.get("/fr/accounts/sessions/").content.decode()

    other_device = "Dernière activité il y a 3 heures · ouverte il y a 5 jours"
    assert (other_device in page, "Utilisée en ce moment · ouverte" in page) == (True, True)
    assert '<bdi dir="ltr">10.0.0.2</bdi>' in page


def test_session_is_noted_once_in_ten_minutes(person: User) -> None:
    browser = Client()

    def seen() -> int:
        browser.get("/fr/settings/")
        return int(UserSession.objects.get().last_seen_at.timestamp())

    start = datetime(2026, 11, 25, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        browser.post("/fr/accounts/login/", {"login": person.email, "password": SECRET})
        minutes = []
        for _step in range(5):
            minutes.append((seen() - start.timestamp()) / 60)
            clock.shift(timedelta(minutes=4))
    assert minutes == [0, 0, 0, 12, 12]


def test_sessions_list_ends_the_other_sessions(person: User, client: Client) -> None:
    other_device = Client()
    other_device.post(
        "/fr/accounts/login/", {"login": person.email, "password": SECRET, "next": "/"}
    )
    assert client.post("/fr/accounts/sessions/").status_code == 302
    assert client.get("/fr/settings/").status_code == 200
    assert other_device.get("/fr/settings/").status_code == 302


def test_session_end_signs_out_that_device_only(person: User, client: Client) -> None:
    lost, kept = signed_in(person), signed_in(person)
    pk = UserSession.objects.get(session_key=lost.session.session_key).pk
    assert f'action="/fr/settings/sessions/{pk}/end/"' in sessions_page(client)

    response = client.post(f"/fr/settings/sessions/{pk}/end/")

    assert response["Location"] == "/fr/accounts/sessions/"
    assert "Session fermée." in sessions_page(client)
    reached = [c.get("/fr/settings/").status_code for c in (client, lost, kept)]
    assert reached == [200, 302, 200]


def test_session_in_use_is_not_ended_in_the_list(person: User, client: Client) -> None:
    pk = UserSession.objects.get().pk

    assert f"/sessions/{pk}/end/" not in sessions_page(client)
    assert client.post(f"/fr/settings/sessions/{pk}/end/").status_code == 404
    assert client.get("/fr/settings/").status_code == 200


def test_session_of_someone_else_is_not_found(client: Client) -> None:
    other = signed_in(create_person("karim@atlas.example", password=SECRET))
    pk = UserSession.objects.get(session_key=other.session.session_key).pk

    assert client.post(f"/fr/settings/sessions/{pk}/end/").status_code == 404
    assert client.get(f"/fr/settings/sessions/{pk}/end/").status_code == 405
    assert other.get("/fr/settings/").status_code == 200


def sessions_page(client: Client) -> str:
    return client.get("/fr/accounts/sessions/").content.decode()
