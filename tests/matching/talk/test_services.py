"""Writing and reading in a conversation."""

from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from matching.introductions.blocking import block_operator
from matching.talk.errors import MessageRefusedError
from matching.talk.models import Conversation, Message, ReadMarker
from matching.talk.services import mark_read, open_conversation, send_message
from matching.talk.threads import reader_of
from tests.factories import CuratorFactory, MembershipFactory, OperatorFactory
from tests.matching.factories import ConversationFactory, MessageFactory, Sides
from tests.threads import run_at_once


@pytest.fixture
def conversation(sides: Sides) -> Conversation:
    return ConversationFactory(
        introduction__asker=sides.asker, introduction__receiver=sides.receiver
    )


@pytest.fixture
def curator_talk(sides: Sides) -> Conversation:
    """Of an operator without members: its steward wrote, and was answered."""
    steward = CuratorFactory()
    conversation = ConversationFactory(
        introduction__asker=OperatorFactory(steward=steward), introduction__receiver=sides.receiver
    )
    say(conversation, steward)
    say(conversation, sides.receiver_owner)
    return conversation


def say(conversation: Conversation, sender: User, body: str = "Bonjour") -> Message:
    return send_message(conversation.pk, sender=sender, body=body, client_id=uuid4())


def test_send_message_numbers_from_one(conversation: Conversation, sides: Sides) -> None:
    said = [say(conversation, person) for person in (sides.asker_owner, sides.receiver_editor)]

    assert [(m.sequence, m.operator) for m in said] == [(1, sides.asker), (2, sides.receiver)]
    conversation.refresh_from_db()
    assert conversation.last_sequence == 2
    assert conversation.last_at == said[1].created_at


def test_send_message_resent_is_the_same(conversation: Conversation, sides: Sides) -> None:
    client_id = uuid4()

    twice = [
        send_message(conversation.pk, sender=sides.asker_owner, body=body, client_id=client_id)
        for body in ("Bonjour", "Bonjour !")
    ]

    assert twice[0] == twice[1]
    assert Message.objects.get().body == "Bonjour"


def test_send_message_resent_after_a_block_is_the_same(
    conversation: Conversation, sides: Sides
) -> None:
    first = say(conversation, sides.asker_owner)
    block_operator(sides.receiver, blocked=sides.asker, blocked_by=sides.receiver_owner)

    again = send_message(
        conversation.pk, sender=sides.asker_owner, body="Bonjour", client_id=first.client_id
    )

    assert again == first
    conversation.refresh_from_db()
    assert conversation.last_sequence == 1


def test_send_message_client_id_of_another_sender_is_free(
    conversation: Conversation, sides: Sides
) -> None:
    client_id = uuid4()

    for person in (sides.asker_owner, sides.receiver_owner):
        send_message(conversation.pk, sender=person, body="Bonjour", client_id=client_id)

    assert Message.objects.count() == 2


def test_send_message_client_id_of_another_conversation_is_refused(
    conversation: Conversation, sides: Sides
) -> None:
    other = ConversationFactory(introduction__asker=sides.asker)
    first = say(conversation, sides.asker_owner)

    with pytest.raises(MessageRefusedError) as caught:
        send_message(other.pk, sender=sides.asker_owner, body="Bis", client_id=first.client_id)

    assert caught.value.code == "reused"


def test_send_message_by_viewer_is_refused(conversation: Conversation, sides: Sides) -> None:
    with pytest.raises(MessageRefusedError) as caught:
        say(conversation, sides.asker_viewer)

    assert caught.value.code == "reader"
    assert Message.objects.count() == 0


def test_send_message_by_stranger_is_refused(conversation: Conversation, sides: Sides) -> None:
    with pytest.raises(Conversation.DoesNotExist):
        say(conversation, sides.stranger)
    conversation.refresh_from_db()
    assert conversation.last_sequence == 0


@pytest.mark.parametrize("key", [0, 2**63, 2**70])
def test_send_message_to_no_conversation_is_refused(key: int, sides: Sides) -> None:
    with pytest.raises(Conversation.DoesNotExist):
        send_message(key, sender=sides.asker_owner, body="Bonjour", client_id=uuid4())


def test_send_message_after_block_is_refused_on_both_sides(
    conversation: Conversation, sides: Sides
) -> None:
    block_operator(sides.receiver, blocked=sides.asker, blocked_by=sides.receiver_owner)

    for person in (sides.asker_owner, sides.receiver_owner):
        with pytest.raises(MessageRefusedError) as caught:
            say(conversation, person)
        assert caught.value.code == "blocked"


def test_send_message_by_steward_stands_for_operator_without_members(sides: Sides) -> None:
    steward = CuratorFactory()
    foreign = OperatorFactory(steward=steward)
    conversation = ConversationFactory(
        introduction__asker=sides.asker, introduction__receiver=foreign
    )

    assert say(conversation, steward).operator == foreign

    MembershipFactory(operator=foreign)
    with pytest.raises(Conversation.DoesNotExist):
        say(conversation, steward)


