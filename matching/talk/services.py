"""Writing and reading in a conversation."""

from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from matching.introductions.blocking import is_blocked
from matching.introductions.models import Introduction
from matching.introductions.representation import keys_acted_for_by
from matching.talk import announcements
from matching.talk.errors import MessageRefusedError, refused
from matching.talk.models import Conversation, Message, ReadMarker


def open_conversation(introduction: Introduction) -> Conversation:
    """The conversation of an accepted introduction; opened twice, it is the same one."""
    conversation, _is_new = Conversation.objects.get_or_create(
        introduction=introduction,
        defaults={"asker": introduction.asker, "receiver": introduction.receiver},
    )
    return conversation


def send_message(
    conversation: Conversation, *, sender: User, body: str, client_id: UUID
) -> Message:
    """Store a message once per (sender, client_id) and tell open pages after commit.

    The same one again is found by its constraint, so that only a resent message asks for it; it
    stays the same whatever has changed since. Raises MessageRefusedError where the sender may only
    read, where one side has blocked the other, and for a client_id of another conversation.
    """
    message = Message(conversation=conversation, sender=sender, client_id=client_id, body=body)
    try:
        store_next(message, sender=sender)
    except (IntegrityError, MessageRefusedError):
        sent = Message.objects.filter(sender=sender, client_id=client_id).first()
        if sent is None:
            raise
        return same_message(sent, conversation)
    return message


def same_message(message: Message, conversation: Conversation) -> Message:
    """What a resent message was stored as; raises MessageRefusedError in another conversation."""
    if message.conversation_id != conversation.pk:
        raise refused("reused")
    return message


@transaction.atomic
def store_next(message: Message, *, sender: User) -> None:
    """Save a message as the next one of its conversation, read by its sender.

    The conversation's row is locked while its next number is given, so numbers have no gaps and
    come in the order of commit.
    """
    locked = Conversation.objects.select_for_update().get(pk=message.conversation_id)
    message.operator_id = side_of(locked, sender)
    message.sequence = locked.last_sequence + 1
    message.save(force_insert=True)
    Conversation.objects.filter(pk=locked.pk).update(
        last_sequence=message.sequence, last_at=message.created_at
    )
    transaction.on_commit(partial(announcements.announce_message, message), robust=True)
    # Pages learn of this with the message; it needs no nudge of its own.
    move_marker(locked, reader=sender, sequence=message.sequence)


def side_of(conversation: Conversation, sender: User) -> int:
    """The key of the operator that a person writes for; raises MessageRefusedError for none.

    A person of both operators writes for the asking one.
    """
    sides = (conversation.asker_id, conversation.receiver_id)
    own = set(keys_acted_for_by(sender))
    written_for = [side for side in sides if side in own]
    if not written_for:
        raise refused("reader")
    if is_blocked(*sides):
        raise refused("blocked")
    return written_for[0]


@transaction.atomic
def mark_read(conversation: Conversation, *, reader: User, sequence: int) -> bool:
    """Move a person's marker on, never back and never past the last message.

    After commit their other devices and the other side's open pages are told. Returns whether
    it moved.
    """
    reached = min(sequence, conversation.last_sequence)
    moved = move_marker(conversation, reader=reader, sequence=reached)
    if moved:
        transaction.on_commit(
            lambda: announcements.announce_read(conversation, reader=reader, sequence=reached),
            robust=True,
        )
    return moved


def move_marker(conversation: Conversation, *, reader: User, sequence: int) -> bool:
    """Move a marker on in one statement, so that of two devices the further one holds.

    Only where nothing moved is it asked whether there is a marker at all.
    """
    markers, reached = ReadMarker.objects, {"sequence": sequence, "read_at": timezone.now()}
    behind = markers.filter(conversation=conversation, user=reader).behind(sequence)
    if behind.update(**reached):
        return True
    _marker, is_new = markers.get_or_create(
        conversation=conversation, user=reader, defaults=reached
    )
    return sequence > 0 if is_new else bool(behind.update(**reached))
