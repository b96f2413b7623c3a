"""The language of addresses: every page for people carries it, /fr/, /en/, /ar/."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import translate_url
from django.utils.translation import get_language_from_path, override

ONE_YEAR = 60 * 60 * 24 * 365


def url_in(url: str, language: str) -> str:
    """The same page in another language; the address as it is where it leads to no such page.

    Django resolves a language's addresses only while that language is in use, so the one of the
    address is put in use first.
    """
    code = get_language_from_path(urlsplit(url).path)
    if code is None or code == language:
        return url
    with override(code):
        return translate_url(url, language)


def site_url_in(url: str, language: str) -> str:
    """The whole address, on the site's own host, of a path or of an address of the site."""
    parts = urlsplit(url_in(url, language))
    query = f"?{parts.query}" if parts.query else ""
    return f"{settings.SITE_URL.rstrip('/')}{parts.path}{query}"


def remember_language(response: HttpResponseBase, language: str, request: HttpRequest) -> None:
    """Keep a person's language for the addresses that carry none: `/` and Wagtail's admin."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=ONE_YEAR,
        samesite="Lax",
        secure=request.is_secure(),
    )
