"""Writing and reading in a conversation."""

from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone

from accounts.models import User
from cms.operators.models import Membership
from matching.introductions.models import Introduction
from matching.introductions.representation import Part, parts_in
from matching.talk import announcements
from matching.talk.errors import MessageRefusedError, refused
from matching.talk.models import Conversation, Message, ReadMarker
from matching.talk.statements import (
    count_message,
    insert_message,
    is_key,
    move_behind,
    sides_and_count,
)


def open_conversation(introduction: Introduction) -> Conversation:
    """The conversation of an accepted introduction; opened twice, it is the same one."""
    conversation, _is_new = Conversation.objects.get_or_create(
        introduction=introduction,
        defaults={"asker": introduction.asker, "receiver": introduction.receiver},
    )
    return conversation


def send_message(conversation: int, *, sender: User, body: str, client_id: UUID) -> Message:
    """Store a message once per (sender, client_id) and tell open pages after commit.

    `conversation` is a key. The same message again is found by its constraint, so that only a
    resent one asks for it; it stays the same whatever has changed since. Raises
    Conversation.DoesNotExist for a conversation that the sender does not see, MessageRefusedError
    where the sender may only read, where one side has blocked the other, and for a client_id of
    another conversation.
    """
    message = Message(
        conversation_id=conversation, sender_id=sender.pk, client_id=client_id, body=body
    )
    try:
        store_next(message, sender=sender.pk)
    except (IntegrityError, MessageRefusedError):
        sent = Message.objects.filter(sender=sender, client_id=client_id).first()
        if sent is None:
            raise
        return same_message(sent, conversation)
    return message


def same_message(message: Message, conversation: int) -> Message:
    """What a resent message was stored as; raises MessageRefusedError in another conversation."""
    if message.conversation_id != conversation:
        raise refused("reused")
    return message


@transaction.atomic
def store_next(message: Message, *, sender: int) -> None:
    """Save a message as the next one of its conversation, read by its sender.

    Counting it locks the conversation's row, so numbers have no gaps and come in the order of
    commit; what is asked after that is as it stands when the message is written.
    """
    place = message.conversation_id
    if not (is_key(place) and count_message(pk=place, last_at=message.created_at)):
        raise Conversation.DoesNotExist
    [(asker, receiver, message.sequence, is_blocked)] = sides_and_count(pk=place)
    parts = parts_in(asker, receiver)
    message.operator_id = side_of((asker, receiver), [p for p in parts if p.person == sender])
    if is_blocked:
        raise refused("blocked")
    insert_message(message)
    # Pages learn of this with the message; it needs no nudge of its own.
    move_marker(place, reader=sender, sequence=message.sequence)
    people = {part.person for part in parts}
    transaction.on_commit(partial(announcements.announce_message, message, people), robust=True)


def side_of(sides: tuple[int, int], own: list[Part]) -> int:
    """The key of the operator that somebody with these parts writes for.

    A person of both operators writes for the asking one. Raises Conversation.DoesNotExist for
    nobody's part, MessageRefusedError for a reader's.
    """
    if not own:
        raise Conversation.DoesNotExist
    acted_for = [side for side in sides for part in own if part.operator == side and part.acts]
    if not acted_for:
        raise refused("reader")
    return acted_for[0]


@transaction.atomic
def mark_read(conversation: Conversation, *, reader: User, sequence: int) -> bool:
    """Move a person's marker on, never back and never past the last message.

    After commit their other devices and the other side's open pages are told. Returns whether
    it moved.
    """
    reached = min(sequence, conversation.last_sequence)
    moved = move_marker(conversation.pk, reader=reader.pk, sequence=reached)
    if moved:
        transaction.on_commit(
            lambda: announcements.announce_read(conversation, reader=reader, sequence=reached),
            robust=True,
        )
    return moved


def move_marker(conversation: int, *, reader: int, sequence: int) -> bool:
    """Move a marker on in one statement, so that of two devices the further one holds.

    Both are keys. Only where nothing moved is it asked whether there is a marker at all.
    """
    place = {"conversation": conversation, "person": reader}
    reached = {"sequence": sequence, "read_at": timezone.now()}
    if move_behind(**place, **reached):
        return True
    _marker, is_new = ReadMarker.objects.get_or_create(
        conversation_id=conversation, user_id=reader, defaults=reached
    )
    return sequence > 0 if is_new else bool(move_behind(**place, **reached))


@transaction.atomic
def read_on(membership: Membership) -> None:
    """Have a new member go on, in each conversation, where the team has read the furthest.

    The team is the other members, or the steward before there were any. What none of them has
    read stays unread: it waits for the company, and the other side is not told it was read.
    """
    operator = membership.operator
    team = Q(user__memberships__operator=operator) | Q(user=operator.steward_id)
    here = Q(conversation__asker=operator) | Q(conversation__receiver=operator)
    markers = ReadMarker.objects.filter(team, here).order_by()
    furthest = markers.values_list("conversation").annotate(Max("sequence"))
    for conversation, sequence in furthest:
        move_marker(conversation, reader=membership.user_id, sequence=sequence)
