"""When a mail about something may leave."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from notifications.events import Event
from notifications.models import Notification
from notifications.preferences import DAILY, Choice

DIGEST_HOUR = time(7)
# The first of a run of messages is mailed at once, those that follow are gathered for so long.
BATCH = timedelta(minutes=15)
# A mail server that refuses is asked again after 1, 2, 4 ... minutes, at most two hours apart.
FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=2)


def mail_time(person: User, event: Event, choice: Choice) -> datetime | None:
    """From when on a mail about a new event may leave for a person; None for no mail."""
    now = timezone.now()
    if not event.mail:
        return None
    if choice.frequency == DAILY:
        return next_digest(now)
    return next_batch(person, event, now) if event.mail == "batched" else now


def next_digest(now: datetime) -> datetime:
    """Seven in the morning, Casablanca's time, today or tomorrow."""
    local = timezone.localtime(now)
    digest = local.replace(hour=DIGEST_HOUR.hour, minute=0, second=0, microsecond=0)
    return digest if digest > local else digest + timedelta(days=1)


def next_batch(person: User, event: Event, now: datetime) -> datetime:
    """At once, or when the run that began with the last mail of this event is full."""
    mailed = Notification.objects.filter(user=person, event=event.name, mailed_at__gt=now - BATCH)
    last = mailed.order_by("-mailed_at").values_list("mailed_at", flat=True).first()
    return last + BATCH if last else now


def next_retry(now: datetime, attempts: int) -> datetime:
    """When to ask a mail server again that has refused `attempts` times."""
    return now + min(FIRST_RETRY * 2 ** (attempts - 1), LAST_RETRY)
