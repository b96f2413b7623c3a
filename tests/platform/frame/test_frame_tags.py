from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from frame.navigation import NavItem, current_url
from frame.templatetags.frame import ago, icon, initials, lang_of, language_links, lasting


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Atlas Plasturgie Médicale", "AP"),
        ("SARL Médinova", "M"),
        ("élan vital", "ÉV"),
        ("شركة الأطلس", "ش"),
        ("الأطلس", "أ"),
        ("3D Santé", "3S"),
        ("  ", "?"),
    ],
)
def test_initials_of_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_avatar_escapes_the_name_and_keeps_its_colour() -> None:
    source = '{% load frame %}{% avatar name "avatar--small" %}'
    drawn = Template(source).render(Context({"name": "<b>"}))
    assert drawn == '<span class="avatar avatar-5 avatar--small" aria-hidden="true">B</span>'


def test_icon_is_hidden_and_mirrored_only_if_it_points() -> None:
    assert 'aria-hidden="true"' in icon("search")
    assert ('class="flip"' in icon("chevron-right"), "flip" in icon("search")) == (True, False)


@pytest.mark.parametrize(
    ("page", "text", "language", "attributes"),
    [
        ("fr", "Pompes à perfusion", "fr", ' dir="auto"'),
        ("fr", "Infusion pumps", "en", ' lang="en" dir="auto"'),
        ("ar", "Pompes à perfusion", "fr", ' lang="fr" dir="auto"'),
        ("fr", "مضخات التسريب", "", ' lang="ar" dir="auto"'),
        ("ar", "مضخات التسريب", "", ' dir="auto"'),
        ("ar", "Rif Silicone", "", ' dir="auto"'),
        ("fr", "Rif Silicone (ريف)", "", ' dir="auto"'),
        ("fr", "ريف سيليكون (ISO 7)", "", ' lang="ar" dir="auto"'),
        ("fr", "", "", ' dir="auto"'),
    ],
)
def test_lang_of_says_the_language_that_is_not_the_page_s(
    page: str, text: str, language: str, attributes: str
) -> None:
    with translation.override(page):
        assert lang_of(text, language) == attributes


def test_language_links_keep_the_page_and_its_query() -> None:
    request = RequestFactory().get("/fr/accounts/login/?next=/fr/")
    with translation.override("fr"):
        links = language_links(Context({"request": request}))
    assert [(link.code, link.url, link.is_current) for link in links] == [
        ("fr", "/fr/accounts/login/?next=/fr/", True),
        ("en", "/en/accounts/login/?next=/fr/", False),
        ("ar", "/ar/accounts/login/?next=/fr/", False),
    ]
    assert links[1].absolute == "http://testserver/en/accounts/login/"


def test_language_links_of_a_page_that_does_not_exist_lead_home() -> None:
    request = RequestFactory().get("/healthz")
    with translation.override("fr"):
        links = language_links(Context({"request": request}))
    assert [link.url for link in links] == ["/fr/", "/en/", "/ar/"]


def test_language_links_follow_the_alternates_of_the_view() -> None:
    request = RequestFactory().get("/fr/accounts/login/")
    with translation.override("fr"):
        links = language_links(Context({"request": request, "alternates": {"en": "/en/help/"}}))
    assert [link.url for link in links][:2] == ["/fr/accounts/login/", "/en/help/"]


def test_current_entry_is_the_longest_that_the_path_lies_under() -> None:
    items = [NavItem("a", "/fr/"), NavItem("b", "/fr/search/"), NavItem("c", "/fr/talk/")]
    assert current_url(items, "/fr/search/?q=x") == "/fr/search/"
    assert current_url(items, "/en/") == ""


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "il y a 2 jours"), ("en", "2 days ago"), ("ar", "قبل يومين")]
)
def test_ago_says_the_time_since_in_the_language_of_the_reader(language: str, said: str) -> None:
    moment = timezone.now() - timedelta(days=2, minutes=5)
    with translation.override(language):
        assert ago(moment) == said


@pytest.mark.parametrize(
    ("language", "said", "going_on"),
    [
        ("fr", "à l'instant", "moins d'une minute"),
        ("en", "just now", "less than a minute"),
        ("ar", "الآن", "أقل من دقيقة"),
    ],
)
def test_what_began_a_moment_ago_has_no_zero_minutes(
    language: str, said: str, going_on: str
) -> None:
    moment = timezone.now() - timedelta(seconds=20)
    with translation.override(language):
        assert (ago(moment), lasting(moment)) == (said, going_on)


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "2\u00a0jours"), ("en", "2 days"), ("ar", "يومان")]
)
def test_lasting_says_how_long_in_the_language_of_the_reader(language: str, said: str) -> None:
    moment = timezone.now() - timedelta(days=2, minutes=5)
    with translation.override(language):
        assert lasting(moment) == said
