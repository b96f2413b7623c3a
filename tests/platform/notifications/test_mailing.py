"""When mails about notifications leave."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from pytest_django import DjangoCaptureOnCommitCallbacks

from notifications.mailing import claim, send_due
from notifications.models import Notification, NotificationPreference
from notifications.services import mark_all_read, notify
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-12-01T10:00:00Z", tick=False) as coordinates:
        yield coordinates


def write_line(person: object, who: str) -> None:
    notify([person], "line.written", params={"who": who}, url="/fr/")  # type: ignore[list-item]


def ask_visit(person: object) -> None:
    params: dict[str, str | int] = {"operator": "Atlas", "words": "Mardi ?"}
    notify([person], "visit.asked", params=params, url="/fr/")  # type: ignore[list-item]


def test_batched_mail_leaves_for_the_first_and_gathers_the_rest(
    clock: time_machine.Traveller,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        write_line(person, "Nadia")
    with django_capture_on_commit_callbacks(execute=True):
        write_line(person, "Omar")
        write_line(person, "Hind")
    assert [m.subject for m in mail.outbox] == ["Nadia vous écrit"]
    clock.shift(timedelta(minutes=14, seconds=59))
    assert send_due() == 0
    clock.shift(1)
    assert send_due() == 1
    assert "Omar vous écrit" in str(mail.outbox[1].body)
    assert "Hind vous écrit" in str(mail.outbox[1].body)


def test_batched_mail_does_not_leave_for_what_was_read_meanwhile(
    clock: time_machine.Traveller,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        write_line(person, "Nadia")
    write_line(person, "Omar")
    mark_all_read(person)
    clock.shift(timedelta(minutes=16))
    assert send_due() == 0


def test_daily_digest_leaves_once_at_seven_the_next_morning(
    clock: time_machine.Traveller,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    capsys: pytest.CaptureFixture[str],
) -> None:
    person = UserFactory(language="fr")
    NotificationPreference.objects.create(user=person, group="introductions", frequency="daily")
    with django_capture_on_commit_callbacks(execute=True):
        ask_visit(person)
        ask_visit(person)
    clock.move_to("2026-12-02T06:59:59Z")
    call_command("send_digests")
    clock.move_to("2026-12-02T07:00:00Z")
    call_command("send_digests")
    call_command("send_digests")
    assert [m.subject for m in mail.outbox] == ["2 nouvelles sur Wasl"]
    assert capsys.readouterr().out.splitlines() == [
        "0 e-mail(s) envoyé(s).",
        "1 e-mail(s) envoyé(s).",
        "0 e-mail(s) envoyé(s).",
    ]


def test_claim_is_given_to_one_process_until_it_is_stale(clock: time_machine.Traveller) -> None:
    from django.utils import timezone

    person = UserFactory()
    ask_visit(person)
    assert len(claim(person.pk, timezone.now())) == 1
    assert claim(person.pk, timezone.now()) == []
    clock.shift(timedelta(minutes=15, seconds=1))
    assert len(claim(person.pk, timezone.now())) == 1


def test_event_without_mail_is_never_due() -> None:
    notify([UserFactory()], "stamp.given", params={}, url="/fr/")
    assert Notification.objects.get().mail_due is None
