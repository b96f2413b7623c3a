"""Wagtail's admin: one door, for staff with a second factor."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.services import create_person
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "une longue phrase secrète"


def curator() -> User:
    user = create_person("hind@fmis.example", password=SECRET, is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def code_of(secret: str) -> str:
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


def test_admin_leads_the_anonymous_to_the_sign_in_of_all_and_back() -> None:
    response = Client().get("/admin/reports/locked/?page=2")
    target = urlsplit(response["Location"])
    assert target.path == "/fr/accounts/login/"
    assert parse_qs(target.query) == {"next": ["/admin/reports/locked/?page=2"]}


def test_admin_login_is_the_sign_in_of_all() -> None:
    response = Client().get("/admin/login/?next=/admin/users/")
    assert response["Location"] == "/fr/accounts/login/?next=%2Fadmin%2Fusers%2F"


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/users/"])
def test_admin_answers_403_to_a_member_without_a_loop(path: str) -> None:
    client = Client()
    client.force_login(UserFactory())
    assert client.get(path).status_code == 403


def test_admin_leads_staff_without_second_factor_to_set_one_up() -> None:
    client = Client()
    client.force_login(curator())
    response = client.get("/admin/")
    assert response["Location"] == "/fr/accounts/2fa/?next=%2Fadmin%2F"


def test_admin_asks_a_session_without_second_factor_for_the_code_then_opens() -> None:
    user, client = curator(), Client()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client.force_login(user)
    response = client.get("/admin/")
    assert response["Location"] == "/fr/accounts/2fa/reauthenticate/?next=%2Fadmin%2F"
    response = client.post(response["Location"], {"code": code_of(secret)})
    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_sign_in_with_the_code_opens_the_admin() -> None:
    user, client = curator(), Client()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    data = {"login": user.email, "password": SECRET, "next": "/admin/"}
    response = client.post("/fr/accounts/login/", data)
    assert urlsplit(response["Location"]).path == "/fr/accounts/2fa/authenticate/"
    assert client.get("/admin/").status_code == 302
    wrong = client.post("/fr/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    response = client.post("/fr/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_admin_without_the_second_factor_setting_opens_to_staff(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client = Client()
    client.force_login(curator())
    assert client.get("/admin/").status_code == 200


def test_admin_logout_is_a_post_and_leads_home() -> None:
    client = Client()
    client.force_login(UserFactory())
    assert client.get("/admin/logout/").status_code == 200
    assert client.get("/fr/settings/").status_code == 200
    assert client.post("/admin/logout/")["Location"] == "/"
    assert client.get("/fr/settings/").status_code == 302


def test_admin_account_page_has_no_password_of_its_own(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client = Client()
    client.force_login(curator())
    content = client.get("/admin/account/").content.decode()
    assert "old_password" not in content
    assert "/fr/accounts/password/change/" in content
    assert client.get("/admin/password_reset/", follow=True).status_code == 404
