"""What the demo's visitors see where nothing is."""

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from frame.middleware import OwnNotFoundMiddleware

pytestmark = pytest.mark.django_db
OURS = "frame.middleware.OwnNotFoundMiddleware"


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fr", "Page introuvable"), ("en", "Page not found"), ("ar", "الصفحة غير موجودة")],
)
@pytest.mark.parametrize("address", ["nothing/", "operators/nobody/"])
def test_the_technical_page_gives_way_to_ours(
    address: str, language: str, heading: str, settings: LazySettings, client: Client
) -> None:
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, OURS]
    response = client.get(f"/{language}/{address}")
    assert response.status_code == 404
    assert f"<h1>{heading}</h1>" in response.content.decode()


def test_an_answer_of_a_view_is_left_alone() -> None:
    answer = HttpResponse("Ce lien n'est plus valable.", status=404)
    assert OwnNotFoundMiddleware(lambda _: answer)(RequestFactory().get("/fr/")) is answer
