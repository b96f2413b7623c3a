"""Introductions that nobody answered: a reminder, then the end."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from matching.introductions import announcements
from matching.introductions.models import Introduction
from matching.introductions.querysets import IntroductionQuerySet

REMINDED_BEFORE = timedelta(days=7)


def lapse_introductions(only: IntroductionQuerySet | None = None) -> int:
    """End the open ones whose time has run out and tell both sides; return how many."""
    due = (only if only is not None else Introduction.objects.all()).lapsed_on()
    return sum(lapse(introduction) for introduction in due.with_children())


@transaction.atomic
def lapse(introduction: Introduction) -> bool:
    """End one, unless it was answered meanwhile."""
    still = Introduction.objects.open().filter(pk=introduction.pk)
    changed = still.update(state=Introduction.State.LAPSED, decided_at=timezone.now())
    if changed:
        announcements.tell_lapsed(introduction)
    return bool(changed)


def remind_introductions() -> int:
    """Remind the receivers of those that lapse within the week, once; return how many."""
    now = timezone.now()
    soon = Introduction.objects.open().filter(lapses_at__range=(now, now + REMINDED_BEFORE))
    due = soon.filter(reminded_at=None)
    return sum(remind(introduction) for introduction in due.with_children())


@transaction.atomic
def remind(introduction: Introduction) -> bool:
    """Remind of one, unless it was answered or reminded of meanwhile."""
    still = Introduction.objects.open().filter(pk=introduction.pk, reminded_at=None)
    changed = still.update(reminded_at=timezone.now())
    if changed:
        announcements.tell_reminded(introduction)
    return bool(changed)
