"""An opportunity as others read it, and its draft as the members of its operator do."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from cms.operators.fragments import fragments
from cms.opportunities.models import Opportunity
from cms.opportunities.sheets import opportunity_sheet
from cms.publishing.services import latest_draft


@require_safe
def opportunity_show(request: HttpRequest, pk: int) -> HttpResponse:
    """The published opportunity, open or closed; its own people are led to the draft."""
    shown = Opportunity.objects.visible_to(request.user).with_children().filter(pk=pk).first()
    if shown is None:
        get_object_or_404(Opportunity.objects.previewed_by(request.user), pk=pk)
        return redirect("opportunities:opportunity-preview", pk=pk)
    context = {
        "opportunity": shown,
        "sheet": opportunity_sheet(shown, reader=request.user),
        "can_edit": Opportunity.objects.edited_by(request.user).filter(pk=pk).exists(),
        "actions": fragments("opportunity_actions", request, shown),
        "sections": fragments("opportunity_sections", request, shown),
    }
    return render(request, "opportunities/opportunity_page.html", context)


@login_required
@require_safe
def opportunity_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest draft, as it would be read if it were published now."""
    opportunity = get_object_or_404(Opportunity.objects.previewed_by(request.user), pk=pk)
    draft = latest_draft(opportunity)
    context = {
        "opportunity": draft,
        "sheet": opportunity_sheet(draft, reader=request.user),
        "can_edit": Opportunity.objects.edited_by(request.user).filter(pk=pk).exists(),
        "is_live": opportunity.live,
        "is_preview": True,
    }
    return render(request, "opportunities/opportunity_preview.html", context)
