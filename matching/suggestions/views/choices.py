"""Opening, setting aside and taking back a suggestion."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.suggestions.forms import DismissForm
from matching.suggestions.lookups import (
    find_answered,
    find_opportunity,
    operators_decided_by,
    operators_read_by,
)
from matching.suggestions.services import (
    dismiss_suggestion,
    record_opened,
    restore_suggestion,
)


@login_required
@require_safe
def suggestion_open(request: MemberRequest, operator: str, candidate: str) -> HttpResponse:
    """Lead to the suggested profile; what the operator's own people open is noted.

    `?opportunity=` is the operator's own, `?answers=` the other's that it could answer: either
    goes along, so that what is asked from the profile is about it.
    """
    own = get_object_or_404(operators_read_by(request.user), slug=operator)
    other = get_object_or_404(Operator.objects.visible_to(request.user), slug=candidate)
    about = find_opportunity(request, own)
    if request.method == "GET" and operators_decided_by(request.user).filter(pk=own.pk).exists():
        record_opened(own, candidate=other, opportunity=about)
    subject = about or find_answered(request, other)
    query = f"?opportunity={subject.pk}" if subject else ""
    return redirect(f"{other.get_absolute_url()}{query}")


@login_required
@require_POST
def suggestion_dismiss(request: MemberRequest, operator: str, candidate: str) -> HttpResponse:
    """Set a suggestion aside with a reason; it can be taken back from the same place."""
    own = get_object_or_404(operators_decided_by(request.user), slug=operator)
    other = get_object_or_404(Operator.objects.visible_to(request.user), slug=candidate)
    about, form = find_opportunity(request, own), DismissForm(request.POST)
    context = {"operator": own, "candidate": other, "opportunity": about, "form": form}
    if not form.is_valid():
        return render(request, "suggestions/suggestion_dismiss.html", context, status=422)
    dismiss_suggestion(
        own, candidate=other, dismissed_by=request.user, opportunity=about, **form.cleaned_data
    )
    if request.headers.get("HX-Request"):
        return render(request, "suggestions/_dismissed.html", context)
    messages.success(request, _("Suggestion écartée. Vous pouvez la reprendre en bas de page."))
    return redirect(page_of(own, about))


@login_required
@require_POST
def suggestion_restore(request: MemberRequest, operator: str, candidate: str) -> HttpResponse:
    """Take a dismissal back."""
    own = get_object_or_404(operators_decided_by(request.user), slug=operator)
    other = get_object_or_404(Operator, slug=candidate)
    about = find_opportunity(request, own)
    if restore_suggestion(own, candidate=other, opportunity=about):
        messages.success(request, _("Suggestion reprise."))
    return redirect(page_of(own, about))


def page_of(operator: Operator, opportunity: Opportunity | None) -> str:
    """Where the suggestions of an operator, or of one of its opportunities, stand."""
    if opportunity is not None:
        return reverse("suggestions:opportunity-suggestions", args=[opportunity.pk])
    return f"{reverse('suggestions:suggestion-list')}?operator={operator.slug}"
