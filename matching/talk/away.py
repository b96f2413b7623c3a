"""Mail to those who are away: once a person and conversation, not once a message."""

from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from matching.introductions.representation import readers_of
from matching.talk.models import Conversation, Message, ReadMarker
from notifications.services import notify

# Who reads within this time was there; what was written since the last message may go on.
AWAY_AFTER = timedelta(minutes=10)
EXCERPT_LENGTH = 160
EXCERPTS = 3


class Outcome(Enum):
    """What became of one person."""

    KNOWS = "knows"
    TOO_EARLY = "too early"
    TOLD = "told"


def tell_away() -> int:
    """Tell everyone who has left messages unread for AWAY_AFTER; return how many were told.

    Safe to repeat: what was told of once is not told of again, only what came since.
    """
    since = timezone.now() - AWAY_AFTER
    untold = Conversation.objects.untold().with_children()
    return sum(tell_conversation(conversation, since=since) for conversation in untold)


def tell_conversation(conversation: Conversation, *, since: datetime) -> int:
    """Tell those of both sides who are behind, and note it once nobody is left to wait for."""
    people = {person for side in conversation.operators for person in readers_of(side)}
    outcomes = [tell_person(conversation, person, since=since) for person in people]
    if Outcome.TOO_EARLY not in outcomes:
        upto = Conversation.objects.filter(pk=conversation.pk, told__lt=conversation.last_sequence)
        upto.update(told=conversation.last_sequence)
    return outcomes.count(Outcome.TOLD)


@transaction.atomic
def tell_person(conversation: Conversation, person: User, *, since: datetime) -> Outcome:
    """Tell one person what they have not read, unless they were told or wrote it themselves."""
    marker, _is_new = ReadMarker.objects.get_or_create(conversation=conversation, user=person)
    known = max(marker.sequence, marker.mailed, conversation.told)
    unread = conversation.messages.after(known)
    messages = list(unread.exclude(sender=person).with_senders())
    if not messages:
        return Outcome.KNOWS
    if messages[0].created_at > since:
        return Outcome.TOO_EARLY
    if not ReadMarker.objects.claim_mail(marker, upto=messages[-1].sequence):
        return Outcome.KNOWS
    notify_unread(conversation, person, messages)
    return Outcome.TOLD


def notify_unread(conversation: Conversation, person: User, messages: list[Message]) -> None:
    """One notification with the count and the last words."""
    last = messages[-1].sequence
    notify(
        [person],
        "message.unread",
        params={
            "operator": messages[-1].operator.names,
            "count": len(messages),
            "excerpt": excerpts_of(messages[-EXCERPTS:], language=person.language),
        },
        url=conversation.get_absolute_url(),
        key=f"conversation:{conversation.pk}:{last}",
    )


def excerpts_of(messages: list[Message], *, language: str) -> str:
    """A line a message, for a reader of `language`."""
    with override(language):
        return "\n".join(map(excerpt_of, messages))


def excerpt_of(message: Message) -> str:
    """Who wrote, and the first words; the colon is the language's."""
    who = message.sender.display_name if message.sender else message.operator.local_name
    words = Truncator(" ".join(message.body.split())).chars(EXCERPT_LENGTH)
    return _("%(who)s : %(words)s") % {"who": who, "words": words}
