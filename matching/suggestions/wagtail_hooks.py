"""What suggestions add to the frame, to the company's front and to the pages of lower apps."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.operators.current import my_memberships
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from frame.navigation import NavItem
from matching.suggestions import fragments


@hooks.register("frame_navigation")
def suggestion_entry(request: HttpRequest) -> list[NavItem]:
    """The list, for people who work for an operator."""
    if not request.user.is_authenticated or not my_memberships(request):
        return []
    url = reverse("suggestions:suggestion-list")
    label = _("Partenaires suggérés")
    return [NavItem(label, url, icon="sparkles", key="suggestions", order=40, places=("bar",))]


@hooks.register("operator_sections")
def operator_section(request: HttpRequest, operator: Operator) -> str:
    return fragments.operator_section(request, operator)


@hooks.register("opportunity_sections")
def opportunity_section(request: HttpRequest, opportunity: Opportunity) -> str:
    return fragments.opportunity_section(request, opportunity)


@hooks.register("opportunity_actions")
def opportunity_action(request: HttpRequest, opportunity: Opportunity) -> str:
    return fragments.opportunity_action(request, opportunity)


@hooks.register("dashboard_cards")
def dashboard_card(request: HttpRequest, operator: Operator) -> dict[str, Any]:
    return fragments.dashboard_card(request, operator)


@hooks.register("periodic_commands")
def periodic_commands() -> list[tuple[str, float]]:
    """Profiles whose refresh was lost with its process are filled within a quarter of an hour."""
    return [("refresh_matching", 900)]
