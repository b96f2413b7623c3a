"""The second step of signing in offers what the person has set up, and nothing else."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from accounts.models import User
from accounts.services import create_person
from accounts.templatetags.factors import second_factors

pytestmark = pytest.mark.django_db
SECRET = "une longue phrase secrète"
KEY_BUTTON = 'id="mfa_webauthn_authenticate"'


@pytest.fixture
def person() -> User:
    return create_person("nadia@atlas.example", password=SECRET, language="en")


def add_key(person: User) -> None:
    """A key as the list knows it; it opens nothing."""
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "phone", "credential": {}}
    )


def second_step(person: User, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    data = {"login": person.email, "password": SECRET}
    return Client().post("/en/accounts/login/", data, follow=True).content.decode()


def test_second_step_with_an_app_alone_offers_no_key(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    TOTP.activate(person, generate_totp_secret())
    page = second_step(person, monkeypatch)
    assert "Enter the six-digit code of your authenticator app" in page
    assert KEY_BUTTON not in page


def test_second_step_with_a_key_alone_asks_for_no_app(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_key(person)
    page = second_step(person, monkeypatch)
    assert "Use your passkey or security key, or enter one of your recovery codes." in page
    assert page.count(KEY_BUTTON) == 1
    assert page.index(KEY_BUTTON) < page.index('name="code"')


def test_second_step_with_both_offers_both(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    TOTP.activate(person, generate_totp_secret())
    add_key(person)
    page = second_step(person, monkeypatch)
    assert "Enter the six-digit code of your authenticator app" in page
    assert page.count(KEY_BUTTON) == 1
    assert page.index('name="code"') < page.index(KEY_BUTTON)


def test_second_factors_are_those_of_the_person_alone(person: User) -> None:
    other = create_person("karim@atlas.example", password=SECRET)
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    add_key(other)
    assert second_factors(person) == {"totp", "recovery_codes"}
