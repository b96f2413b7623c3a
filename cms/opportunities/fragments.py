"""What this app adds to the pages of an operator."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from frame.navigation import NavItem

SHOWN = 20


@hooks.register("operator_sections")
def opportunity_section(request: HttpRequest, operator: Operator) -> str:
    """The open opportunities of an operator that the reader may see."""
    shown = Opportunity.objects.open().visible_to(request.user).filter(operator=operator)
    found = list(shown.prefetch_related("texts")[:SHOWN])
    if not found:
        return ""
    return render_to_string("opportunities/_operator_section.html", {"opportunities": found})


@hooks.register("operator_tabs")
def opportunity_tab(request: HttpRequest, operator: Operator) -> NavItem:
    """The operator's own opportunities, for its members."""
    url = reverse("opportunities:opportunity-list", args=[operator.slug])
    return NavItem(_("Opportunités"), url, icon="megaphone", key="opportunities", order=30)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Closing and reopening, in Wagtail's history of an opportunity."""
    closed, reopened = gettext_lazy("Fermer"), gettext_lazy("Rouvrir")
    actions.register_action("opportunities.close", closed, gettext_lazy("Opportunité fermée"))
    actions.register_action("opportunities.reopen", reopened, gettext_lazy("Opportunité rouverte"))
