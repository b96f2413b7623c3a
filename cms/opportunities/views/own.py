"""The opportunities of one's own operator: list, write, submit, close."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.keeping import keeps_typed
from accounts.requests import MemberRequest
from cms.operators.errors import StaleDraftError
from cms.operators.models import Operator
from cms.operators.views.versions import based_on, say
from cms.opportunities.forms import OpportunityForm
from cms.opportunities.models import Opportunity
from cms.opportunities.services import (
    close_opportunity,
    create_opportunity,
    reopen_opportunity,
    save_opportunity,
)
from cms.opportunities.states import opportunity_lines
from cms.publishing.services import (
    PublishingError,
    latest_draft,
    review_state,
    submit_for_review,
    withdraw_from_review,
)


@login_required
@require_safe
def opportunity_list(request: MemberRequest, slug: str) -> HttpResponse:
    """All of the operator's, for its members; those who may write get the buttons."""
    operator = get_object_or_404(Operator.objects.of_member(request.user), slug=slug)
    context = {
        "operator": operator,
        "lines": opportunity_lines(operator),
        "can_edit": operator.memberships.filter(user=request.user).exclude(role="viewer").exists(),
    }
    return render(request, "opportunities/opportunity_list_page.html", context)


@keeps_typed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def opportunity_create(request: MemberRequest, slug: str) -> HttpResponse:
    """A new offer or request; the same form sent twice makes one."""
    operator = get_object_or_404(Operator.objects.edited_by(request.user), slug=slug)
    blank = Opportunity(operator=operator, live=False, side=_wanted_side(request))
    if request.method != "POST":
        return _page(request, blank, OpportunityForm(instance=blank), client_id=uuid.uuid4())
    form, client_id = OpportunityForm(request.POST, instance=blank), _client_id(request)
    if not form.is_valid() or client_id is None:
        new_id = client_id or uuid.uuid4()
        return _page(request, blank, form, client_id=new_id, status=422)
    try:
        made = create_opportunity(form.save(), client_id=client_id, user=request.user)
    except ValidationError as error:
        return _page(request, blank, form, client_id=uuid.uuid4(), refused=error, status=422)
    return _after_save(request, made)


def _wanted_side(request: MemberRequest) -> str:
    side = request.GET.get("side", "")
    return side if side in Opportunity.Side.values else Opportunity.Side.REQUEST


def _client_id(request: MemberRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("client_id", ""))
    except ValueError:
        return None


def _after_save(request: MemberRequest, opportunity: Opportunity) -> HttpResponse:
    messages.success(request, _("Brouillon enregistré."))
    if "submit" in request.POST:
        return _submit(request, opportunity)
    return redirect("opportunities:opportunity-edit", pk=opportunity.pk)


@keeps_typed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def opportunity_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change the latest draft; what is published stays as it is."""
    opportunity = get_object_or_404(Opportunity.objects.edited_by(request.user), pk=pk)
    draft = latest_draft(opportunity)
    if request.method != "POST":
        return _page(request, opportunity, OpportunityForm(instance=draft))
    form = OpportunityForm(request.POST, instance=draft)
    if not form.is_valid():
        return _page(request, opportunity, form, status=422)
    try:
        save_opportunity(form.save(), based_on=based_on(request), user=request.user)
    except StaleDraftError as error:
        return _page(request, opportunity, form, refused=error, status=409)
    except ValidationError as error:
        return _page(request, opportunity, form, refused=error, status=422)
    return _after_save(request, opportunity)


def _page(
    request: MemberRequest,
    opportunity: Opportunity,
    form: OpportunityForm,
    *,
    client_id: uuid.UUID | None = None,
    refused: ValidationError | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "operator": opportunity.operator,
        "opportunity": opportunity,
        "form": form,
        "client_id": client_id,
        "refused": " ".join(refused.messages) if refused else "",
    }
    if opportunity.pk:
        opportunity.refresh_from_db(fields=["latest_revision", "live", "has_unpublished_changes"])
        context["review"] = review_state(opportunity)
        context["revision"] = opportunity.latest_revision_id or ""
    return render(request, "opportunities/opportunity_edit_page.html", context, status=status)


@login_required
@require_POST
def opportunity_submit(request: MemberRequest, pk: int) -> HttpResponse:
    """Hand the latest draft to the federation."""
    opportunity = get_object_or_404(Opportunity.objects.edited_by(request.user), pk=pk)
    return _submit(request, opportunity)


def _submit(request: MemberRequest, opportunity: Opportunity) -> HttpResponse:
    try:
        submit_for_review(opportunity, user=request.user)
    except PublishingError as error:
        messages.error(request, " ".join(error.messages))
    else:
        say(request, opportunity)
    return redirect("opportunities:opportunity-list", slug=opportunity.operator.slug)


@login_required
@require_POST
def opportunity_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the draft back from review, to change it."""
    opportunity = get_object_or_404(Opportunity.objects.edited_by(request.user), pk=pk)
    if withdraw_from_review(opportunity, user=request.user):
        messages.success(request, _("Retirée de la revue : vous pouvez modifier le brouillon."))
    return redirect("opportunities:opportunity-edit", pk=pk)


@login_required
@require_POST
def opportunity_close(request: MemberRequest, pk: int) -> HttpResponse:
    """Take no more requests; can be undone."""
    opportunity = get_object_or_404(Opportunity.objects.edited_by(request.user), pk=pk)
    if close_opportunity(opportunity, user=request.user):
        messages.success(request, _("Opportunité fermée : elle reste lisible et le dit."))
    return redirect("opportunities:opportunity-list", slug=opportunity.operator.slug)


@login_required
@require_POST
def opportunity_reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Undo a closing."""
    opportunity = get_object_or_404(Opportunity.objects.edited_by(request.user), pk=pk)
    if reopen_opportunity(opportunity, user=request.user):
        messages.success(request, _("Opportunité rouverte."))
    return redirect("opportunities:opportunity-list", slug=opportunity.operator.slug)
