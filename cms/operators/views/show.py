"""The profile as others read it, its draft as its members do, and its evidence files."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from cms.operators.evidence import content_type, name_for_download
from cms.operators.fragments import fragments
from cms.operators.models import Credential, Operator
from cms.operators.sheets import operator_sheet
from cms.publishing.services import latest_draft
from frame.private_files import private_file_response


@require_safe
def operator_show(request: HttpRequest, slug: str) -> HttpResponse:
    """The published profile; members and curators of an unpublished one are led to its draft."""
    operator = Operator.objects.visible_to(request.user).with_children().filter(slug=slug).first()
    if operator is None:
        get_object_or_404(Operator.objects.previewed_by(request.user), slug=slug)
        return redirect("operators:operator-preview", slug=slug)
    context = {
        "operator": operator,
        "sheet": operator_sheet(operator, reader=request.user),
        "can_edit": Operator.objects.edited_by(request.user).filter(pk=operator.pk).exists(),
        "actions": fragments("operator_actions", request, operator),
        "sections": fragments("operator_sections", request, operator),
    }
    return render(request, "operators/operator_page.html", context)


@login_required
@require_safe
def operator_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest draft, as it would be read if it were published now."""
    operator = get_object_or_404(Operator.objects.previewed_by(request.user), slug=slug)
    draft = latest_draft(operator)
    context = {
        "operator": draft,
        "sheet": operator_sheet(draft, reader=request.user),
        "can_edit": Operator.objects.edited_by(request.user).filter(pk=operator.pk).exists(),
        "is_live": operator.live,
        "is_preview": True,
    }
    return render(request, "operators/operator_preview.html", context)


@login_required
@require_safe
def evidence_show(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """An evidence file of the published profile or of its latest draft, as a download."""
    operator = get_object_or_404(Operator.objects.with_evidence_for(request.user), slug=slug)
    credential = _credential_of(operator, key)
    try:
        with credential.evidence.open("rb") as file:
            kind = content_type(file) or "application/octet-stream"
        name = name_for_download(credential.evidence_name or key, kind)
        return private_file_response(credential.evidence, name=name, content_type=kind)
    except FileNotFoundError:
        raise Http404 from None


def _credential_of(operator: Operator, key: str) -> Credential:
    versions = (operator, latest_draft(operator))
    rows = (row for version in versions for row in version.credentials.all())
    for row in rows:
        if row.evidence_key == key:
            return row
    raise Http404
