"""Words in a row, in the reader's language."""

import pytest
from django.template import Context, Template
from django.utils import translation

from frame.enumerating import enumerated


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("fr", ["Maroc", "France"], "Maroc, France"),
        ("en", ["Morocco"], "Morocco"),
        ("ar", ["المغرب", "فرنسا"], "المغرب، فرنسا"),
    ],
)
def test_enumerated_uses_the_comma_of_the_language(
    language: str, words: list[str], said: str
) -> None:
    with translation.override(language):
        assert enumerated(words) == said


@pytest.mark.parametrize(("language", "said"), [("fr", "a, b"), ("ar", "a، b")])
def test_a_page_puts_the_comma_of_the_language_between_two_elements(
    language: str, said: str
) -> None:
    with translation.override(language):
        assert Template("{% load frame %}a{% comma %}b").render(Context()) == said
