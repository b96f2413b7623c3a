"""Telling people, and their reading of it."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from notifications import events
from notifications.models import Notification
from notifications.preferences import Choice, choices_of
from notifications.realtime import push_unread
from notifications.schedule import mail_time
from notifications.tasks import enqueue_mail


@transaction.atomic
def notify(
    recipients: Iterable[User],
    event: str,
    *,
    params: Mapping[str, events.Param],
    url: str,
    actor: User | None = None,
    key: str = "",
) -> list[Notification]:
    """Tell each person once of an event, and mail those who wish it after commit.

    `url` is a path of the site, in any language. Whoever did it (`actor`) is not told. The same
    `key` again tells nobody twice; an empty one is always new. Returns the new notifications.
    Raises KeyError where `params` lacks what the event's texts ask for.
    """
    kind = events.get(event)
    events.check_params(kind, params, [code for code, _name in settings.LANGUAGES])
    people = {p.pk: p for p in recipients if p.is_active and (actor is None or p.pk != actor.pk)}
    chosen = choices_of(people, kind.group)
    made = [
        Notification(event=event, params=dict(params), url=url, key=key, actor=actor)
        for _pk in people
    ]
    for notification, person in zip(made, people.values(), strict=True):
        address(notification, person, kind, chosen[person.pk])
    return store(made)


def address(notification: Notification, person: User, kind: events.Event, choice: Choice) -> None:
    """Say whom a new notification is for, where it shows, and when a mail may leave."""
    notification.user = person
    notification.is_listed = choice.in_app
    notification.mail_due = mail_time(person, kind, choice) if choice.mail else None


def store(notifications: list[Notification]) -> list[Notification]:
    """Save those that are new to their reader, and see to mail and sockets after commit."""
    new = [n for n in notifications if (n.is_listed or n.mail_due) and save_once(n)]
    for notification in new:
        if notification.is_listed:
            announce_unread(notification.user)
        if notification.mail_due:
            after_commit(partial(enqueue_mail, notification.user_id, notification.mail_due))
    return new


def save_once(notification: Notification) -> bool:
    """Save unless the reader has one of this key already."""
    if not notification.key:
        notification.save()
        return True
    row, is_new = Notification.objects.get_or_create(
        user=notification.user,
        key=notification.key,
        defaults={
            name: getattr(notification, name)
            for name in ("event", "params", "url", "actor", "is_listed", "created", "mail_due")
        },
    )
    notification.pk, notification._state.adding = row.pk, False
    return is_new


@transaction.atomic
def mark_read(
    user: User,
    *,
    pks: Iterable[int] | None = None,
    keys: Iterable[str] | None = None,
    key_prefix: str = "",
) -> int:
    """Mark some of a person's notifications as read, on all their devices; return how many.

    Chosen by primary key, by key, or by the start of the key ("conversation:12:"); without any
    of these nothing is marked.
    """
    mine = Notification.objects.filter(user=user).unread()
    if pks is not None:
        mine = mine.filter(pk__in=list(pks))
    elif keys is not None:
        mine = mine.filter(key__in=list(keys))
    else:
        mine = mine.filter(key__startswith=key_prefix) if key_prefix else mine.none()
    return close(mine, user)


@transaction.atomic
def mark_all_read(user: User) -> int:
    """Mark all of a person's notifications as read; return how many were not."""
    return close(Notification.objects.filter(user=user).unread(), user)


def close(unread: models.QuerySet[Notification], user: User) -> int:
    """Set the time of reading and tell the person's open pages if anything changed."""
    changed = unread.update(read_at=timezone.now())
    if changed:
        announce_unread(user)
    return changed


def unread_count(user: User) -> int:
    """How many notifications a person has not read; the same on every device."""
    return Notification.objects.visible_to(user).unread().count()


def announce_unread(user: User) -> None:
    """After commit, tell the person's open pages how many are unread."""
    after_commit(lambda: push_unread(user.pk, unread_count(user)))


def after_commit(act: Callable[[], None]) -> None:
    """Do it once all is saved; its failure is logged and breaks nothing."""
    transaction.on_commit(act, robust=True)
