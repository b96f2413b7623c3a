"""The opportunities of an operator as its own people list them: each with where it stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from cms.publishing.services import ReviewState, review_states


@dataclass(frozen=True)
class OpportunityLine:
    """One of the operator's own opportunities, whatever its state.

    `language` is that of the title; "" where only a draft has it.
    """

    opportunity: Opportunity
    title: str
    language: str
    review: ReviewState
    url: str

    @property
    def is_closed(self) -> bool:
        """Whether it was published and takes no more requests."""
        return self.opportunity.live and not self.opportunity.is_open


def opportunity_lines(operator: Operator) -> list[OpportunityLine]:
    """All of them, the newest first; four queries however many there are."""
    rows = Opportunity.objects.filter(operator=operator).prefetch_related("texts")
    rows = rows.select_related("latest_revision").defer("latest_revision__content")
    found = list(rows.order_by("-created_at", "-pk"))
    states = review_states(found)
    for row in found:
        row.operator = operator
    return [_line(row, states[row.pk]) for row in found]


def _line(row: Opportunity, review: ReviewState) -> OpportunityLine:
    drafted = row.latest_revision.object_str if row.latest_revision else ""
    title = drafted if row.has_unpublished_changes and drafted else row.title
    name = "opportunity-show" if review.status == "live" else "opportunity-preview"
    url = reverse(f"opportunities:{name}", args=[row.pk])
    language = next((text.language for text in row.texts.all() if text.title == title), "")
    return OpportunityLine(row, title or _("Sans titre"), language, review, url)
