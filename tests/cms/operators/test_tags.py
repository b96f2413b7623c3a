"""Filters of the pages, in the reader's language."""

import pytest
from django.utils import translation

from cms.operators.models import Operator
from cms.operators.sheets import place_of
from cms.operators.templatetags.operators import bare_address, grouped, spoken_name


@pytest.mark.parametrize(
    ("language", "number"),
    [("fr", "1\u202f250\u202f000"), ("en", "1,250,000"), ("ar", "1.250.000")],
)
def test_grouped_parts_thousands_as_the_language_does(language: str, number: str) -> None:
    with translation.override(language):
        assert grouped(1_250_000) == number


@pytest.mark.parametrize(
    ("url", "said"),
    [("https://www.rif.example/", "www.rif.example"), ("rif.example", "rif.example")],
)
def test_bare_address_is_what_people_say(url: str, said: str) -> None:
    assert bare_address(url) == said


def test_spoken_name_is_in_the_language_of_the_reader() -> None:
    with translation.override("fr"):
        assert (spoken_name("ar"), spoken_name("xx")) == ("arabe", "xx")


def test_place_of_keeps_each_part_in_its_own_direction_in_arabic() -> None:
    operator = Operator(city="Casablanca", region="MA-06", country="MA")
    with translation.override("fr"):
        assert place_of(operator) == "Casablanca, Casablanca-Settat, Maroc"
    with translation.override("ar"):
        assert place_of(operator).startswith("\u2068Casablanca\u2069، \u2068")
