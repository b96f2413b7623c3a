import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries


def render_anonymous(template: str, language: str) -> str:
    """A page of the frame as a visitor gets it."""
    request = RequestFactory().get(f"/{language}/accounts/login/")
    request.user = AnonymousUser()
    with translation.override(language):
        return render_to_string(template, request=request)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("fr", '<html lang="fr" dir="ltr">'),
        ("en", '<html lang="en" dir="ltr">'),
        ("ar", '<html lang="ar" dir="rtl">'),
    ],
)
def test_frame_asks_nothing_of_the_database_for_a_visitor(
    language: str, opening: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert opening in render_anonymous("base.html", language)


@pytest.mark.django_db
def test_frame_names_the_page_in_the_other_languages() -> None:
    page = render_anonymous("base.html", "fr")
    assert re.findall(r'hreflang="([\w-]+)" href="([^"]+)">\n', page) == [
        ("fr", "http://testserver/fr/accounts/login/"),
        ("en", "http://testserver/en/accounts/login/"),
        ("ar", "http://testserver/ar/accounts/login/"),
        ("x-default", "http://testserver/fr/accounts/login/"),
    ]
    assert page.count('rel="stylesheet"') == 1


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_error_page_stands_without_request_or_database(code: str, language: str) -> None:
    with translation.override(language):
        page = render_to_string(f"{code}.html")
    assert page.count("<h1>") == 1
    assert f'href="/{language}/"' in page


@pytest.mark.django_db
def test_wrong_sign_in_says_so_beside_the_form(client: Client) -> None:
    response = client.post("/fr/accounts/login/", {"login": "pas une adresse", "password": ""})
    page = response.content.decode()
    assert 'aria-describedby="id_login_error"' in page
    assert '<ul class="field__error" id="id_login_error">' in page
