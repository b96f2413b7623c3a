"""Writing and reading in a conversation."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from matching.introductions.blocking import is_blocked
from matching.introductions.models import Introduction
from matching.introductions.representation import operators_acted_for_by
from matching.talk import announcements
from matching.talk.errors import refused
from matching.talk.models import Conversation, Message, ReadMarker


def open_conversation(introduction: Introduction) -> Conversation:
    """The conversation of an accepted introduction; opened twice, it is the same one."""
    conversation, _is_new = Conversation.objects.get_or_create(
        introduction=introduction,
        defaults={"asker": introduction.asker, "receiver": introduction.receiver},
    )
    return conversation


@transaction.atomic
def send_message(
    conversation: Conversation, *, sender: User, body: str, client_id: UUID
) -> Message:
    """Store a message once per (sender, client_id) and tell open pages after commit.

    The conversation's row is locked while its next number is given, so numbers have no gaps and
    come in the order of commit. Raises MessageRefusedError where the sender may only read, where
    one side has blocked the other, and for a client_id of another conversation.
    """
    locked = Conversation.objects.select_for_update(of=("self",)).get(pk=conversation.pk)
    sent = Message.objects.filter(sender=sender, client_id=client_id).first()
    if sent is not None:
        return same_message(sent, locked)
    message = Message(
        conversation=locked,
        sequence=locked.last_sequence + 1,
        sender=sender,
        operator_id=side_of(locked, sender),
        client_id=client_id,
        body=body,
    )
    store(message)
    transaction.on_commit(lambda: announcements.announce_message(message), robust=True)
    mark_read(locked, reader=sender, sequence=message.sequence)
    return message


def same_message(message: Message, conversation: Conversation) -> Message:
    """What a resent message was stored as; raises MessageRefusedError in another conversation."""
    if message.conversation_id != conversation.pk:
        raise refused("reused")
    return message


def side_of(conversation: Conversation, sender: User) -> int:
    """The key of the operator that a person writes for; raises MessageRefusedError for none.

    A person of both operators writes for the asking one.
    """
    sides = (conversation.asker_id, conversation.receiver_id)
    own = operators_acted_for_by(sender).filter(pk__in=sides).values_list("pk", flat=True)
    written_for = [side for side in sides if side in set(own)]
    if not written_for:
        raise refused("reader")
    if is_blocked(*sides):
        raise refused("blocked")
    return written_for[0]


def store(message: Message) -> None:
    """Save a message and move its conversation's counter on."""
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError as error:  # The same id was stored in another conversation meanwhile.
        raise refused("reused") from error
    conversation = message.conversation
    conversation.last_sequence, conversation.last_at = message.sequence, message.created_at
    conversation.save(update_fields=["last_sequence", "last_at"])


@transaction.atomic
def mark_read(conversation: Conversation, *, reader: User, sequence: int) -> bool:
    """Move a person's marker on, never back and never past the last message.

    After commit their other devices and the other side's open pages are told. Returns whether
    it moved.
    """
    reached, now = min(sequence, conversation.last_sequence), timezone.now()
    marker, is_new = ReadMarker.objects.get_or_create(
        conversation=conversation, user=reader, defaults={"sequence": reached, "read_at": now}
    )
    moved = (is_new and reached > 0) or move_marker(marker, reached, now)
    if moved:
        transaction.on_commit(
            lambda: announcements.announce_read(conversation, reader=reader, sequence=reached),
            robust=True,
        )
    return moved


def move_marker(marker: ReadMarker, sequence: int, now: datetime) -> bool:
    """Move a marker on in one statement, so that of two devices the further one holds."""
    behind = ReadMarker.objects.filter(pk=marker.pk).behind(sequence)
    return bool(behind.update(sequence=sequence, read_at=now))
