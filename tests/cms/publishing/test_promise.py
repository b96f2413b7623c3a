import pytest
from django.template import Context, Template

from cms.curation.models import ReviewSettings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("delay", "sentence"),
    [
        (1, "La fédération répond sous 1 jour ouvré."),
        (7, "La fédération répond sous 7 jours ouvrés."),
    ],
)
def test_review_promise_says_the_delay_of_the_settings(delay: int, sentence: str) -> None:
    ReviewSettings.objects.create(delay=delay)

    assert Template("{% load publishing %}{% review_promise %}").render(Context()) == sentence
