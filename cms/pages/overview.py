"""What the home page counts and shows, for each reader what that reader may see."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from cms.operators.models import Capability, Operator
from cms.operators.sheets import place_of
from cms.opportunities.models import Opportunity

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

SHOWN = 6
# Searches to begin with, in the reader's language.
EXAMPLES = (_("injection plastique salle blanche"), _("stérilisation EtO"), _("cathéters"))


@dataclass(frozen=True)
class SiteFigures:
    """How much there is to find."""

    operators: int
    countries: int
    processes: int
    opportunities: int


@dataclass(frozen=True)
class OpportunityCard:
    """An opportunity on the home page."""

    opportunity: Opportunity
    place: str

    @property
    def badge(self) -> dict[str, str]:
        """Offer or request, as the card's component takes it."""
        kind = "brand" if self.opportunity.side == Opportunity.Side.OFFER else "info"
        return {"text": self.opportunity.get_side_display(), "kind": kind}


def site_figures(reader: "User | AnonymousUser") -> SiteFigures:
    """The counts, in three queries."""
    operators = Operator.objects.visible_to(reader)
    totals: dict[str, Any] = operators.aggregate(
        operators=Count("pk", distinct=True), countries=Count("country", distinct=True)
    )
    capabilities = Capability.objects.filter(operator__in=operators.values("pk"))
    return SiteFigures(
        **totals,
        processes=capabilities.aggregate(n=Count("process", distinct=True))["n"],
        opportunities=Opportunity.objects.visible_to(reader).open().count(),
    )


def latest_opportunities(reader: "User | AnonymousUser") -> list[OpportunityCard]:
    """The last ones published that still stand, in two queries."""
    rows = Opportunity.objects.visible_to(reader).open().with_children()
    latest = rows.order_by("-first_published_at", "-pk")[:SHOWN]
    return [OpportunityCard(row, place_of(row.operator)) for row in latest]
