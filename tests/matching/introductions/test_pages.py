"""The pages of introductions, for every kind of reader."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cms.opportunities.models import OpportunityText
from matching.introductions.models import Block, Introduction
from matching.introductions.services import ask_introduction, withdraw_introduction
from tests.factories import CuratorFactory, MembershipFactory, OperatorFactory, OpportunityFactory
from tests.matching.factories import IntroductionFactory, Sides

ASK = "/fr/introductions/ask/"


@pytest.fixture
def introduction(sides: Sides) -> Introduction:
    return ask_introduction(
        sides.asker, receiver=sides.receiver, asked_by=sides.asker_owner, message="Parlons-en."
    )


def address(introduction: Introduction, part: str = "") -> str:
    return f"/fr/introductions/{introduction.pk}/{part}"


def sign_in(client: Client, who: str, sides: Sides) -> None:
    if who != "anonymous":
        client.force_login(CuratorFactory() if who == "curator" else getattr(sides, who))


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


def ask(client: Client, sides: Sides, **fields: Any) -> Any:
    path = f"{ASK}?operator={sides.receiver.slug}"
    return client.post(path, {"asker": sides.asker.pk, "message": "Bonjour", **fields})


def test_introduction_ask_page_fills_in_the_only_operator(sides: Sides, client: Client) -> None:
    client.force_login(sides.asker_owner)

    form = client.get(f"{ASK}?operator={sides.receiver.slug}").context["form"]

    assert form["asker"].value() == sides.asker.pk


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
