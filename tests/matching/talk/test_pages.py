"""The pages of conversations and what their script asks for, for every kind of reader."""

import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from matching.introductions.blocking import block_operator
from matching.talk.models import BODY_MAX, Conversation, Message, ReadMarker
from matching.talk.views.messages import PACE
from tests.factories import CuratorFactory, MembershipFactory, OperatorFactory, UserFactory
from tests.matching.factories import ConversationFactory, MessageFactory, Sides

JSON: dict[str, Any] = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def conversation(sides: Sides) -> Conversation:
    return ConversationFactory(
        introduction__asker=sides.asker, introduction__receiver=sides.receiver
    )


def address(conversation: Conversation, part: str = "") -> str:
    return f"/fr/conversations/{conversation.pk}/{part}"


def post(client: Client, conversation: Conversation, body: str, **extra: Any) -> Any:
    fields = {"body": body, "client_id": extra.pop("client_id", uuid4())}
    return client.post(address(conversation, "send/"), fields, **extra)


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


def test_message_send_answers_number_and_id(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    client.force_login(sides.asker_owner)
    client_id = uuid4()

    answers = [
        post(client, conversation, "Bonjour", client_id=client_id, **JSON).json()
        for _number in range(2)
    ]

    assert answers == [{"sequence": 1, "client_id": str(client_id)}] * 2
    assert Message.objects.count() == 1


def test_message_send_without_script_leads_back(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    client.force_login(sides.asker_owner)

    response = post(client, conversation, "Bonjour")

    assert (response.status_code, response["Location"]) == (302, f"{address(conversation)}#m1")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "Écrivez un message avant d'envoyer."),
        (" \n\t ", "Écrivez un message avant d'envoyer."),
        ("\u200b\u200f", "Écrivez un message avant d'envoyer."),
        ("a" * 100_000, "Ce message compte 100000 caractères, la limite est de 5000."),
        ("a\x00b", "Le caractère nul n’est pas autorisé."),
    ],
)
def test_message_send_bad_body_is_refused_and_kept(
    body: str, said: str, conversation: Conversation, sides: Sides, client: Client
) -> None:
    client.force_login(sides.asker_owner)

    page = post(client, conversation, body)
    answer = post(client, conversation, body, **JSON)

    assert (page.status_code, answer.status_code) == (422, 422)
    assert answer.json()["errors"][0].startswith(said)
    assert page.context["form"]["body"].value() == body
    assert Message.objects.count() == 0


def test_message_send_longest_with_windows_line_ends_is_taken(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    client.force_login(sides.asker_owner)
    body = "a" * (BODY_MAX - 9) + "\r\nb" * 4 + "c"

    assert post(client, conversation, body, **JSON).status_code == 200
    assert len(Message.objects.get().body) == BODY_MAX


@pytest.mark.parametrize("client_id", ["", "x", "1; DROP TABLE"])
def test_message_send_bad_client_id_is_refused(
    client_id: str, conversation: Conversation, sides: Sides, client: Client
) -> None:
    client.force_login(sides.asker_owner)

    response = post(client, conversation, "Bonjour", client_id=client_id, **JSON)

    assert response.json() == {"errors": ["Rechargez la page, puis renvoyez."]}
    assert response.status_code == 422


def test_message_send_too_fast_is_refused(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    client.force_login(sides.asker_owner)
    allowed = int(PACE.partition("/")[0])

    with time_machine.travel("2026-11-25 10:00Z", tick=False):
        codes = [
            post(client, conversation, "Vite", **JSON).status_code for _number in range(allowed + 1)
        ]

    assert codes == [200] * allowed + [422]


def test_message_is_drawn_escaped_with_links(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    body = "<script>alert(1)</script> javascript:alert(2) https://exemple.ma"
    MessageFactory(conversation=conversation, body=body)
    client.force_login(sides.receiver_owner)

    page = client.get(address(conversation)).content.decode()
    drawn = client.get(address(conversation, "messages/")).json()["messages"][0]["html"]

    for html in (page, drawn):
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt; javascript:alert(2) <a href" in html
        assert re.findall(r'<a href="(https://exemple[^"]*)" rel="([^"]*)"', html) == [
            ("https://exemple.ma", "noopener nofollow")
        ]


def test_message_list_after_gives_the_rest_in_order(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    for _number in range(4):
        MessageFactory(conversation=conversation)
    client.force_login(sides.receiver_owner)

    answer = client.get(address(conversation, "messages/"), {"after": 2}).json()

    assert [message["sequence"] for message in answer["messages"]] == [3, 4]
    assert (answer["last"], answer["read"], answer["others_read"]) == (4, 0, 0)


@pytest.mark.parametrize("after", ["-1", "x", "99999999999999999999", "1e3", "٣"])
def test_message_list_with_bad_number_gives_all(
    after: str, conversation: Conversation, sides: Sides, client: Client
) -> None:
    MessageFactory(conversation=conversation)
    client.force_login(sides.receiver_owner)

    response = client.get(address(conversation, "messages/"), {"after": after})

    assert response.status_code == 200


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


def test_conversation_read_counts_down_everywhere(
    conversation: Conversation, sides: Sides, client: Client
) -> None:
    for _number in range(3):
        MessageFactory(conversation=conversation)
    phone = Client()
    for device in (client, phone):
        device.force_login(sides.receiver_owner)

    answer = client.post(address(conversation, "read/"), {"sequence": 2}, **JSON)

    assert answer.json() == {"unread": 1}
    assert phone.get("/fr/conversations/unread/").json() == {"unread": 1}


@pytest.mark.parametrize("sequence", ["", "-1", "x", str(2**40)])
def test_conversation_read_bad_number_is_refused(
    sequence: str, conversation: Conversation, sides: Sides, client: Client
) -> None:
    client.force_login(sides.receiver_owner)

    response = client.post(address(conversation, "read/"), {"sequence": sequence}, **JSON)

    assert response.status_code == 422


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
