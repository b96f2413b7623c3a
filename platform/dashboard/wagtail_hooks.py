"""The dashboard among the entries of the frame and the tabs of the workplace."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.operators.models import Operator
from frame.navigation import NavItem


@hooks.register("frame_navigation")
def dashboard_entry(request: HttpRequest) -> list[NavItem]:
    """For members only."""
    if not request.user.is_authenticated:
        return []
    url = reverse("dashboard:dashboard-show")
    places = ("bar", "tabs")
    return [NavItem(_("Tableau de bord"), url, icon="layout-dashboard", order=10, places=places)]


@hooks.register("operator_tabs")
def dashboard_tab(request: HttpRequest, operator: Operator) -> NavItem:
    """The first of the tabs."""
    url = reverse("dashboard:dashboard-show")
    return NavItem(_("Tableau de bord"), url, icon="layout-dashboard", key="dashboard", order=10)
