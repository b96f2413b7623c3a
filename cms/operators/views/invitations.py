"""An invitation, as the person invited and the owners meet it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from cms.operators.current import choose_operator
from cms.operators.errors import InvitationRefusedError
from cms.operators.models import Invitation, Operator
from cms.operators.services.invitations import (
    accept_invitation,
    refuse_if_expired,
    refuse_unless_usable,
    resend_invitation,
    revoke_invitation,
)


@require_safe
def invitation_show(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is offered, and what to do: sign in or up, accept, or why it cannot be."""
    invitation = Invitation.objects.select_related("operator").filter(token=token).first()
    if invitation is None:
        return render(request, "operators/invitation_gone.html", status=404)
    return _page(request, invitation, _refusal(request, invitation))


def _refusal(request: HttpRequest, invitation: Invitation) -> InvitationRefusedError | None:
    """Why the reader cannot use it; of the anonymous only whether the link is too old is known."""
    try:
        if request.user.is_authenticated:
            refuse_unless_usable(invitation, request.user)
        else:
            refuse_if_expired(invitation)
    except InvitationRefusedError as error:
        return error
    return None


def _page(
    request: HttpRequest, invitation: Invitation, refusal: InvitationRefusedError | None
) -> HttpResponse:
    context = {
        "invitation": invitation,
        "refused": " ".join(refusal.messages) if refusal else "",
        "is_other": refusal is not None and refusal.code == "other",
        "is_member": request.user.is_authenticated
        and invitation.operator.memberships.filter(user=request.user).exists(),
    }
    status = 422 if refusal and request.method == "POST" else 200
    return render(request, "operators/invitation_page.html", context, status=status)


@login_required
@require_POST
def invitation_accept(request: MemberRequest, token: UUID) -> HttpResponse:
    """Join; a second press leads to the same place."""
    invitation = get_object_or_404(Invitation.objects.select_related("operator"), token=token)
    try:
        membership = accept_invitation(invitation, user=request.user)
    except InvitationRefusedError as error:
        return _page(request, invitation, error)
    choose_operator(request, membership.operator)
    messages.success(
        request,
        _("Bienvenue dans l'équipe de %(name)s.") % {"name": membership.operator.local_name},
    )
    return redirect("dashboard:dashboard-show")


@login_required
@require_POST
def invitation_resend(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Write once more, with another 14 days."""
    operator = get_object_or_404(Operator.objects.owned_by(request.user), slug=slug)
    invitation = resend_invitation(get_object_or_404(operator.invitations.open(), pk=pk))
    messages.success(request, _("Invitation envoyée à %(email)s.") % {"email": invitation.email})
    return redirect("operators:member-list", slug=slug)


@login_required
@require_POST
def invitation_revoke(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Make the link void; a second press finds nothing and says nothing."""
    operator = get_object_or_404(Operator.objects.owned_by(request.user), slug=slug)
    invitation = operator.invitations.open().filter(pk=pk).first()
    if invitation:
        revoke_invitation(invitation)
        messages.success(request, _("Invitation retirée."))
    return redirect("operators:member-list", slug=slug)
