"""What talk adds to the frame and to the pages of introductions."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from frame.navigation import NavItem
from matching.introductions.models import Introduction
from matching.talk.models import Conversation


@hooks.register("frame_navigation")
def conversation_entry(request: HttpRequest) -> list[NavItem]:
    """The list with the count of unread messages; one query, none for a visitor."""
    if not request.user.is_authenticated:
        return []
    return [
        NavItem(
            _("Conversations"),
            reverse("talk:conversation-list"),
            icon="messages-square",
            count=Conversation.objects.unread_count(request.user),
            key="conversations",
            order=60,
            places=("bar", "tabs"),
        )
    ]


@hooks.register("frame_scripts")
def live_scripts(request: HttpRequest) -> list[str]:
    """The socket and the live counters, on every page of those signed in."""
    return ["talk/live.js"] if request.user.is_authenticated else []


@hooks.register("introduction_conversation_url")
def conversation_url(introduction: Introduction) -> str:
    """Where the two sides write to each other, once accepted."""
    conversation = Conversation.objects.filter(introduction=introduction).first()
    return conversation.get_absolute_url() if conversation else ""


@hooks.register("periodic_commands")
def periodic_commands() -> list[tuple[str, float]]:
    """Those who are away are told within a minute of when they are due."""
    return [("mail_unread_messages", 60)]
