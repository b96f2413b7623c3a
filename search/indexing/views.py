"""What the index could not take, in Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from search.indexing.models import OutboxEntry
from search.indexing.querysets import OutboxQuerySet
from search.indexing.roles import RETRY, VIEW
from search.indexing.services import apply_after_commit, retry_dead
from search.requests import OPERATORS

PER_PAGE = 50


@permission_required(VIEW, raise_exception=True)
@require_safe
def outbox_show(request: HttpRequest) -> HttpResponse:
    """What was given up, then what waits; each with its error and its age."""
    page = Paginator(unsettled(), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "header_title": _("Modifications à indexer"),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": "", "label": _("Modifications à indexer")},
        ],
        "page": page,
        "lines": [{"entry": entry, "url": edit_url(entry)} for entry in page.object_list],
        "dead": OutboxEntry.objects.dead().count(),
        "can_retry": request.user.has_perm(RETRY),
    }
    return render(request, "indexing/outbox_page.html", context)


def unsettled() -> OutboxQuerySet:
    """The given up ones first, each part in the order in which it was written."""
    return OutboxEntry.objects.filter(applied_at=None).order_by("-is_dead", "pk")


def edit_url(entry: Any) -> str:
    """Where the profile of an entry is mended; "" where the id names none of ours."""
    kind, _dash, pk = entry.document_id.rpartition("-")
    name = "operators_operator" if kind == OPERATORS else "opportunities_opportunity"
    try:
        return reverse(f"wagtailsnippets_{name}:edit", args=[int(pk)])
    except (ValueError, NoReverseMatch):
        return ""


@permission_required(RETRY, raise_exception=True)
@require_POST
def outbox_retry(request: HttpRequest) -> HttpResponse:
    """Give what was given up another round, at once."""
    count = retry_dead()
    if count:
        apply_after_commit()
    said = ngettext(
        "%(count)d modification est reprise.", "%(count)d modifications sont reprises.", count
    )
    messages.success(request, said % {"count": count})
    return redirect("indexing_outbox")
