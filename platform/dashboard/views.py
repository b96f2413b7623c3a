"""The dashboard of the operator that a person works for."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from cms.operators.completeness import completeness
from cms.operators.current import current_membership
from cms.operators.models import Invitation, Membership
from cms.opportunities.states import opportunity_lines
from cms.publishing.services import latest_draft, review_state
from dashboard.cards import cards
from dashboard.steps import next_step
from dashboard.work import work_of

SHOWN_OPPORTUNITIES = 5


@login_required
@require_safe
def dashboard_show(request: MemberRequest) -> HttpResponse:
    """States, what is missing, the cards of other apps, and one next step.

    Somebody without an operator gets the two ways to have one; staff, what waits for them.
    """
    membership = current_membership(request)
    invitations = Invitation.objects.addressed_to(request.user)
    if membership is None:
        context = {"invitations": invitations, "work": work_of(request.user)}
        return render(request, "dashboard/welcome_page.html", context)
    context = _state_of(membership) | {
        "invitations": invitations,
        "cards": cards(request, membership.operator),
    }
    return render(request, "dashboard/dashboard_page.html", context)


def _state_of(membership: Membership) -> dict[str, Any]:
    operator, writes = membership.operator, membership.role != Membership.Role.VIEWER
    review, measure = review_state(operator), completeness(latest_draft(operator))
    lines = opportunity_lines(operator)
    step = next_step(operator, review=review, measure=measure, opportunities=len(lines))
    return {
        "operator": operator,
        "membership": membership,
        "can_edit": writes,
        "review": review,
        "completeness": measure,
        "opportunities": lines[:SHOWN_OPPORTUNITIES],
        "opportunity_count": len(lines),
        "next_step": step if writes else None,
    }
