"""Blocks: hearing no more of an operator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from cms.operators.models import Operator
from matching.introductions.blocking import block_operator, unblock_operator
from matching.introductions.models import Block, Introduction
from matching.introductions.representation import operators_acted_for_by


@login_required
@require_safe
def block_list(request: MemberRequest) -> HttpResponse:
    """Whom the person's operators have blocked."""
    blocks = Block.objects.lifted_by(request.user).select_related("operator", "blocked")
    return render(request, "introductions/block_list.html", {"blocks": blocks})


@login_required
@require_POST
def block_create(request: MemberRequest, pk: int) -> HttpResponse:
    """Block the other side of an introduction."""
    visible = Introduction.objects.visible_to(request.user).with_children()
    introduction = get_object_or_404(visible, pk=pk)
    sides = (introduction.asker_id, introduction.receiver_id)
    operator = operators_acted_for_by(request.user).filter(pk__in=sides).first()
    if operator is None:
        raise Http404
    blocked = other_side(introduction, operator)
    block_operator(operator, blocked=blocked, blocked_by=request.user)
    messages.success(request, _("%(name)s est bloqué.") % {"name": blocked.local_name})
    return redirect("introductions:block-list")


def other_side(introduction: Introduction, operator: Operator) -> Operator:
    """The operator of an introduction that is not this one."""
    return introduction.receiver if operator == introduction.asker else introduction.asker


@login_required
@require_POST
def block_lift(request: MemberRequest, pk: int) -> HttpResponse:
    """Lift a block; lifted twice, it is lifted."""
    block = Block.objects.lifted_by(request.user).filter(pk=pk).select_related("blocked").first()
    if block is not None:
        unblock_operator(block)
        messages.success(request, _("%(name)s est débloqué.") % {"name": block.blocked.local_name})
    return redirect("introductions:block-list")
