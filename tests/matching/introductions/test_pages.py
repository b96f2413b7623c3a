"""The pages of introductions, for every kind of reader."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cms.opportunities.models import OpportunityText
from matching.introductions.models import Block, Introduction
from matching.introductions.services import withdraw_introduction
from tests.factories import CuratorFactory, OperatorFactory, OpportunityFactory
from tests.matching.factories import IntroductionFactory, Sides
from tests.matching.introductions.visits import address, sign_in


@pytest.mark.parametrize(
    ("who", "shown", "accepted", "declined", "withdrawn", "blocked"),
    [
        ("asker_owner", 200, 404, 404, 302, 302),
        ("asker_viewer", 200, 404, 404, 404, 404),
        ("receiver_owner", 200, 302, 302, 404, 302),
        ("receiver_editor", 200, 302, 302, 404, 302),
        ("stranger", 404, 404, 404, 404, 404),
        ("curator", 404, 404, 404, 404, 404),
        ("anonymous", 302, 302, 302, 302, 302),
    ],
)
def test_introduction_is_for_both_sides_by_role(
    who: str,
    shown: int,
    accepted: int,
    declined: int,
    withdrawn: int,
    blocked: int,
    introduction: Introduction,
    sides: Sides,
    client: Client,
) -> None:
    sign_in(client, who, sides)

    def answer(part: str, **fields: str) -> int:
        return client.post(address(introduction, part), fields).status_code

    assert client.get(address(introduction)).status_code == shown
    assert answer("accept/") == accepted
    assert answer("decline/", reason="not_now") == declined
    assert answer("withdraw/") == withdrawn
    assert answer("block/") == blocked
    if who == "anonymous":
        introduction.refresh_from_db()
        assert introduction.state == "open"


def test_introduction_accept_leads_to_the_conversation(
    introduction: Introduction, sides: Sides, client: Client
) -> None:
    client.force_login(sides.receiver_owner)

    response = client.post(address(introduction, "accept/"))

    introduction.refresh_from_db()
    assert introduction.state == "accepted"
    assert response["Location"] == f"/fr/conversations/{introduction.conversation.pk}/"


def test_introduction_accept_twice_leads_to_the_same_place(
    introduction: Introduction, sides: Sides, client: Client
) -> None:
    client.force_login(sides.receiver_owner)

    places = [client.post(address(introduction, "accept/"))["Location"] for _number in range(2)]

    assert places == [f"/fr/conversations/{introduction.conversation.pk}/"] * 2


def test_introduction_accept_withdrawn_says_what_became_of_it(
    introduction: Introduction, sides: Sides, client: Client
) -> None:
    withdraw_introduction(introduction, withdrawn_by=sides.asker_owner)
    client.force_login(sides.receiver_owner)

    page = client.post(address(introduction, "accept/"), follow=True)

    assert "Cette demande a été retirée entre-temps." in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({}, "reason", "Choisissez une raison : l'autre opérateur la lira."),
        ({"reason": "nothing"}, "reason", None),
        ({"reason": "other"}, "words", "Dites en quelques mots de quoi il s'agit."),
        ({"reason": "other", "words": "x" * 501}, "words", None),
    ],
)
def test_introduction_decline_without_reason_is_refused_beside_the_field(
    fields: dict[str, str],
    field: str,
    said: str | None,
    introduction: Introduction,
    sides: Sides,
    client: Client,
) -> None:
    client.force_login(sides.receiver_owner)

    page = client.post(address(introduction, "decline/"), fields)

    introduction.refresh_from_db()
    errors = page.context["form"].errors
    assert (page.status_code, introduction.state, list(errors)) == (422, "open", [field])
    assert said is None or errors[field] == [said]


def test_introduction_declined_shows_the_reason_to_the_asker(
    introduction: Introduction, sides: Sides, client: Client
) -> None:
    client.force_login(sides.receiver_owner)
    fields = {"reason": "no_capacity", "words": "<b>En 2027</b>"}
    client.post(address(introduction, "decline/"), fields)
    client.force_login(sides.asker_viewer)

    page = client.get(address(introduction)).content.decode()

    assert "Pas de capacité disponible" in page
    assert "&lt;b&gt;En 2027&lt;/b&gt;" in page


def test_introduction_list_shows_each_box_and_state(
    introduction: Introduction, sides: Sides, client: Client
) -> None:
    declined = IntroductionFactory(receiver=sides.receiver, state="declined")
    client.force_login(sides.receiver_editor)

    def rows(query: str) -> list[Introduction]:
        return list(client.get(f"/fr/introductions/{query}").context["page"])

    assert rows("") == [declined, introduction]
    assert rows("?state=open") == [introduction]
    assert rows("?state=nothing&page=999") == [declined, introduction]
    assert rows("?box=sent") == []


def test_introduction_list_query_count_stays(
    sides: Sides, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(sides.receiver_owner)
    IntroductionFactory(receiver=sides.receiver)

    with django_assert_max_num_queries(18) as one:
        client.get("/fr/introductions/")
    for _number in range(2):
        IntroductionFactory(
            receiver=sides.receiver, opportunity=OpportunityFactory(operator=sides.receiver)
        )
    with django_assert_max_num_queries(18) as three:
        client.get("/fr/introductions/")

    assert len(three) - len(one) <= 1  # The prose of opportunities, once there are any.


def test_block_list_lifts_own_blocks_only(sides: Sides, client: Client) -> None:
    own = Block.objects.create(operator=sides.receiver, blocked=sides.asker)
    client.force_login(sides.stranger)
    client.post(f"/fr/introductions/blocks/{own.pk}/lift/")
    assert Block.objects.get() == own
    client.force_login(sides.receiver_editor)
    assert list(client.get("/fr/introductions/blocks/").context["blocks"]) == [own]

    answers = [
        client.post(f"/fr/introductions/blocks/{own.pk}/lift/").status_code for _number in range(2)
    ]

    assert answers == [302, 302]
    assert not Block.objects.exists()


def test_block_create_ends_the_open_introduction_in_silence(
    introduction: Introduction, sides: Sides, client: Client
) -> None:
    client.force_login(sides.receiver_owner)

    client.post(address(introduction, "block/"))

    introduction.refresh_from_db()
    assert introduction.state == "declined"
    assert not sides.asker_owner.notifications.exists()


def test_steward_answers_for_operator_without_members(sides: Sides, client: Client) -> None:
    steward: User = CuratorFactory()
    introduction = IntroductionFactory(receiver=OperatorFactory(steward=steward))
    client.force_login(steward)

    client.post(address(introduction, "accept/"))

    introduction.refresh_from_db()
    assert (introduction.state, introduction.decided_by) == ("accepted", steward)


def test_introduction_says_the_language_of_title_and_message(sides: Sides, client: Client) -> None:
    opportunity = OpportunityFactory(operator=sides.receiver)
    OpportunityText.objects.create(opportunity=opportunity, language="en", title="Infusion pumps")
    asked = IntroductionFactory(
        asker=sides.asker, receiver=sides.receiver, opportunity=opportunity, message="نود التعاون"
    )
    client.force_login(sides.receiver_owner)

    page = client.get(address(asked)).content.decode()
    listed = client.get("/fr/introductions/").content.decode()

    title = '<bdi lang="en" dir="auto">Infusion pumps</bdi>'
    assert (title in page, title in listed) == (True, True)
    assert '<div class="prose" lang="ar" dir="auto"><p>نود التعاون</p></div>' in page
    assert '<p class="card__what" lang="ar" dir="auto">نود التعاون</p>' in listed
