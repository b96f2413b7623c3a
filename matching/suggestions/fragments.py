"""What pages of other apps show of suggestions."""

from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from cms.operators.current import current_operator, my_memberships
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.scoring.rules import Circumstances
from matching.scoring.sentences import sentence
from matching.suggestions.candidates import LEAST, Match, match_opportunity, match_profiles
from matching.suggestions.cards import REASONS, cards_for_operator, findings_of
from matching.suggestions.labelling import labels_for
from matching.suggestions.snapshots import current_snapshot

if TYPE_CHECKING:
    from accounts.models import User

ON_DASHBOARD = 3


def own_operator(request: HttpRequest, other: Operator) -> Operator | None:
    """The published operator that the reader works for, unless the page is about one of theirs."""
    mine = current_operator(request)
    if mine is None or not mine.live:
        return None
    is_own = any(part.operator_id == other.pk for part in my_memberships(request))
    return None if is_own else mine


def operator_section(request: HttpRequest, operator: Operator) -> str:
    """Why this operator fits the reader's own, and what is missing; nothing where it does not."""
    mine = own_operator(request, operator)
    if mine is None:
        return ""
    snapshot, given = current_snapshot(), Circumstances(timezone.localdate())
    match = match_profiles(snapshot, str(mine.pk), str(operator.pk), given)
    return draw_fit(request, match, given, is_answering=False)


def opportunity_section(request: HttpRequest, opportunity: Opportunity) -> str:
    """What of another's opportunity the reader's operator meets, and what is missing."""
    mine = own_operator(request, opportunity.operator)
    if mine is None:
        return ""
    snapshot, given = current_snapshot(), Circumstances(timezone.localdate())
    profile = snapshot.operators.get(str(mine.pk))
    asked = snapshot.opportunities.get(str(opportunity.pk))
    if profile is None or asked is None:
        return ""
    match = match_opportunity(snapshot, asked, profile, given)
    return draw_fit(request, match, given, is_answering=True)


def draw_fit(
    request: HttpRequest, match: Match | None, given: Circumstances, *, is_answering: bool
) -> str:
    """The reasons and gaps of a match that is good enough; else nothing."""
    if match is None or match.value < LEAST:
        return ""
    explained = match.explained(given)
    labels = labels_for(findings_of(explained))
    context = {
        "reasons": [sentence(item, labels) for item in explained.reasons[:REASONS]],
        "gaps": [sentence(item, labels) for item in explained.gaps],
        "is_answering": is_answering,
    }
    return render_to_string("suggestions/_fit.html", context, request)


def opportunity_action(request: HttpRequest, opportunity: Opportunity) -> str:
    """The way from one's own opportunity to its suggested partners."""
    if not request.user.is_authenticated:
        return ""
    if not any(part.operator_id == opportunity.operator_id for part in my_memberships(request)):
        return ""
    context = {"opportunity": opportunity}
    return render_to_string("suggestions/_opportunity_action.html", context, request)


def dashboard_card(request: HttpRequest, operator: Operator) -> dict[str, Any]:
    """The best few partners of an operator."""
    reader = cast("User", request.user)
    cards = cards_for_operator(operator, reader=reader, shown=ON_DASHBOARD) if operator.live else []
    context = {"operator": operator, "cards": cards}
    html = render_to_string("suggestions/_dashboard_card.html", context, request)
    return {"order": 20, "html": html}
