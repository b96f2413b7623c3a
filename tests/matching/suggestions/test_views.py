"""None"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.operators.models import OperatorText
from cms.opportunities.models import OpportunityText
from matching.suggestions.cards import cards_for_opportunity
from matching.suggestions.models import SuggestionFeedback
from matching.suggestions.snapshots import current_snapshot
from tests.factories import CuratorFactory, UserFactory
from tests.matching.suggestions.factories import (
    make_buyer,
    make_moulder,
    make_request,
    person_of,
    refreshed,
)
from tests.matching.suggestions.visits import LIST, names, pages, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["owner", "editor", "viewer"])
def test_suggestions_are_shown_to_all_members(client: Client, role: str) -> None:
    buyer = make_buyer()
    request = make_request(buyer)
    make_moulder()
    refreshed()
    signed_in(client, buyer, role)

    response = client.get(f"{LIST}opportunities/{request.pk}/")

    assert names(response) == ["Injecta Tanger"]
    assert response.context["can_decide"] is (role != "viewer")
    assert response.context["cards"][0].reasons[0] == "Les 4 exigences sont remplies"


def test_suggestions_are_shown_to_curators_and_not_noted(client: Client) -> None:
    buyer = make_buyer()
    request = make_request(buyer)
    make_moulder()
    refreshed()
    client.force_login(CuratorFactory())

    for url in pages(buyer, request.pk):
        assert client.get(url).status_code == 200
    assert not SuggestionFeedback.objects.exists()


def test_suggestions_of_others_are_not_found(client: Client) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    request = make_request(buyer)
    signed_in(client, moulder)

    for url in pages(buyer, request.pk):
        assert client.get(url).status_code == 404


def test_suggestions_ask_the_anonymous_to_sign_in(client: Client) -> None:
    buyer = make_buyer()
    for url in pages(buyer, make_request(buyer).pk):
        assert client.get(url).status_code == 302


def test_suggestion_list_of_a_person_without_operator_says_what_to_do(client: Client) -> None:
    client.force_login(UserFactory())

    response = client.get(LIST)

    assert response.status_code == 200
    assert "Aucune entreprise à votre nom" in response.content.decode()


def test_suggestion_list_of_an_unpublished_operator_says_to_publish(client: Client) -> None:
    buyer = make_buyer(live=False)
    signed_in(client, buyer)

    assert "Publiez d'abord votre profil" in client.get(LIST).content.decode().replace(
        "&#x27;", "'"
    )


def test_suggestion_list_names_the_request_that_one_can_answer(client: Client) -> None:
    moulder = make_moulder()
    make_request(make_buyer())
    refreshed()
    signed_in(client, moulder)

    response = client.get(LIST)

    (card,) = response.context["cards"]
    assert (card.operator.name, card.answers.title) == ("Seringues de Savoie", "Seringues à mouler")


def test_suggestions_hide_what_the_reader_may_not_see(client: Client) -> None:
    buyer = make_buyer()
    request = make_request(buyer)
    make_moulder(visibility="named")
    refreshed()
    signed_in(client, buyer)

    assert names(client.get(f"{LIST}opportunities/{request.pk}/")) == []


def test_suggestions_for_a_closed_opportunity_say_so(client: Client) -> None:
    buyer = make_buyer()
    request = make_request(buyer, expires_on=timezone.localdate() - timedelta(days=1))
    make_moulder()
    refreshed()
    signed_in(client, buyer)

    response = client.get(f"{LIST}opportunities/{request.pk}/")

    assert names(response) == []
    assert "pas ouverte" in response.content.decode()


def queries_of(client: Client, url: str, count: int) -> int:
    """How many queries a page takes once it has been warmed up; it must show `count` cards."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert len(names(response)) == count
    return len(captured)


def test_opportunity_suggestions_take_the_same_queries_for_one_and_three(client: Client) -> None:
    buyer = make_buyer()
    url = f"{LIST}opportunities/{make_request(buyer).pk}/"
    make_moulder()
    refreshed()
    signed_in(client, buyer)
    one = queries_of(client, url, 1)

    for number in range(2):
        make_moulder(f"Injecta {number}")
    refreshed()

    assert queries_of(client, url, 3) == one


