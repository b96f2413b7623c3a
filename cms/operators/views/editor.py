"""The profile editor: one page a step, each saving a draft; then the review."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.keeping import keeps_typed
from accounts.requests import MemberRequest
from cms.operators.completeness import completeness
from cms.operators.errors import StaleDraftError
from cms.operators.forms.steps import BY_NAME, STEPS, Step, next_step
from cms.operators.models import Operator
from cms.operators.services.profiles import save_profile, submit_profile
from cms.operators.views.versions import based_on, say
from cms.publishing.services import (
    PublishingError,
    latest_draft,
    review_state,
    withdraw_from_review,
)


@keeps_typed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def operator_edit(request: MemberRequest, slug: str, step: str) -> HttpResponse:
    """Show a step over the latest draft, or save what was typed as a new one."""
    operator = get_object_or_404(Operator.objects.edited_by(request.user), slug=slug)
    if step not in BY_NAME:
        raise Http404
    draft = latest_draft(operator)
    if request.method != "POST":
        return _page(request, operator, BY_NAME[step], BY_NAME[step].make(draft))
    return _save(request, operator, BY_NAME[step], draft)


def _save(request: MemberRequest, operator: Operator, step: Step, draft: Operator) -> HttpResponse:
    if "add" in request.POST and step.is_rows:
        return _page(request, operator, step, step.make(draft, _with_one_more(request, step)))
    form = step.make(draft, request)
    if not form.is_valid():
        return _page(request, operator, step, form, status=422)
    try:
        form.save(commit=False)
        save_profile(draft, based_on=based_on(request), user=request.user)
    except StaleDraftError as error:
        return _page(request, operator, step, form, refused=error, status=409)
    except ValidationError as error:
        return _page(request, operator, step, form, refused=error, status=422)
    messages.success(request, _("Brouillon enregistré."))
    target = step.name if "stay" in request.POST else next_step(step)
    return redirect(_step_url(operator, target))


def _with_one_more(request: MemberRequest, step: Step) -> MemberRequest:
    """The request with room for one more row, for those without scripts."""
    data: QueryDict = request.POST.copy()
    key = f"{step.name}-TOTAL_FORMS"
    count = data.get(key, "")
    data[key] = str(int(count) + 1) if count.isascii() and count.isdigit() else "1"
    request.POST = data  # type: ignore[assignment]
    return request


def _page(
    request: MemberRequest,
    operator: Operator,
    step: Step,
    form: Any,
    *,
    refused: ValidationError | None = None,
    status: int = 200,
) -> HttpResponse:
    if form.is_bound and step.is_rows:
        form.keep_files()
    context = editor_context(operator, step.name) | {
        "step": step,
        "form": form,
        "rows": form.forms if step.is_rows else [],
        "new_row": form.new_row(0) if step.is_rows and not form.forms else None,
        "refused": " ".join(refused.messages) if refused else "",
    }
    return render(request, f"operators/edit_{step.name}_page.html", context, status=status)


def editor_context(operator: Operator, current: str) -> dict[str, Any]:
    """What every page of the editor shows: the steps, how complete, in which state."""
    operator.refresh_from_db(fields=["latest_revision", "live", "has_unpublished_changes"])
    saved = latest_draft(operator)
    measure = completeness(saved)
    lacking = {lack.step for lack in measure.missing}
    return {
        "operator": operator,
        "name": saved.local_name,
        "completeness": measure,
        "review": review_state(operator),
        "revision": operator.latest_revision_id or "",
        "author": operator.latest_revision.user if operator.latest_revision else None,
        "saved_at": operator.latest_revision.created_at if operator.latest_revision else None,
        "steps": _steps(operator, current, lacking),
    }


def _steps(operator: Operator, current: str, lacking: set[str]) -> list[dict[str, Any]]:
    named = [(step.name, step.label) for step in STEPS] + [("review", _("Envoi"))]
    return [
        {
            "name": name,
            "label": label,
            "url": _step_url(operator, name),
            "is_current": name == current,
            "is_done": name not in lacking and name != "review",
        }
        for name, label in named
    ]


def _step_url(operator: Operator, name: str) -> str:
    if name == "review":
        return reverse("operators:operator-review", args=[operator.slug])
    return reverse("operators:operator-edit", args=[operator.slug, name])


@login_required
@require_GET
def row_add(request: MemberRequest, slug: str, step: str) -> HttpResponse:
    """One more empty row for a page that has scripts; nothing is saved."""
    operator = get_object_or_404(Operator.objects.edited_by(request.user), slug=slug)
    if step not in BY_NAME or not BY_NAME[step].is_rows:
        raise Http404
    count = request.GET.get(f"{step}-TOTAL_FORMS", "")
    index = min(int(count), 1000) if count.isascii() and count.isdigit() else 0
    formset = BY_NAME[step].make(Operator(pk=operator.pk))
    context = {"form": formset.new_row(index), "total": index + 1, "step": BY_NAME[step]}
    return render(request, "operators/_row_added.html", context)


@login_required
@require_http_methods(["GET", "HEAD"])
def operator_review(request: MemberRequest, slug: str) -> HttpResponse:
    """What is missing, where the profile stands, and the button that submits it."""
    operator = get_object_or_404(Operator.objects.edited_by(request.user), slug=slug)
    return render(request, "operators/edit_review_page.html", editor_context(operator, "review"))


@login_required
@require_POST
def operator_submit(request: MemberRequest, slug: str) -> HttpResponse:
    """Hand the draft to the federation."""
    operator = get_object_or_404(Operator.objects.edited_by(request.user), slug=slug)
    try:
        submit_profile(operator, user=request.user)
    except PublishingError as error:
        context = editor_context(operator, "review") | {"refused": " ".join(error.messages)}
        return render(request, "operators/edit_review_page.html", context, status=422)
    say(request, operator)
    return redirect("operators:operator-review", slug=slug)


@login_required
@require_POST
def operator_withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    """Take the draft back from review, to change it."""
    operator = get_object_or_404(Operator.objects.edited_by(request.user), slug=slug)
    if withdraw_from_review(operator, user=request.user):
        messages.success(request, _("Retiré de la revue : vous pouvez modifier le brouillon."))
    return redirect("operators:operator-review", slug=slug)
