"""What introductions add to the frame and to the pages of lower apps."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from frame.navigation import NavItem
from matching.introductions import fragments, suggesting
from matching.introductions.models import Introduction


@hooks.register("frame_navigation")
def introduction_entries(request: HttpRequest) -> list[NavItem]:
    """The list with the count of what waits for the person's answer; the blocks in settings."""
    if not request.user.is_authenticated:
        return []
    waiting = Introduction.objects.open().answered_by(request.user).count()
    listed, blocks = reverse("introductions:introduction-list"), reverse("introductions:block-list")
    return [
        NavItem(
            _("Mises en relation"),
            listed,
            icon="handshake",
            count=waiting,
            key="introductions",
            order=50,
            places=("bar", "tabs"),
        ),
        NavItem(_("Blocages"), blocks, icon="ban", order=60, places=("settings",)),
    ]


@hooks.register("operator_actions")
def operator_action(request: HttpRequest, operator: Operator) -> str:
    return fragments.operator_actions(request, operator)


@hooks.register("opportunity_actions")
def opportunity_action(request: HttpRequest, opportunity: Opportunity) -> str:
    return fragments.opportunity_actions(request, opportunity)


@hooks.register("dashboard_cards")
def dashboard_card(request: HttpRequest, operator: Operator) -> dict[str, Any]:
    return fragments.dashboard_card(request, operator)


@hooks.register("barred_operators")
def barred_operators(operator: Operator) -> set[int]:
    return suggesting.barred_operators(operator)


@hooks.register("periodic_commands")
def periodic_commands() -> list[tuple[str, float]]:
    """Reminders and ends, within the hour."""
    return [("lapse_introductions", 3600)]
