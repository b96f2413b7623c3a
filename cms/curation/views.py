"""The review queue and its pages, in Wagtail's admin."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import TaskState

from accounts.requests import MemberRequest
from cms.curation.addresses import preview_address
from cms.curation.comparison import comparisons
from cms.curation.credentials import draft_lines
from cms.curation.models import VIEW_QUEUE, ReviewSettings
from cms.curation.queue import QueueLine, queue_lines, snippets_of, waiting_reviews
from cms.curation.verification import VERIFY
from cms.operators.models import Operator
from cms.publishing.errors import PublishingError
from cms.publishing.forms import RejectionForm
from cms.publishing.services import approve, is_kept_by_another, reject

PER_PAGE = 50
KINDS = ("operator", "opportunity")


@permission_required(VIEW_QUEUE, raise_exception=True)
@require_safe
def queue_show(request: MemberRequest) -> HttpResponse:
    """What waits, the longest first; `kind` narrows it."""
    kind = request.GET.get("kind", "")
    states = waiting_reviews(kind=kind if kind in KINDS else "")
    page = Paginator(states, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "header_title": _("À revoir"),
        "breadcrumbs_items": trail(),
        "page": page,
        "lines": queue_lines(page.object_list),
        "kind": kind,
        "delay": ReviewSettings.load(request).delay,
        "can_decide": may_decide(request),
    }
    return render(request, "curation/queue_page.html", context)


def trail(*labels: str) -> list[dict[str, str]]:
    """The way from the admin's home to the queue, and on to a page under it."""
    steps = [
        (reverse("wagtailadmin_home"), _("Accueil")),
        (reverse("curation_queue"), _("À revoir")),
    ]
    return [
        {"url": url, "label": label} for url, label in [*steps, *(("", name) for name in labels)]
    ]


def admin_links(row: Any) -> dict[str, str]:
    """Where the snippet is edited, its history read, and its draft seen as a reader does."""
    prefix = f"wagtailsnippets_{row._meta.app_label}_{row._meta.model_name}"
    return {
        "edit_url": reverse(f"{prefix}:edit", args=[row.pk]),
        "history_url": reverse(f"{prefix}:history", args=[row.pk]),
        "preview_url": preview_address(row),
    }


def may_decide(request: MemberRequest) -> bool:
    """Whether this person is of those who approve."""
    return request.user.is_curator


@require_safe
def review_show(request: MemberRequest, pk: int) -> HttpResponse:
    """One version against what is published, with the decision to take."""
    state = state_for(request, pk)
    return render(request, "curation/review_page.html", review_context(request, state))


def state_for(request: MemberRequest, pk: int) -> TaskState:
    """A review, open or ended, for those who decide. Raises PermissionDenied and Http404."""
    if not may_decide(request):
        raise PermissionDenied
    states = TaskState.objects.select_related(
        "workflow_state__requested_by", "revision", "finished_by"
    )
    return get_object_or_404(states, pk=pk)


def review_context(request: MemberRequest, state: TaskState) -> dict[str, Any]:
    """What the page of a review shows; the form is empty."""
    row = next(iter(snippets_of([state]).values()), None)
    if row is None:
        raise Http404
    draft = row.with_content_json(state.revision.content)
    lines = queue_lines([state])
    line: QueueLine = lines[0]
    return admin_links(row) | {
        "header_title": line.name,
        "breadcrumbs_items": trail(line.name),
        "state": state,
        "line": line,
        "row": row,
        "draft": draft,
        "is_open": state.status == TaskState.STATUS_IN_PROGRESS,
        "is_kept": is_kept_by_another(row, request.user),
        "comparisons": comparisons(row, draft, request),
        "credentials": draft_lines(draft) if isinstance(row, Operator) else [],
        "can_verify": request.user.has_perm(VERIFY),
        "form": RejectionForm(),
    }


@require_POST
def review_approve(request: MemberRequest, pk: int) -> HttpResponse:
    """Publish what was read on the page, unless that review has ended since."""
    state = state_for(request, pk)
    snippet = state.workflow_state.content_object
    done = partial(approve, snippet, by=request.user, seen=state.pk)
    return settle(request, state, done, _("« %(name)s » est publié.") % {"name": snippet})


@require_POST
def review_reject(request: MemberRequest, pk: int) -> HttpResponse:
    """Send it back with the reason given, unless that review has ended since."""
    state = state_for(request, pk)
    snippet = state.workflow_state.content_object
    form = RejectionForm(request.POST)
    if not form.is_valid():
        context = review_context(request, state) | {"form": form}
        return render(request, "curation/review_page.html", context, status=422)
    reason = form.cleaned_data["comment"]
    done = partial(reject, snippet, by=request.user, reason=reason, seen=state.pk)
    sentence = _("« %(name)s » est renvoyé avec votre motif.") % {"name": snippet}
    return settle(request, state, done, sentence)


def settle(
    request: MemberRequest, state: TaskState, decide: Callable[[], bool], sentence: str
) -> HttpResponse:
    """Decide and say so; say why where somebody else was first or keeps it locked."""
    try:
        is_done = decide()
    except PublishingError:
        messages.warning(request, _("Un autre curateur l'a verrouillée : rien n'a été changé."))
        return redirect("curation_review", pk=state.pk)
    if not is_done:
        return tell_ended(request, state)
    messages.success(request, sentence)
    return redirect("curation_queue")


def tell_ended(request: MemberRequest, state: TaskState) -> HttpResponse:
    """Say that somebody else was first; nothing has been done."""
    messages.warning(request, _("Cette revue était déjà terminée : rien n'a été changé."))
    return redirect("curation_review", pk=state.pk)
