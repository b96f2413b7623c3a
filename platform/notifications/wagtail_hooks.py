"""The bell of the frame, and the entry among the settings."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from frame.navigation import NavItem
from notifications.services import unread_count


@hooks.register("frame_navigation")
def notification_entries(request: HttpRequest) -> list[NavItem]:
    """The bell with the count of unread, and the preferences; for those signed in."""
    if not request.user.is_authenticated:
        return []
    return [
        NavItem(
            _("Notifications"),
            reverse("notifications:notification-list"),
            icon="bell",
            count=unread_count(request.user),
            key="notifications",
            order=90,
            places=("tools",),
        ),
        NavItem(
            _("Notifications"),
            reverse("notifications:preferences-edit"),
            icon="bell-ring",
            order=50,
            places=("settings",),
        ),
    ]


@hooks.register("periodic_commands")
def periodic_commands() -> list[tuple[str, float]]:
    """Mails that had to wait leave within a minute of their time."""
    return [("send_digests", 60)]
