"""Asking for an introduction, from its page and from an operator's."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from matching.introductions.models import Block, Introduction
from tests.factories import MembershipFactory, OperatorFactory, OpportunityFactory
from tests.matching.factories import IntroductionFactory, Sides
from tests.matching.introductions.visits import address, sign_in

ASK = "/fr/introductions/ask/"


def ask(client: Client, sides: Sides, **fields: Any) -> Any:
    path = f"{ASK}?operator={sides.receiver.slug}"
    return client.post(path, {"asker": sides.asker.pk, "message": "Bonjour", **fields})


def test_introduction_ask_page_fills_in_the_only_operator(sides: Sides, client: Client) -> None:
    client.force_login(sides.asker_owner)

    form = client.get(f"{ASK}?operator={sides.receiver.slug}").context["form"]

    assert form["asker"].value() == sides.asker.pk


def test_introduction_ask_page_proposes_a_published_operator_first(
    sides: Sides, client: Client
) -> None:
    draft = OperatorFactory(name="Aaa Polymères", live=False)
    MembershipFactory(operator=draft, user=sides.asker_owner)
    client.force_login(sides.asker_owner)

    form = client.get(f"{ASK}?operator={sides.receiver.slug}").context["form"]

    assert list(form.fields["asker"].queryset) == [sides.asker, draft]


def test_introduction_ask_twice_leads_to_the_same(sides: Sides, client: Client) -> None:
    client.force_login(sides.asker_owner)

    places = [ask(client, sides)["Location"] for _number in range(2)]

    made = Introduction.objects.get()
    assert places == [address(made)] * 2
    assert (made.asked_by, made.message) == (sides.asker_owner, "Bonjour")


@pytest.mark.parametrize("message", ["", "  \n", "x" * 1501])
def test_introduction_ask_bad_message_is_refused_and_kept(
    message: str, sides: Sides, client: Client
) -> None:
    client.force_login(sides.asker_owner)

    page = ask(client, sides, message=message)

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["message"])
    assert page.context["form"]["message"].value() == message


@pytest.mark.parametrize("who", ["asker_viewer", "stranger", "receiver_owner"])
def test_introduction_ask_in_the_name_of_others_is_refused(
    who: str, sides: Sides, client: Client
) -> None:
    client.force_login(getattr(sides, who))

    assert ask(client, sides).status_code == 422
    assert not Introduction.objects.exists()


def test_introduction_ask_blocked_gets_a_neutral_sentence(sides: Sides, client: Client) -> None:
    Block.objects.create(operator=sides.receiver, blocked=sides.asker)
    client.force_login(sides.asker_owner)

    page = ask(client, sides)

    said = page.context["form"].non_field_errors()
    assert said == ["Cet opérateur ne prend pas de nouvelle demande pour le moment."]
    assert page.status_code == 422


def test_introduction_ask_the_other_asked_first_leads_there(
    introduction: Introduction, sides: Sides, client: Client
) -> None:
    client.force_login(sides.receiver_owner)

    response = client.post(
        f"{ASK}?operator={sides.asker.slug}", {"asker": sides.receiver.pk, "message": "Bonjour"}
    )

    assert response["Location"] == address(introduction)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?operator=",
        "?operator=nobody",
        "?operator=%00",
        "?operator=rif-sterile&opportunity=x",
        "?operator=rif-sterile&opportunity=²",
        f"?operator=rif-sterile&opportunity={'9' * 40}",
    ],
)
def test_introduction_ask_unknown_is_not_found(query: str, sides: Sides, client: Client) -> None:
    client.force_login(sides.asker_owner)

    assert client.get(ASK + query).status_code == 404


def test_introduction_ask_about_unseen_opportunity_is_not_found(
    sides: Sides, client: Client
) -> None:
    hidden = OpportunityFactory(operator=sides.receiver, visibility="named")
    client.force_login(sides.asker_owner)

    path = f"{ASK}?operator={sides.receiver.slug}&opportunity={hidden.pk}"

    assert client.get(path).status_code == 404


def test_introduction_ask_prefers_the_operator_of_the_opportunity(
    sides: Sides, client: Client
) -> None:
    second = MembershipFactory(user=sides.asker_owner).operator
    opportunity = OpportunityFactory(operator=second)
    client.force_login(sides.asker_owner)

    path = f"{ASK}?operator={sides.receiver.slug}&opportunity={opportunity.pk}"

    assert client.get(path).context["form"]["asker"].value() == second.pk


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("asker_owner", "Demander une mise en relation"),
        ("asker_viewer", ""),
        ("receiver_owner", ""),
        ("anonymous", "Demander une mise en relation"),
    ],
)
def test_operator_page_offers_to_ask(who: str, expected: str, sides: Sides, client: Client) -> None:
    sign_in(client, who, sides)

    page = client.get(f"/fr/operators/{sides.receiver.slug}/").content.decode()

    assert ("Demander une mise en relation" in page) == bool(expected)


@pytest.mark.parametrize(
    ("who", "owner", "fields", "is_kept"),
    [
        ("asker_owner", "asker", {}, True),
        ("asker_owner", "receiver", {}, True),
        ("anonymous", "receiver", {}, True),
        ("anonymous", "receiver", {"visibility": "members"}, False),
        ("asker_owner", "receiver", {"visibility": "named"}, False),
        ("asker_owner", "receiver", {"expires_on": date(2020, 1, 1)}, False),
        ("asker_owner", "receiver", {"live": False}, False),
        ("stranger", "asker", {}, False),
        ("anonymous", "asker", {}, False),
    ],
)
def test_operator_page_keeps_the_opportunity_that_led_to_it(
    who: str,
    owner: str,
    fields: dict[str, Any],
    is_kept: bool,
    sides: Sides,
    client: Client,
) -> None:
    opportunity = OpportunityFactory(operator=getattr(sides, owner), **fields)
    sign_in(client, who, sides)

    path = f"/fr/operators/{sides.receiver.slug}/?opportunity={opportunity.pk}"
    page = client.get(path).content.decode()

    about = f"&amp;opportunity={opportunity.pk}" if is_kept else ""
    assert f'href="{ASK}?operator={sides.receiver.slug}{about}"' in page


@pytest.mark.parametrize("number", ["0", "x", "²", "-1", "9" * 18, "9" * 400])
def test_operator_page_leaves_an_odd_opportunity_aside(
    number: str, sides: Sides, client: Client
) -> None:
    client.force_login(sides.asker_owner)

    page = client.get(f"/fr/operators/{sides.receiver.slug}/?opportunity={number}")

    assert f'href="{ASK}?operator={sides.receiver.slug}"' in page.content.decode()


def test_operator_page_led_to_by_an_opportunity_shows_what_is_asked_about_it(
    introduction: Introduction, sides: Sides, client: Client
) -> None:
    opportunity = OpportunityFactory(operator=sides.asker)
    path = f"/fr/operators/{sides.receiver.slug}/?opportunity={opportunity.pk}"
    client.force_login(sides.asker_owner)
    assert f"&amp;opportunity={opportunity.pk}" in client.get(path).content.decode()
    about = IntroductionFactory(asker=sides.asker, receiver=sides.receiver, opportunity=opportunity)

    page = client.get(path).content.decode()

    assert f'href="{address(about)}"' in page


def test_operator_page_shows_what_is_asked(
    introduction: Introduction, sides: Sides, client: Client
) -> None:
    client.force_login(sides.asker_owner)
    page = client.get(f"/fr/operators/{sides.receiver.slug}/").content.decode()
    assert f'href="{address(introduction)}"' in page
    client.force_login(sides.receiver_owner)
    client.post(address(introduction, "accept/"))

    page = client.get(f"/fr/operators/{sides.asker.slug}/").content.decode()

    assert f'href="/fr/conversations/{introduction.conversation.pk}/"' in page
