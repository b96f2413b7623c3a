"""Introductions that nobody answered."""

from datetime import timedelta
from typing import Any

import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from matching.introductions.lapsing import lapse_introductions, remind_introductions
from matching.introductions.models import LAPSES_AFTER, Introduction
from matching.introductions.services import ask_introduction
from notifications.models import Notification
from tests.matching.factories import IntroductionFactory, Sides


def test_introduction_lapses_after_three_weeks_and_both_are_told(sides: Sides) -> None:
    with time_machine.travel("2026-11-02 10:00Z", tick=False) as clock:
        introduction = IntroductionFactory(asker=sides.asker, receiver=sides.receiver)
        clock.shift(LAPSES_AFTER - timedelta(seconds=1))
        early = lapse_introductions()
        clock.shift(timedelta(seconds=1))
        late, again = lapse_introductions(), lapse_introductions()

    introduction.refresh_from_db()
    assert (early, late, again, introduction.state) == (0, 1, 0, "lapsed")
    told = Notification.objects.filter(event="introduction.lapsed").order_by("user")
    people = [sides.asker_owner, sides.receiver_owner, sides.receiver_editor]
    assert [row.user for row in told] == people


def test_introduction_answered_does_not_lapse(sides: Sides) -> None:
    long_ago = timezone.now() - timedelta(days=30)
    for state in ("accepted", "declined", "withdrawn"):
        IntroductionFactory(state=state, lapses_at=long_ago)

    assert lapse_introductions() == 0


def test_introduction_reminds_once_in_the_last_week(sides: Sides) -> None:
    with time_machine.travel("2026-11-02 10:00Z", tick=False) as clock:
        IntroductionFactory(asker=sides.asker, receiver=sides.receiver)
        clock.shift(timedelta(days=13))
        early = remind_introductions()
        clock.shift(timedelta(days=1))
        counts = [remind_introductions() for _number in range(2)]

    assert (early, counts) == (0, [1, 0])
    told = Notification.objects.filter(event="introduction.reminded").order_by("user")
    assert [row.user for row in told] == [sides.receiver_owner, sides.receiver_editor]
    assert told[0].params["days"] == 7


def test_ask_introduction_after_time_ran_out_is_a_new_one(sides: Sides) -> None:
    past = timezone.now() - timedelta(seconds=1)
    old = IntroductionFactory(asker=sides.asker, receiver=sides.receiver, lapses_at=past)

    new = ask_introduction(
        sides.receiver, receiver=sides.asker, asked_by=sides.receiver_owner, message="Bonjour"
    )

    old.refresh_from_db()
    assert (old.state, new.state) == ("lapsed", "open")


def test_lapse_introductions_command_mails_in_the_readers_language(
    sides: Sides, django_capture_on_commit_callbacks: Any, capsys: Any
) -> None:
    sides.asker_owner.language = "en"
    sides.asker_owner.save()
    past = timezone.now() - timedelta(seconds=1)
    IntroductionFactory(asker=sides.asker, receiver=sides.receiver, lapses_at=past)

    with django_capture_on_commit_callbacks(execute=True):
        call_command("lapse_introductions")

    subjects = {message.to[0]: message.subject for message in mail.outbox}
    assert subjects[sides.asker_owner.email].endswith(
        "The request from Atlas Plast to Rif Stérile has lapsed"
    )
    assert capsys.readouterr().out == "0 reminded, 1 lapsed\n"
    assert Introduction.objects.get().state == "lapsed"
