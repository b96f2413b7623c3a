"""What people do with a suggestion: open it, set it aside, take it back."""

import pytest
from django.test import Client

from matching.suggestions.models import SuggestionFeedback
from tests.factories import CuratorFactory, MembershipFactory
from tests.matching.suggestions.factories import (
    make_buyer,
    make_moulder,
    make_request,
    person_of,
    refreshed,
)
from tests.matching.suggestions.visits import LIST, names, signed_in

pytestmark = pytest.mark.django_db


def test_suggestion_open_leads_to_the_profile_and_is_noted(client: Client) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    signed_in(client, buyer)

    response = client.get(f"{LIST}{buyer.slug}/{moulder.slug}/open/")

    assert response["Location"] == moulder.get_absolute_url()
    assert SuggestionFeedback.objects.get().opened_at is not None


@pytest.mark.parametrize("name", ["opportunity", "answers"])
def test_suggestion_open_about_an_opportunity_of_a_third_is_not_found(
    client: Client, name: str
) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    third = make_request(MembershipFactory().operator)
    signed_in(client, buyer)

    url = f"{LIST}{buyer.slug}/{moulder.slug}/open/?{name}={third.pk}"

    assert client.get(url).status_code == 404


def test_suggestion_dismiss_keeps_it_away_until_taken_back(client: Client) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    request = make_request(buyer)
    refreshed()
    signed_in(client, buyer)
    page, data = f"{LIST}opportunities/{request.pk}/", {"opportunity": request.pk}
    base = f"{LIST}{buyer.slug}/{moulder.slug}/"

    response = client.post(f"{base}dismiss/", data | {"reason": "scale"})
    assert response["Location"] == page
    shown = client.get(page)
    assert names(shown) == []
    assert [row.candidate for row in shown.context["dismissed"]] == [moulder]

    client.post(f"{base}restore/", data)
    assert names(client.get(page)) == ["Injecta Tanger"]


def test_suggestion_dismiss_by_htmx_answers_with_the_way_back(client: Client) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    signed_in(client, buyer)

    response = client.post(
        f"{LIST}{buyer.slug}/{moulder.slug}/dismiss/",
        {"reason": "known"},
        headers={"hx-request": "true"},
    )

    assert response.status_code == 200
    assert f"{LIST}{buyer.slug}/{moulder.slug}/restore/" in response.content.decode()


def test_suggestion_dismiss_without_a_known_reason_complains(client: Client) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    signed_in(client, buyer)

    response = client.post(f"{LIST}{buyer.slug}/{moulder.slug}/dismiss/", {"reason": "nope"})

    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert not SuggestionFeedback.objects.exists()


def test_suggestion_dismiss_is_for_owners_and_editors(client: Client) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    url = f"{LIST}{buyer.slug}/{moulder.slug}/dismiss/"
    for person in (
        person_of(buyer, "viewer"),
        person_of(moulder),
        CuratorFactory(),
        MembershipFactory().user,
    ):
        client.force_login(person)
        assert client.post(url, {"reason": "scale"}).status_code == 404
    client.logout()
    assert client.post(url, {"reason": "scale"}).status_code == 302
    assert not SuggestionFeedback.objects.exists()


@pytest.mark.parametrize("key", ["0", "abc", "9" * 40, "12"])
def test_suggestion_dismiss_about_an_unknown_opportunity_is_not_found(
    client: Client, key: str
) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    signed_in(client, buyer)

    url = f"{LIST}{buyer.slug}/{moulder.slug}/dismiss/"
    assert client.post(url, {"reason": "scale", "opportunity": key}).status_code == 404


@pytest.mark.parametrize("slug", ["%00", "a%2Fb", "nobody", "شركة"])
def test_suggestion_open_of_an_unknown_operator_is_not_found(client: Client, slug: str) -> None:
    buyer = make_buyer()
    signed_in(client, buyer)

    assert client.get(f"{LIST}{buyer.slug}/{slug}/open/").status_code == 404
    assert client.get(f"{LIST}{slug}/{buyer.slug}/open/").status_code == 404
