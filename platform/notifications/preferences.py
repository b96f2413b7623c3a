"""How a person wishes to hear of each group of events."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass

from django.db import transaction

from accounts.models import User
from notifications import events
from notifications.models import NotificationPreference

AT_ONCE = NotificationPreference.Frequency.AT_ONCE
DAILY = NotificationPreference.Frequency.DAILY


@dataclass(frozen=True)
class Choice:
    """On the page or not, by mail or not, and how often."""

    in_app: bool = True
    mail: bool = True
    frequency: str = AT_ONCE


def choices_of(user_ids: Iterable[int], group: str) -> dict[int, Choice]:
    """The choice of each person for a group; the defaults where they made none."""
    ids = list(user_ids)
    rows = NotificationPreference.objects.filter(user_id__in=ids, group=group)
    made = {row.user_id: Choice(row.in_app, row.mail, row.frequency) for row in rows}
    return {pk: made.get(pk, Choice()) for pk in ids}


def preferences_of(user: User) -> list[NotificationPreference]:
    """One preference a group in the order of the page; those never chosen are not saved yet."""
    kept = {row.group: row for row in NotificationPreference.objects.filter(user=user)}
    return [
        kept.get(group.code) or NotificationPreference(user=user, group=group.code)
        for group in events.groups()
    ]


@transaction.atomic
def save_choices(user: User, choices: Mapping[str, Choice]) -> None:
    """Keep how a person wishes to hear of each group; mails no longer wished for do not leave."""
    for group, choice in choices.items():
        NotificationPreference.objects.update_or_create(
            user=user, group=group, defaults=asdict(choice)
        )
    drop_mails(user, [group for group, choice in choices.items() if not choice.mail])


@transaction.atomic
def stop_mail(user: User, groups: Collection[str]) -> None:
    """Send no more mail about these groups; what shows on the page stays as chosen."""
    for group in groups:
        NotificationPreference.objects.update_or_create(
            user=user, group=group, defaults={"mail": False}
        )
    drop_mails(user, groups)


def drop_mails(user: User, groups: Collection[str]) -> None:
    """Leave unsent the mails of these groups that have not left yet."""
    names = [event.name for event in events.known().values() if event.group in groups]
    user.notifications.mail_waiting().filter(event__in=names).update(mail_due=None)