def test_send_message_at_once_has_no_gaps(shared_sides: Sides) -> None:
    conversation = ConversationFactory(
        introduction__asker=shared_sides.asker, introduction__receiver=shared_sides.receiver
    )
    people = [
        shared_sides.asker_owner,
        shared_sides.receiver_owner,
        shared_sides.receiver_editor,
    ] * 4

    sent = run_at_once([lambda p=p: say(conversation, p) for p in people])

    numbers = sorted(message.sequence for message in sent if isinstance(message, Message))
    assert numbers == list(range(1, 13))
    conversation.refresh_from_db()
    assert conversation.last_sequence == 12


def test_send_message_resent_at_once_is_one(shared_sides: Sides) -> None:
    conversation = ConversationFactory(
        introduction__asker=shared_sides.asker, introduction__receiver=shared_sides.receiver
    )
    client_id = uuid4()

    def resend() -> int:
        sender = shared_sides.asker_owner
        return send_message(conversation.pk, sender=sender, body="Allô", client_id=client_id).pk

    sent = run_at_once([resend] * 4)

    assert sent == [Message.objects.get().pk] * 4
    conversation.refresh_from_db()
    assert conversation.last_sequence == 1


def test_send_message_marks_read_for_sender(conversation: Conversation, sides: Sides) -> None:
    say(conversation, sides.receiver_owner)
    say(conversation, sides.asker_owner)

    objects = Conversation.objects
    people = (sides.asker_owner, sides.asker_viewer, sides.receiver_owner)
    assert [objects.unread_count(person) for person in people] == [0, 2, 1]


def test_mark_read_never_moves_back(conversation: Conversation, sides: Sides) -> None:
    for _number in range(3):
        say(conversation, sides.receiver_owner)
    conversation.refresh_from_db()

    moved = [mark_read(conversation, reader=sides.asker_owner, sequence=n) for n in (2, 1, 2, 3)]

    assert moved == [True, False, False, True]
    assert ReadMarker.objects.get(user=sides.asker_owner).sequence == 3


def test_mark_read_past_the_end_stops_there(conversation: Conversation, sides: Sides) -> None:
    say(conversation, sides.receiver_owner)
    conversation.refresh_from_db()

    mark_read(conversation, reader=sides.asker_owner, sequence=99)

    assert ReadMarker.objects.get(user=sides.asker_owner).sequence == 1


def test_mark_read_on_two_devices_at_once_keeps_the_further(shared_sides: Sides) -> None:
    conversation = ConversationFactory(introduction__asker=shared_sides.asker)
    for _number in range(6):
        MessageFactory(conversation=conversation, operator=conversation.receiver)

    run_at_once(
        [
            lambda n=n: mark_read(conversation, reader=shared_sides.asker_owner, sequence=n)
            for n in (3, 6, 1, 5)
        ]
    )

    assert ReadMarker.objects.get(user=shared_sides.asker_owner).sequence == 6


def test_open_conversation_twice_is_one(conversation: Conversation) -> None:
    assert open_conversation(conversation.introduction) == conversation


def test_new_member_goes_on_where_the_team_has_read(
    conversation: Conversation, sides: Sides
) -> None:
    say(conversation, sides.receiver_owner)
    say(conversation, sides.asker_owner)
    say(conversation, sides.receiver_owner)

    joined = MembershipFactory(operator=sides.asker).user

    assert Conversation.objects.unread_count(joined) == 1
    conversation.refresh_from_db()
    mark_read(conversation, reader=joined, sequence=3)
    say(conversation, sides.receiver_owner)
    assert Conversation.objects.unread_count(joined) == 1


def test_new_member_is_not_told_to_the_other_side_as_having_read(
    conversation: Conversation, sides: Sides
) -> None:
    say(conversation, sides.receiver_owner)

    MembershipFactory(operator=sides.asker)

    assert reader_of(conversation, sides.receiver_owner).others_read == 0


def test_first_member_goes_on_where_the_steward_has_read(curator_talk: Conversation) -> None:
    joined = MembershipFactory(operator=curator_talk.asker).user

    assert Conversation.objects.unread_count(joined) == 1


def test_member_who_comes_back_finds_read_what_the_team_read_meanwhile(
    conversation: Conversation, sides: Sides
) -> None:
    sides.asker.memberships.get(user=sides.asker_viewer).delete()
    say(conversation, sides.asker_owner)

    MembershipFactory(operator=sides.asker, user=sides.asker_viewer)

    assert Conversation.objects.unread_count(sides.asker_viewer) == 0


def test_unread_count_is_one_query(
    conversation: Conversation, sides: Sides, django_assert_num_queries: Any
) -> None:
    for _number in range(3):
        MessageFactory(conversation=ConversationFactory(introduction__asker=sides.asker))

    assert not sides.asker_viewer.is_curator  # Asked once a request, for whatever needs it.
    with django_assert_num_queries(1):
        assert Conversation.objects.unread_count(sides.asker_viewer) == 3
