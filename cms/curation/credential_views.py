"""The pages of those who verify credentials, in Wagtail's admin."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.utils import get_valid_next_url_from_request

from accounts.requests import MemberRequest
from cms.curation.credentials import credential_of, lines_of, unverified
from cms.curation.verification import VERIFY, verify_credential, withdraw_verification

PER_PAGE = 50


def page_context(*labels: str) -> dict[str, Any]:
    """What the pages of this file share: their way from the admin's home, and the right."""
    steps = [
        (reverse("wagtailadmin_home"), _("Accueil")),
        (reverse("curation_credentials"), _("Certificats à vérifier")),
        *(("", label) for label in labels),
    ]
    return {
        "header_title": labels[-1] if labels else _("Certificats à vérifier"),
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in steps],
        "can_verify": True,
    }


@permission_required(VERIFY, raise_exception=True)
@require_safe
def credentials_show(request: MemberRequest) -> HttpResponse:
    """The published credentials that nobody has checked as they stand."""
    page = Paginator(unverified(), PER_PAGE).get_page(request.GET.get("p"))
    lines = lines_of((row, row.operator) for row in page.object_list)
    context = page_context() | {"page": page, "lines": lines}
    return render(request, "curation/credentials_page.html", context)


@permission_required(VERIFY, raise_exception=True)
@require_safe
def credential_show(request: MemberRequest, operator: int, key: UUID) -> HttpResponse:
    """One credential with all its facts, to be checked against its evidence."""
    row = credential_of(operator, key, digest=request.GET.get("seen", ""))
    lines = lines_of([(row, row.operator)])
    context = page_context(str(row)) | {"lines": lines, "next": request.GET.get("next", "")}
    return render(request, "curation/credential_page.html", context)


@permission_required(VERIFY, raise_exception=True)
@require_POST
def credential_verify(request: MemberRequest, operator: int, key: UUID) -> HttpResponse:
    """Vouch for the facts read on the page, or take that back."""
    seen = request.POST.get("seen", "")
    credential = credential_of(operator, key, digest=seen)
    try:
        if "withdraw" in request.POST:
            withdraw_verification(credential, by=request.user)
            messages.success(request, _("La vérification est retirée."))
        else:
            verify_credential(credential, by=request.user, seen=seen)
            messages.success(request, _("Le certificat est vérifié."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(get_valid_next_url_from_request(request) or "curation_credentials")
