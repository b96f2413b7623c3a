"""What was typed in the editor while signed out is kept until the person is back."""

import re
from html import unescape

import pytest
import time_machine
from django.test import Client

from accounts import keeping
from cms.operators.models import Operator
from tests.cms.operators.factories import draft_of, people_of, revision_of, signed_in, step_url

pytestmark = pytest.mark.django_db

URL = step_url("identity")
LOGIN = "/fr/accounts/login/"
HERE = {"Origin": "http://testserver"}
TYPED = {"name": "Rif\nSilicone <b> & fils", "type": "subcontractor", "country": "MA", "stay": "1"}


def send(client: Client, operator: Operator, **headers: str) -> str:
    """Press the button as somebody signed out; where the answer leads to."""
    data = TYPED | revision_of(operator)
    return str(client.post(URL, data, headers=headers).get("Location"))


def fields_of(html: str) -> dict[str, str]:
    """The fields of the page that offers what was kept, as a browser reads them."""
    found = re.findall(r'<textarea name="(\w+)" hidden>\n([^<]*)</textarea>', html)
    return {name: unescape(value) for name, value in found}


def test_what_was_typed_is_offered_after_the_sign_in_and_saved(operator: Operator) -> None:
    client = Client()
    assert send(client, operator) == f"{LOGIN}?next={URL}"
    assert "ce que vous avez écrit est gardé" in client.get(LOGIN).content.decode()
    client.force_login(people_of(operator)["editor"])

    fields = fields_of(client.get(URL).content.decode())

    assert fields == TYPED | revision_of(operator)
    assert client.post(URL, fields)["Location"] == URL
    assert draft_of(operator).name == TYPED["name"]
    assert fields_of(client.get(URL).content.decode()) == {}


def test_what_was_typed_is_offered_in_the_language_of_the_person(operator: Operator) -> None:
    client = Client()
    send(client, operator)
    client.force_login(people_of(operator)["editor"])

    html = client.get(URL.replace("/fr/", "/ar/")).content.decode()

    assert fields_of(html)["name"] == TYPED["name"]
    assert f'action="{URL.replace("/fr/", "/ar/")}"' in html


def test_what_was_typed_can_be_dropped(operator: Operator) -> None:
    client = Client()
    send(client, operator)
    client.force_login(people_of(operator)["editor"])

    assert client.post(URL, TYPED | {keeping.FORGET: "1"})["Location"] == URL

    assert fields_of(client.get(URL).content.decode()) == {}
    assert draft_of(operator).name == operator.name


def test_what_was_typed_is_offered_at_its_own_address_only(operator: Operator) -> None:
    client = Client()
    send(client, operator)
    client.force_login(people_of(operator)["editor"])

    assert "hidden>" not in client.get(step_url("prose")).content.decode()


def test_what_was_typed_is_not_offered_an_hour_later(operator: Operator) -> None:
    client = Client()
    with time_machine.travel("2026-11-25 09:00Z", tick=False) as clock:
        send(client, operator)
        client.force_login(people_of(operator)["editor"])
        clock.shift(keeping.LIFE_S)
        assert fields_of(client.get(URL).content.decode())["name"] == TYPED["name"]
        clock.shift(1)
        assert fields_of(client.get(URL).content.decode()) == {}


def test_more_than_a_person_types_is_not_kept(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST", 10)
    client = Client()
    assert send(client, operator) == f"{LOGIN}?next=%2Ffr%2Fdashboard%2F"
    assert keeping.KEPT not in client.session


def test_a_token_of_an_earlier_sign_in_loses_nothing(operator: Operator) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people_of(operator)["editor"])

    answer = client.post(URL, TYPED | revision_of(operator), headers=HERE)

    assert answer.status_code == 403
    assert fields_of(answer.content.decode()) == TYPED | revision_of(operator)


def test_a_form_of_another_site_is_refused_and_not_offered(operator: Operator) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people_of(operator)["editor"])
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
        answer = client.post(URL, TYPED, headers=headers)
        assert answer.status_code == 403
        assert fields_of(answer.content.decode()) == {}


def test_signed_out_and_without_a_token_it_is_kept_for_the_sign_in(operator: Operator) -> None:
    client = Client(enforce_csrf_checks=True)
    assert send(client, operator, **HERE) == f"{LOGIN}?next=%2Ffr%2Foperators%2F" + (
        f"{operator.slug}%2Fedit%2Fidentity%2F"
    )
    assert client.session[keeping.KEPT]["path"] == URL


def test_a_piece_of_a_page_is_refused_where_the_sign_in_would_be_drawn(operator: Operator) -> None:
    rows = f"/fr/operators/{operator.slug}/edit/capabilities/row/"
    assert Client().get(rows, headers={"HX-Request": "true"}).status_code == 401
    editor = signed_in(people_of(operator)["editor"])
    assert editor.get(rows, headers={"HX-Request": "true"}).status_code == 200