def test_suggestion_list_takes_the_same_queries_for_one_and_three(client: Client) -> None:
    moulder = make_moulder()
    make_request(make_buyer())
    refreshed()
    signed_in(client, moulder)
    one = queries_of(client, LIST, 1)

    for number in range(2):
        make_request(make_buyer(f"Acheteur {number}"))
    refreshed()

    assert queries_of(client, LIST, 3) == one


@pytest.mark.parametrize("count", [1, 3])
def test_cards_take_eleven_queries(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    buyer = make_buyer()
    request = make_request(buyer)
    for number in range(count):
        make_moulder(f"Injecta {number}")
    refreshed()
    current_snapshot()
    reader = person_of(buyer)

    with django_assert_num_queries(11):
        cards = cards_for_opportunity(request, reader=reader)

    assert len(cards) == count


def test_suggestions_shown_to_members_are_noted_once(client: Client) -> None:
    buyer = make_buyer()
    request = make_request(buyer)
    make_moulder()
    refreshed()
    signed_in(client, buyer)

    for _ in range(2):
        client.get(f"{LIST}opportunities/{request.pk}/")

    assert [row.about for row in SuggestionFeedback.objects.all()] == [request.pk]


def test_suggestion_card_leads_to_the_ask_about_its_opportunity(client: Client) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    request = make_request(buyer)
    refreshed()
    signed_in(client, buyer)
    link = f"{LIST}{buyer.slug}/{moulder.slug}/open/?opportunity={request.pk}"
    assert f'href="{link}"' in client.get(f"{LIST}opportunities/{request.pk}/").content.decode()

    profile = client.get(link)["Location"]

    assert profile == f"{moulder.get_absolute_url()}?opportunity={request.pk}"
    asks = f"/fr/introductions/ask/?operator={moulder.slug}&amp;opportunity={request.pk}"
    assert f'href="{asks}"' in client.get(profile).content.decode()


def test_suggestion_card_of_an_answer_leads_to_the_ask_about_it(client: Client) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    request = make_request(buyer)
    refreshed()
    signed_in(client, moulder)
    link = f"{LIST}{moulder.slug}/{buyer.slug}/open/?answers={request.pk}"
    assert f'href="{link}"' in client.get(LIST).content.decode()

    profile = client.get(link)["Location"]

    assert profile == f"{buyer.get_absolute_url()}?opportunity={request.pk}"
    asks = f"/fr/introductions/ask/?operator={buyer.slug}&amp;opportunity={request.pk}"
    assert f'href="{asks}"' in client.get(profile).content.decode()


def test_operator_page_says_what_brings_the_two_together(client: Client) -> None:
    buyer, moulder = make_buyer(), make_moulder(offers=["contract_manufacturing", "supply"])
    buyer.capabilities.create(process="device_assembly", categories=["A0201"])
    buyer.save()
    refreshed()
    signed_in(client, buyer)

    body = client.get(moulder.get_absolute_url()).content.decode()

    assert "Ce qui vous rapproche" in body


def test_opportunity_page_measures_the_reader_s_own_profile(client: Client) -> None:
    request = make_request(make_buyer())
    moulder = make_moulder()
    refreshed()
    signed_in(client, moulder)

    body = client.get(request.get_absolute_url()).content.decode()

    assert "Votre profil face à cette opportunité" in body
    assert "Les 4 exigences sont remplies" in body


def test_own_opportunity_page_leads_to_its_suggestions(client: Client) -> None:
    buyer = make_buyer()
    request = make_request(buyer)
    refreshed()
    signed_in(client, buyer)

    body = client.get(request.get_absolute_url()).content.decode()

    assert f"{LIST}opportunities/{request.pk}/" in body
    assert "Votre profil face" not in body


def test_suggestion_card_says_the_language_of_its_texts(client: Client) -> None:
    buyer, moulder = make_buyer(), make_moulder()
    request = make_request(buyer)
    OpportunityText.objects.all().delete()
    OpportunityText.objects.create(opportunity=request, language="en", title="Infusion pumps")
    OperatorText.objects.filter(operator=buyer).delete()
    OperatorText.objects.create(operator=buyer, language="ar", summary="نصنع المضخات")
    refreshed()
    signed_in(client, moulder)

    body = client.get(LIST).content.decode()

    assert '<bdi lang="en" dir="auto">Infusion pumps</bdi>' in body
    assert '<bdi lang="ar" dir="auto">نصنع المضخات</bdi>' in body
