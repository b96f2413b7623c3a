"""The page of a failure, as it is answered where DEBUG is off."""

import re

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from frame.views import server_error
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser of a site whose search fails in a way that nobody foresaw."""

    def fail() -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("search.results.views.get_engine", fail)
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("language", "direction", "heading", "again"),
    [
        ("fr", "ltr", "Une erreur de notre côté", "Réessayer"),
        ("en", "ltr", "An error on our side", "Try again"),
        ("ar", "rtl", "خطأ من جانبنا", "إعادة المحاولة"),
    ],
)
def test_a_failure_is_told_in_the_language_and_theme_of_the_reader(
    client: Client, language: str, direction: str, heading: str, again: str
) -> None:
    client.cookies["theme"] = "dark"

    response = client.get(f"/{language}/search/?a=1")

    page = response.content.decode()
    assert response.status_code == 500
    assert f'<html lang="{language}" dir="{direction}" data-theme="dark">' in page
    assert f"<h1>{heading}</h1>" in page
    assert f'<a class="btn" href="/{language}/search/?a=1">{again}</a>' in page
    assert re.search(r'<bdi dir="ltr" class="num">[0-9a-f]{8}</bdi>', page)


def test_a_failure_asks_the_database_nothing_more_and_calls_nobody_signed_out(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(UserFactory())

    with django_assert_num_queries(2):  # Who asks, before the failure.
        page = client.get("/fr/search/").content.decode()

    assert "Se connecter" not in page


def test_a_failed_post_is_not_offered_again_as_a_link() -> None:
    page = server_error(RequestFactory().post("/fr/search/")).content.decode()

    assert re.findall(r'<a class="btn" href="([^"]+)"', page) == ["/fr/"]
