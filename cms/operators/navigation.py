"""The tabs of a person's workplace: all pages about the operator that they work for.

An app adds a tab with the hook `operator_tabs`, given the request and the operator:

    @hooks.register("operator_tabs")
    def opportunity_tab(request: HttpRequest, operator: Operator) -> NavItem: ...
"""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.operators.current import my_memberships
from cms.operators.models import Membership, Operator
from frame.navigation import NavItem


def operator_tabs(request: HttpRequest, operator: Operator) -> list[NavItem]:
    """All tabs, in order."""
    given = (hook(request, operator) for hook in hooks.get_hooks("operator_tabs"))
    return sorted(filter(None, given), key=lambda item: item.order)


def membership_of(request: HttpRequest, operator: Operator) -> Membership | None:
    """The reader's part in `operator`; no query beyond the request's first one."""
    return next((m for m in my_memberships(request) if m.operator_id == operator.pk), None)


@hooks.register("operator_tabs")
def profile_tab(request: HttpRequest, operator: Operator) -> NavItem:
    """The editor for those who may write, the draft as it reads for the others."""
    part = membership_of(request, operator)
    writes = part is not None and part.role != Membership.Role.VIEWER
    name = "operators:operator-review" if writes else "operators:operator-preview"
    url = reverse(name, args=[operator.slug])
    return NavItem(_("Profil"), url, icon="building-2", key="profile", order=20)


@hooks.register("operator_tabs")
def members_tab(request: HttpRequest, operator: Operator) -> NavItem:
    """The people, for all of them."""
    url = reverse("operators:member-list", args=[operator.slug])
    return NavItem(_("Équipe"), url, icon="users", key="members", order=40)
