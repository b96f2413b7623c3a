"""Messages posted to a conversation and what is sent back, for every kind of reader."""

import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from matching.talk.models import BODY_MAX, Conversation, Message
from matching.talk.views.messages import PACE
from tests.matching.factories import MessageFactory, Sides
from tests.matching.talk.addresses import JSON, address, post


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


def test_message_sent_takes_so_many_statements(
    conversation: Conversation, sides: Sides, client: Client, django_assert_num_queries: Any
) -> None:
    client.force_login(sides.asker_owner)
    post(client, conversation, "Bonjour", **JSON)

    # The two ends of the transaction among them.
    with django_assert_num_queries(9):
        assert post(client, conversation, "Encore", **JSON).json()["sequence"] == 2
