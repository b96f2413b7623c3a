"""Why the two would fit, beside the form that asks for an introduction."""

from django.http import HttpRequest
from django.utils import timezone

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.scoring.rules import Circumstances
from matching.suggestions.candidates import match_opportunity
from matching.suggestions.fragments import draw_fit, operator_section, opportunity_section
from matching.suggestions.snapshots import current_snapshot


def draw_reasons(request: HttpRequest, receiver: Operator, opportunity: Opportunity | None) -> str:
    """The suggestion's reasons and gaps; "" where there is none.

    About the receiver's own opportunity: how the reader's operator answers it. About one of the
    reader's: how the receiver does. Else how the two profiles fit.
    """
    if opportunity is None:
        return operator_section(request, receiver)
    if opportunity.operator_id == receiver.pk:
        return opportunity_section(request, opportunity)
    return answer_section(request, receiver, opportunity)


def answer_section(request: HttpRequest, receiver: Operator, opportunity: Opportunity) -> str:
    """How the receiver answers an opportunity of another operator."""
    snapshot, given = current_snapshot(), Circumstances(timezone.localdate())
    profile = snapshot.operators.get(str(receiver.pk))
    asked = snapshot.opportunities.get(str(opportunity.pk))
    if profile is None or asked is None:
        return ""
    match = match_opportunity(snapshot, asked, profile, given)
    return draw_fit(request, match, given, is_answering=False)
