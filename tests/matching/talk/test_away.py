"""Mail to those who are away."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from matching.talk.away import tell_away
from matching.talk.models import Conversation
from matching.talk.services import mark_read
from notifications.models import Notification
from tests.matching.factories import ConversationFactory, MessageFactory, Sides

START = "2026-11-25 10:00Z"


@pytest.fixture
def conversation(sides: Sides) -> Conversation:
    return ConversationFactory(
        introduction__asker=sides.asker, introduction__receiver=sides.receiver
    )


def test_tell_away_tells_each_reader_once_with_count(
    conversation: Conversation, sides: Sides
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        MessageFactory(conversation=conversation, body="Bonjour")
        last = MessageFactory(conversation=conversation, body="Êtes-vous là ?")
        clock.shift(timedelta(minutes=9))
        early = tell_away()
        clock.shift(timedelta(minutes=2))
        told, again = tell_away(), tell_away()

    assert (early, told, again) == (0, 3, 0)
    people = [sides.asker_viewer, sides.receiver_owner, sides.receiver_editor]
    rows = Notification.objects.order_by("user")
    assert [row.user for row in rows] == people
    assert rows[0].params == {
        "operator": {"": "Atlas Plast"},
        "count": 2,
        "excerpt": f"{last.sender} : Bonjour\n{last.sender} : Êtes-vous là ?",
    }


def test_tell_away_leaves_out_who_has_read(conversation: Conversation, sides: Sides) -> None:
    with time_machine.travel(START, tick=False) as clock:
        MessageFactory(conversation=conversation)
        for person in (sides.asker_viewer, sides.receiver_owner):
            mark_read(conversation, reader=person, sequence=1)
        clock.shift(timedelta(minutes=11))
        tell_away()

    assert [row.user for row in Notification.objects.all()] == [sides.receiver_editor]


def test_tell_away_later_message_counts_from_there(
    conversation: Conversation, sides: Sides
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        MessageFactory(conversation=conversation)
        clock.shift(timedelta(minutes=11))
        tell_away()
        MessageFactory(conversation=conversation)
        clock.shift(timedelta(minutes=11))
        tell_away()

    counts = Notification.objects.filter(user=sides.receiver_owner).order_by("pk")
    assert [row.params["count"] for row in counts] == [1, 1]


def test_mail_unread_messages_is_in_the_readers_language(
    conversation: Conversation, sides: Sides, django_capture_on_commit_callbacks: object
) -> None:
    sides.receiver_owner.language = "ar"
    sides.receiver_owner.save()
    with time_machine.travel(START, tick=False) as clock:
        MessageFactory(conversation=conversation, body="Bonjour")
        clock.shift(timedelta(minutes=11))
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            call_command("mail_unread_messages", verbosity=0)

    sent = {message.to[0]: message.subject for message in mail.outbox}
    assert set(sent) == {
        sides.asker_viewer.email,
        sides.receiver_owner.email,
        sides.receiver_editor.email,
    }
    assert "رسائل غير مقروءة" in sent[sides.receiver_owner.email]
