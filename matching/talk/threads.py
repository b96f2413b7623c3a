"""A conversation as one person sees it: what the page and its script draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from cms.operators.models import Membership
from matching.talk.models import Conversation, Message

PAGE = 50
# Messages of one person within so many minutes stand together under one name.
TOGETHER_S = 300


@dataclass(frozen=True)
class Line:
    """A message and how it stands among the others."""

    message: Message
    is_mine: bool
    is_same: bool
    is_read: bool
    day: date | None = None
    starts_unread: bool = False


@dataclass(frozen=True)
class Reader:
    """A person in a conversation: for which side, and how far each side has read."""

    user: User
    own: frozenset[int]
    read: int
    others_read: int


def reader_of(conversation: Conversation, user: User) -> Reader:
    """Three queries: the person's sides, the markers, and whose of them are of their own side."""
    own = frozenset(conversation.sides_of(user))
    markers = dict(conversation.markers.values_list("user", "sequence"))
    read = markers.pop(user.pk, 0)
    team = Membership.objects.filter(operator__in=own, user__in=list(markers))
    for pk in team.values_list("user", flat=True):
        markers.pop(pk, None)
    return Reader(user, own, read, max(markers.values(), default=0))


def lines_of(
    messages: Iterable[Message],
    reader: Reader,
    *,
    previous: Message | None = None,
    is_divided: bool = False,
) -> list[Line]:
    """Each message with whose it is, whether it continues the one before, and its day.

    The first unread one starts what is unread, unless the page `is_divided` already.
    """
    lines, last, divided = [], previous, is_divided
    for message in messages:
        unread = message.sequence > reader.read and message.sender_id != reader.user.pk
        lines.append(line_of(message, reader, last, starts_unread=unread and not divided))
        divided, last = divided or unread, message
    return lines


def line_of(
    message: Message, reader: Reader, last: Message | None, *, starts_unread: bool = False
) -> Line:
    """One message after another."""
    day = timezone.localtime(message.created_at).date()
    is_new_day = last is None or timezone.localtime(last.created_at).date() != day
    return Line(
        message,
        is_mine=message.sender_id == reader.user.pk,
        is_same=last is not None and not is_new_day and is_together(message, last),
        is_read=message.sequence <= reader.others_read,
        day=day if is_new_day else None,
        starts_unread=starts_unread,
    )


def is_together(message: Message, last: Message) -> bool:
    """Whether a message continues the one before."""
    is_same_person = (message.sender_id, message.operator_id) == (last.sender_id, last.operator_id)
    return is_same_person and (message.created_at - last.created_at).seconds < TOGETHER_S


def latest_before(conversation: Conversation, before: int) -> list[Message]:
    """The last messages before a number (all for 0), oldest first."""
    messages = conversation.messages.with_senders()
    shown = messages.filter(sequence__lt=before) if before else messages
    return list(shown.order_by("-sequence")[:PAGE])[::-1]
