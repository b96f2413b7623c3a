"""Signed out between opening a form and sending it."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SEND, LOGIN = "/en/notifications/read/", "/en/accounts/login/"


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/en/notifications/?page=2", "%2Fen%2Fnotifications%2F%3Fpage%3D2"),
        ("http://testserver/en/notifications/", "%2Fen%2Fnotifications%2F"),
        ("https://evil.example/en/notifications/", "%2Fen%2Fdashboard%2F"),
        ("", "%2Fen%2Fdashboard%2F"),
    ],
)
def test_form_sent_after_signing_out_leads_back_to_its_page(came_from: str, back: str) -> None:
    answer = Client().post(SEND, headers={"Referer": came_from})
    assert answer["Location"] == f"{LOGIN}?next={back}"
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["You were signed out: nothing was sent."]


def test_page_opened_after_signing_out_is_the_one_asked_for() -> None:
    answer = Client().get("/en/notifications/?page=2", headers={"Referer": "http://testserver/"})
    assert answer["Location"] == f"{LOGIN}?next=/en/notifications/%3Fpage%3D2"


def test_form_of_a_person_signed_in_goes_where_it_goes() -> None:
    client = Client()
    client.force_login(UserFactory())
    answer = client.post(SEND, headers={"Referer": "http://testserver/en/dashboard/"})
    assert answer["Location"] == "/en/notifications/"


def test_what_a_script_sends_is_told_nothing_on_the_next_page() -> None:
    answer = Client().post(SEND, headers={"Accept": "application/json"})
    assert answer["Location"] == f"{LOGIN}?next={SEND}"
    assert list(get_messages(answer.wsgi_request)) == []
