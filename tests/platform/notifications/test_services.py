"""Telling people: once each, as each wishes, after commit."""

import asyncio
from contextvars import copy_context
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from channels.layers import get_channel_layer
from django.core import mail
from django.utils.translation import override
from pytest_django import DjangoCaptureOnCommitCallbacks

from notifications.events import Param
from notifications.models import Notification, NotificationPreference
from notifications.realtime import user_group
from notifications.services import mark_all_read, mark_read, notify, unread_count
from tests.factories import UserFactory
from tests.platform.mails import html_of

pytestmark = pytest.mark.django_db
PARAMS: dict[str, str | int] = {"operator": "Atlas", "words": "Mardi ?"}


def ask_visit(*people: object, key: str = "", actor: object = None) -> list[Notification]:
    return notify(people, "visit.asked", params=PARAMS, url="/fr/", key=key, actor=actor)  # type: ignore[arg-type]


def test_notify_tells_each_person_once_for_a_key() -> None:
    one, two = UserFactory(), UserFactory()
    ask_visit(one, key="visit:1")
    again = ask_visit(one, two, key="visit:1")
    assert [n.user for n in again] == [two]
    assert unread_count(one) == unread_count(two) == 1


def test_notify_without_key_is_new_each_time() -> None:
    person = UserFactory()
    ask_visit(person)
    ask_visit(person)
    assert unread_count(person) == 2


def test_notify_leaves_out_the_actor_and_the_inactive() -> None:
    actor, gone, other = UserFactory(), UserFactory(is_active=False), UserFactory()
    assert [n.user for n in ask_visit(actor, gone, other, actor=actor)] == [other]


def test_notify_with_a_missing_parameter_raises_and_saves_nothing() -> None:
    with pytest.raises(KeyError):
        notify([UserFactory()], "visit.asked", params={"operator": "Atlas"}, url="/fr/")
    assert not Notification.objects.exists()


def test_notify_writes_one_mail_in_the_language_of_the_reader(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = UserFactory(language="ar", email="samira@atlas.example")
    with django_capture_on_commit_callbacks(execute=True), override("en"):
        ask_visit(person)
    (sent,) = mail.outbox
    assert sent.to == ["samira@atlas.example"]
    assert sent.subject == "\u2068Atlas\u2069 demande une visite"
    html = html_of(sent)
    assert '<html lang="ar" dir="rtl">' in html
    assert "http://testserver/ar/notifications/" in html
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["List-Unsubscribe"].startswith(
        "<http://testserver/ar/notifications/stop/"
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Atlas demande une visite"),
        ("ar", "\u2068أطلس\u2069 demande une visite"),
    ],
)
def test_a_name_by_language_is_said_in_the_readers(
    language: str, said: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    params: dict[str, Param] = {
        "operator": {"": "Atlas", "ar": "أطلس"},
        "words": "Mardi ?",
    }
    with django_capture_on_commit_callbacks(execute=True):
        notify([UserFactory(language=language)], "visit.asked", params=params, url="/fr/")
    (sent,) = mail.outbox
    assert sent.subject == said


def test_notify_escapes_what_people_wrote_in_html_only(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    params: dict[str, str | int] = {"operator": "A&B <i>", "words": "l'été"}
    with django_capture_on_commit_callbacks(execute=True):
        notify([UserFactory()], "visit.asked", params=params, url="/fr/")
    (sent,) = mail.outbox
    assert sent.subject == "A&B <i> demande une visite"
    assert "« l'été »" in str(sent.body)
    assert "A&amp;B &lt;i&gt; demande une visite" in html_of(sent)


def test_notify_with_mail_off_lists_only(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = UserFactory()
    NotificationPreference.objects.create(user=person, group="introductions", mail=False)
    with django_capture_on_commit_callbacks(execute=True):
        ask_visit(person)
    assert (unread_count(person), mail.outbox) == (1, [])


def test_notify_with_in_app_off_mails_only(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = UserFactory()
    NotificationPreference.objects.create(user=person, group="introductions", in_app=False)
    with django_capture_on_commit_callbacks(execute=True):
        ask_visit(person)
    assert (unread_count(person), len(mail.outbox)) == (0, 1)


def test_notify_with_both_off_keeps_nothing() -> None:
    person = UserFactory()
    NotificationPreference.objects.create(
        user=person, group="introductions", in_app=False, mail=False
    )
    assert ask_visit(person) == []
    assert not Notification.objects.exists()


def test_notify_survives_a_mail_server_that_is_down_and_mails_later(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from notifications.mailing import send_due

    def refuse(*args: object, **kwargs: object) -> int:
        raise SMTPServerDisconnected("down")

    with time_machine.travel("2026-12-01T10:00:00Z", tick=False) as clock:
        with monkeypatch.context() as patch:
            patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
            with django_capture_on_commit_callbacks(execute=True):
                (told,) = ask_visit(UserFactory())
        assert mail.outbox == []
        assert send_due() == 0
        clock.shift(61)
        assert (send_due(), send_due()) == (1, 0)
    told.refresh_from_db()
    assert (told.mail_attempts, len(mail.outbox)) == (2, 1)


def test_notify_survives_a_channel_layer_that_is_down(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("notifications.realtime.get_channel_layer", lambda: None)
    person = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        ask_visit(person)
    assert (unread_count(person), len(mail.outbox)) == (1, 1)


def test_mark_read_counts_down_on_every_device(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pushed: list[tuple[int, int]] = []
    monkeypatch.setattr("notifications.services.push_unread", lambda *a: pushed.append(a))
    person = UserFactory()
    told = [*ask_visit(person, key="visit:1:a"), *ask_visit(person, key="visit:12:a")]
    with django_capture_on_commit_callbacks(execute=True):
        assert mark_read(person, key_prefix="visit:1:") == 1
        assert mark_read(person, key_prefix="visit:1:") == 0
        assert mark_read(person) == 0
        assert mark_read(UserFactory(), pks=[told[1].pk]) == 0
        assert mark_read(person, keys=["visit:12:a"]) == 1
    assert pushed == [(person.pk, 0), (person.pk, 0)]


def test_mark_all_read_leaves_those_of_others() -> None:
    one, two = UserFactory(), UserFactory()
    ask_visit(one, two)
    assert mark_all_read(one) == 1
    assert (unread_count(one), unread_count(two)) == (0, 1)


async def test_push_reaches_the_group_of_the_person() -> None:
    from asgiref.sync import sync_to_async

    from notifications.realtime import push_unread

    layer = get_channel_layer()
    device = await layer.new_channel()
    await layer.group_add(user_group(7), device)
    await sync_to_async(push_unread)(7, 3)
    message = await layer.receive(device)
    assert message == {"type": "notification.changed", "unread": 3}


async def test_push_from_a_request_is_sent_on_the_loop_of_the_sockets() -> None:
    from notifications.realtime import push_unread, serving_loop

    layer = get_channel_layer()
    device = await layer.new_channel()
    await layer.group_add(user_group(8), device)
    loop, context = asyncio.get_running_loop(), copy_context()
    context.run(serving_loop.set, loop)
    await loop.run_in_executor(None, context.run, push_unread, 8, 4)
    assert await layer.receive(device) == {"type": "notification.changed", "unread": 4}
