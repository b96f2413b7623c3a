"""What notifications keep of a person: given with the export, erased when they leave."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.personal_data import register_export
from accounts.signals import account_closed
from notifications.models import Notification, NotificationPreference


def register_personal_data() -> None:
    """Add the person's notifications and preferences to the export."""
    register_export("notifications", notifications_of)
    register_export("notification_preferences", chosen_by)


def notifications_of(user: User) -> list[dict[str, Any]]:
    """What the person was told, in the language in use, oldest first."""
    return [
        {
            "title": notification.title,
            "body": notification.body,
            "created": notification.created.isoformat(),
            "read": notification.read_at.isoformat() if notification.read_at else None,
        }
        for notification in Notification.objects.filter(user=user).order_by("created", "pk")
    ]


def chosen_by(user: User) -> list[dict[str, Any]]:
    """What the person chose, by group of events."""
    rows = NotificationPreference.objects.filter(user=user).order_by("group")
    return [dict(row) for row in rows.values("group", "in_app", "mail", "frequency")]


@receiver(account_closed, dispatch_uid="notifications.forget_person")
def forget_person(sender: type[User], user: User, **kwargs: Any) -> None:
    """Erase what the person was told and what they chose."""
    Notification.objects.filter(user=user).delete()
    NotificationPreference.objects.filter(user=user).delete()
