"""The demo's introductions, in every state."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from demo.files import SOURCE, Entry, read
from matching.introductions.lapsing import lapse_introductions
from matching.introductions.models import LAPSES_AFTER, Introduction
from matching.introductions.services import (
    accept_introduction,
    ask_introduction,
    decline_introduction,
)
from notifications.models import Notification


def load_introductions() -> dict[str, Introduction]:
    """Ask and answer the introductions that are missing; return these, by their reference."""
    entries = read("stories")["introductions"]
    return {entry["ref"]: introduce(entry) for entry in entries if find(entry) is None}


def find(entry: Entry) -> Introduction | None:
    """The introduction of an entry; it is known by its two operators and its words."""
    asked = Introduction.objects.filter(
        asker__source=SOURCE, asker__source_ref=entry["from"], message=entry["message"]
    )
    return asked.filter(receiver__source_ref=entry["to"]).first()


def introduce(entry: Entry) -> Introduction:
    """Ask, answer as the entry says, and put the times back to when it happened."""
    introduction = ask_introduction(
        operator(entry["from"]),
        receiver=operator(entry["to"]),
        asked_by=person(entry["asked_by"]),
        message=entry["message"],
        opportunity=opportunity(entry["opportunity"]),
    )
    asked = ago(entry["minutes_ago"])
    answer(introduction, entry)
    set_back(introduction, asked_at=asked, lapses_at=asked + LAPSES_AFTER)
    lapse_introductions(only=Introduction.objects.filter(pk=introduction.pk))
    if entry["state"] != "open":
        ended = ago(entry["answered_minutes_ago"]) if "answered_by" in entry else None
        set_back(introduction, decided_at=ended or asked + LAPSES_AFTER)
    introduction.refresh_from_db()
    date_notifications(introduction)
    return introduction


def answer(introduction: Introduction, entry: Entry) -> None:
    """Accept or decline in the name of the person that the entry names."""
    if entry["state"] == "accepted":
        accept_introduction(introduction, accepted_by=person(entry["answered_by"]))
    if entry["state"] == "declined":
        decline_introduction(
            introduction,
            declined_by=person(entry["answered_by"]),
            reason=entry["reason"],
            words=entry["words"],
        )


def set_back(introduction: Introduction, **times: datetime) -> None:
    """Write when it happened; no service does, since nobody else may say so."""
    Introduction.objects.filter(pk=introduction.pk).update(**times)


def date_notifications(introduction: Introduction) -> None:
    """Say that people were told when it happened."""
    told = Notification.objects.filter(key__startswith=f"introduction:{introduction.pk}:")
    told.filter(event="introduction.asked").update(created=introduction.asked_at)
    if introduction.decided_at:
        told.exclude(event="introduction.asked").update(created=introduction.decided_at)


def ago(minutes: int) -> datetime:
    """The moment that many minutes before now."""
    return timezone.now() - timedelta(minutes=minutes)


def person(email: str) -> User:
    """A demo account."""
    return User.objects.get(email=email)


def operator(ref: str) -> Operator:
    """A demo operator."""
    return Operator.objects.get(source=SOURCE, source_ref=ref)


def opportunity(ref: str | None) -> Opportunity | None:
    """A demo opportunity, if one is named."""
    return Opportunity.objects.get(source=SOURCE, source_ref=ref) if ref else None
