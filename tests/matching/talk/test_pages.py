"""The pages of conversations and what their script asks for, for every kind of reader."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cms.operators.models import Operator
from matching.introductions.blocking import block_operator
from matching.talk.models import Conversation, Message, ReadMarker
from tests.factories import CuratorFactory, MembershipFactory, OperatorFactory, UserFactory
from tests.matching.factories import ConversationFactory, MessageFactory, Sides
from tests.matching.talk.addresses import JSON, address, post


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("asker_owner", 200, 200),
        ("asker_viewer", 200, 422),
        ("receiver_editor", 200, 200),
        ("stranger", 404, 404),
        ("curator", 404, 404),
        ("anonymous", 302, 302),
    ],
)
def test_conversation_is_for_both_sides_only(
    who: str, reads: int, writes: int, conversation: Conversation, sides: Sides, client: Client
) -> None:
    if who != "anonymous":
        client.force_login(CuratorFactory() if who == "curator" else getattr(sides, who))

    read = [client.get(address(conversation, part)).status_code for part in ("", "messages/")]
    marked = client.post(address(conversation, "read/"), {"sequence": 0}, **JSON).status_code
    sent = post(client, conversation, "Bonjour", **JSON).status_code

    assert (read, marked, sent) == ([reads, reads], reads, writes)
    assert Message.objects.count() == (writes == 200)


def test_conversation_page_before_shows_older(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    for _number in range(53):
        MessageFactory(conversation=conversation)
    client.force_login(sides.receiver_owner)

    last = client.get(address(conversation)).context["lines"]
    older = client.get(address(conversation), {"before": 4}).context["lines"]

    assert [line.message.sequence for line in (last[0], last[-1])] == [4, 53]
    assert [line.message.sequence for line in older] == [1, 2, 3]


def test_conversation_page_draws_where_unread_starts(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    for _number in range(3):
        MessageFactory(conversation=conversation)
    ReadMarker.objects.create(conversation=conversation, user=sides.receiver_owner, sequence=1)
    client.force_login(sides.receiver_owner)

    lines = client.get(address(conversation)).context["lines"]

    assert [line.starts_unread for line in lines] == [False, True, False]


def test_conversation_page_says_what_the_other_side_has_read(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    for _number in range(2):
        MessageFactory(conversation=conversation)
    ReadMarker.objects.create(conversation=conversation, user=sides.asker_viewer, sequence=2)
    client.force_login(sides.asker_owner)

    def read() -> list[bool]:
        return [line.is_read for line in client.get(address(conversation)).context["lines"]]

    assert read() == [False, False]
    ReadMarker.objects.create(conversation=conversation, user=sides.receiver_editor, sequence=1)
    assert read() == [True, False]


def test_conversation_page_get_marks_nothing(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    MessageFactory(conversation=conversation)
    client.force_login(sides.receiver_owner)

    client.get(address(conversation))

    assert Conversation.objects.unread_count(sides.receiver_owner) == 1


def test_conversation_page_after_block_has_no_composer(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    block_operator(sides.receiver, blocked=sides.asker, blocked_by=sides.receiver_owner)
    client.force_login(sides.asker_owner)

    page = client.get(address(conversation))

    assert "data-composer" not in page.content.decode()
    assert page.context["silence"].startswith("Cette conversation est fermée")


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_conversation_page_speaks_three_languages(
    language: str, conversation: Conversation, sides: Sides, client: Client
) -> None:
    MessageFactory(conversation=conversation)
    client.force_login(sides.asker_owner)

    page = client.get(f"/{language}/conversations/{conversation.pk}/").content.decode()

    words = {"fr": "Votre message", "en": "Your message", "ar": "رسالتكم"}
    assert words[language] in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "<bdi>Atlas Plast</bdi>"), ("ar", "<bdi>أطلس بلاست</bdi>")],
)
def test_conversation_page_names_a_company_as_the_reader_knows_it(
    language: str, said: str, conversation: Conversation, sides: Sides, client: Client
) -> None:
    Operator.objects.filter(pk=sides.asker.pk).update(name_ar="أطلس بلاست")
    sender = MessageFactory(conversation=conversation).sender
    client.force_login(sides.receiver_owner)

    page = client.get(f"/{language}/conversations/{conversation.pk}/").content.decode()

    comma = "، " if language == "ar" else ", "
    assert f'<span class="message__who"><bdi>{sender}</bdi>{comma}{said}</span>' in page
    assert f'/">{said}</a></h1>' in page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rif sterile", True),
        ("RIF STÉRILE", True),
        ("ريف", True),
        ("benjelloun", True),
        ("Benjelloun Stérile", True),
        ("atlas", True),
        ("dupont", False),
        ("x" * 10_000, False),
        ("   ", True),
        ("(", False),
    ],
)
def test_conversation_list_finds_company_and_people(
    text: str, found: bool, sides: Sides, client: Client
) -> None:
    sides.receiver.name_ar = "ريف للتعقيم"
    sides.receiver.save()
    MembershipFactory(
        operator=sides.receiver, role="viewer", user=UserFactory(last_name="Benjelloun")
    )
    conversation = ConversationFactory(
        introduction__asker=sides.asker, introduction__receiver=sides.receiver
    )
    client.force_login(sides.asker_owner)

    entries = client.get("/fr/conversations/", {"q": text}).context["entries"]

    assert [entry.conversation for entry in entries] == ([conversation] if found else [])


def test_conversation_list_query_count_stays(
    sides: Sides, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(sides.asker_owner)

    def add() -> None:
        MessageFactory(conversation=ConversationFactory(introduction__asker=sides.asker))

    add()
    with django_assert_max_num_queries(17) as one:
        client.get("/fr/conversations/")
    add()
    add()
    with django_assert_max_num_queries(17) as three:
        client.get("/fr/conversations/")

    assert len(one) == len(three)


def test_conversation_page_query_count_stays(
    conversation: Conversation,
    sides: Sides,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    client.force_login(sides.receiver_owner)
    MessageFactory(conversation=conversation)

    with django_assert_max_num_queries(26) as one:
        client.get(address(conversation))
    for _number in range(2):
        MessageFactory(conversation=conversation)
    with django_assert_max_num_queries(26) as three:
        client.get(address(conversation))

    assert len(one) == len(three)


def test_steward_takes_part_for_operator_without_members(sides: Sides, client: Client) -> None:
    steward: User = CuratorFactory()
    foreign = OperatorFactory(steward=steward)
    conversation = ConversationFactory(
        introduction__asker=sides.asker, introduction__receiver=foreign
    )
    client.force_login(steward)

    assert client.get(address(conversation)).status_code == 200
    MembershipFactory(operator=foreign)
    assert client.get(address(conversation)).status_code == 404
