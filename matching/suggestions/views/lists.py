"""Suggestions for an operator and for one of its opportunities."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from cms.operators.current import current_operator
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.suggestions.cards import (
    SuggestionCard,
    cards_for_operator,
    cards_for_opportunity,
)
from matching.suggestions.forms import DismissForm
from matching.suggestions.lookups import operators_decided_by, operators_read_by
from matching.suggestions.models import SuggestionFeedback
from matching.suggestions.services import record_shown


@login_required
@require_safe
def suggestion_list(request: MemberRequest) -> HttpResponse:
    """Partners for the operator that the person works for, or for `?operator=slug`."""
    operator = chosen_operator(request)
    if operator is None:
        context = {"search_url": reverse("results:search-show")}
        return render(request, "suggestions/suggestion_none.html", context)
    cards = cards_for_operator(operator, reader=request.user) if operator.live else []
    own = operator.opportunities.open().prefetch_related("texts")
    return answer(request, operator, cards, own=list(own))


def chosen_operator(request: MemberRequest) -> Operator | None:
    """The operator in the address, which the person must be allowed to read, else the current."""
    slug = request.GET.get("operator", "").replace("\x00", "")
    if not slug:
        return current_operator(request)
    return get_object_or_404(operators_read_by(request.user), slug=slug)


@login_required
@require_safe
def opportunity_suggestions(request: MemberRequest, pk: int) -> HttpResponse:
    """Partners for one opportunity of the person's operator."""
    mine = Opportunity.objects.filter(operator__in=operators_read_by(request.user))
    opportunity = get_object_or_404(mine.with_children(), pk=pk)
    is_open = opportunity.is_open_on(timezone.localdate()) and opportunity.operator.live
    cards = cards_for_opportunity(opportunity, reader=request.user) if is_open else []
    return answer(request, opportunity.operator, cards, opportunity=opportunity, is_open=is_open)


def answer(
    request: MemberRequest,
    operator: Operator,
    cards: Sequence[SuggestionCard],
    *,
    opportunity: Opportunity | None = None,
    own: Sequence[Opportunity] = (),
    is_open: bool = True,
) -> HttpResponse:
    """The page; what its operator's own people see is noted as shown."""
    decides = operators_decided_by(request.user).filter(pk=operator.pk).exists()
    if cards and decides and request.method == "GET":
        shown = [card.operator for card in cards]
        record_shown(operator, candidates=shown, opportunity=opportunity)
    about = opportunity.pk if opportunity else 0
    aside = SuggestionFeedback.objects.given_by(operator, about=about).dismissed()
    context = {
        "operator": operator,
        "opportunity": opportunity,
        "own": own,
        "cards": cards,
        "dismissed": aside.select_related("candidate"),
        "can_decide": decides,
        "is_open": is_open,
        "form": DismissForm(),
    }
    name = "opportunity_suggestions" if opportunity else "suggestion_list"
    return render(request, f"suggestions/{name}.html", context)
