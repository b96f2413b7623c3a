"""Who is told what about an introduction; the texts are in events.py."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from matching.introductions.models import Introduction
from matching.introductions.representation import actors_of, readers_of
from notifications.events import Param
from notifications.services import mark_read, notify

EXCERPT_LENGTH = 200


def tell(
    introduction: Introduction,
    what: str,
    recipients: Iterable[User],
    *,
    actor: User | None = None,
    **params: Param,
) -> None:
    """Notify of one event, once a person."""
    notify(
        recipients,
        f"introduction.{what}",
        params={
            "asker": introduction.asker.names,
            "receiver": introduction.receiver.names,
            **params,
        },
        url=introduction.get_absolute_url(),
        actor=actor,
        key=f"introduction:{introduction.pk}:{what}",
    )


def tell_asked(introduction: Introduction) -> None:
    """The receiver's owners and editors (its steward while it has none) may answer."""
    excerpt = Truncator(" ".join(introduction.message.split())).chars(EXCERPT_LENGTH)
    recipients = actors_of(introduction.receiver)
    tell(introduction, "asked", recipients, actor=introduction.asked_by, message=excerpt)


def tell_accepted(introduction: Introduction) -> None:
    """All on the asking side learn that they can write."""
    close_asked(introduction)
    tell(introduction, "accepted", readers_of(introduction.asker), actor=introduction.decided_by)


def tell_declined(introduction: Introduction) -> None:
    """Those who may ask learn the answer."""
    close_asked(introduction)
    tell(introduction, "declined", actors_of(introduction.asker), actor=introduction.decided_by)


def tell_withdrawn(introduction: Introduction) -> None:
    """Those who were asked need not answer any more."""
    close_asked(introduction)
    recipients = actors_of(introduction.receiver)
    tell(introduction, "withdrawn", recipients, actor=introduction.decided_by)


def tell_reminded(introduction: Introduction) -> None:
    """Those who were asked have some days left."""
    days = max((introduction.lapses_at - timezone.now()).days, 1)
    tell(introduction, "reminded", actors_of(introduction.receiver), days=days)


def tell_lapsed(introduction: Introduction) -> None:
    """Both sides learn that it ended without an answer."""
    close_asked(introduction)
    for operator in (introduction.asker, introduction.receiver):
        tell(introduction, "lapsed", actors_of(operator))


def close_asked(introduction: Introduction) -> None:
    """What one colleague has answered waits for no other."""
    keys = [f"introduction:{introduction.pk}:{what}" for what in ("asked", "reminded")]
    for person in actors_of(introduction.receiver):
        mark_read(person, keys=keys)
