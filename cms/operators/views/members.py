"""The people of an operator: all members see them, owners change them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from cms.operators.errors import InvitationRefusedError, LastOwnerError
from cms.operators.forms.members import InvitationForm, RoleForm
from cms.operators.models import Membership, Operator
from cms.operators.services.invitations import invite_person
from cms.operators.services.members import change_role, remove_member


@login_required
@require_safe
def member_list(request: MemberRequest, slug: str) -> HttpResponse:
    """Members, open invitations, and for owners what can be done about them."""
    operator = get_object_or_404(Operator.objects.of_member(request.user), slug=slug)
    return _page(request, operator)


def _page(
    request: MemberRequest, operator: Operator, *, status: int = 200, **context: Any
) -> HttpResponse:
    members = operator.memberships.select_related("user")
    own = next((part for part in members if part.user_id == request.user.pk), None)
    is_owner = own is not None and own.role == Membership.Role.OWNER
    context = {
        "operator": operator,
        "members": members,
        "own": own,
        "is_owner": is_owner,
        "roles": Membership.Role.choices,
        "invitations": list(operator.invitations.open()) if is_owner else [],
        "form": InvitationForm(initial={"role": Membership.Role.EDITOR}),
        **context,
    }
    return render(request, "operators/member_list_page.html", context, status=status)


@login_required
@require_POST
def member_invite(request: MemberRequest, slug: str) -> HttpResponse:
    """Invite an address."""
    operator = get_object_or_404(Operator.objects.owned_by(request.user), slug=slug)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, operator, form=form, status=422)
    try:
        invitation = invite_person(operator, by=request.user, **form.cleaned_data)
    except InvitationRefusedError as error:
        form.add_error("email", error)
        return _page(request, operator, form=form, status=422)
    messages.success(request, _("Invitation envoyée à %(email)s.") % {"email": invitation.email})
    return redirect("operators:member-list", slug=slug)


@login_required
@require_POST
def member_change(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Give a member another role."""
    operator = get_object_or_404(Operator.objects.owned_by(request.user), slug=slug)
    member = get_object_or_404(operator.memberships.select_related("operator"), pk=pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, operator, refused=_("Choisissez un rôle de la liste."), status=422)
    try:
        change_role(member, role=form.cleaned_data["role"], by=request.user)
    except LastOwnerError as error:
        return _page(request, operator, refused=" ".join(error.messages), status=422)
    messages.success(request, _("Rôle changé."))
    return redirect("operators:member-list", slug=slug)


@login_required
@require_POST
def member_remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take a member off; a second press finds nobody and says nothing."""
    operator = get_object_or_404(Operator.objects.owned_by(request.user), slug=slug)
    member = operator.memberships.select_related("operator").filter(pk=pk).first()
    if member is None:
        return redirect("operators:member-list", slug=slug)
    return _remove(request, operator, member, _("Membre retiré."))


@login_required
@require_POST
def member_leave(request: MemberRequest, slug: str) -> HttpResponse:
    """Leave an operator."""
    operator = get_object_or_404(Operator.objects.of_member(request.user), slug=slug)
    own = operator.memberships.select_related("operator").get(user=request.user)
    return _remove(request, operator, own, _("Vous avez quitté cette équipe."))


def _remove(
    request: MemberRequest, operator: Operator, member: Membership, done: str
) -> HttpResponse:
    try:
        remove_member(member, by=request.user)
    except LastOwnerError as error:
        return _page(request, operator, refused=" ".join(error.messages), status=422)
    messages.success(request, done)
    if member.user_id == request.user.pk:
        return redirect("dashboard:dashboard-show")
    return redirect("operators:member-list", slug=operator.slug)
