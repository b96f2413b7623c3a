"""What people are told about conversations when they are away."""

from django.utils.translation import gettext_lazy as _

from notifications.events import register


def register_events() -> None:
    """Make the events known to the notifications."""
    register(
        "message.unread",
        title=_("Messages non lus de %(operator)s"),
        body=_("Messages non lus : %(count)s. %(excerpt)s"),
        mail=True,
        group="conversations",
    )
