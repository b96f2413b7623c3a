"""Accepting, declining and withdrawing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from matching.introductions.conversations import conversation_url
from matching.introductions.errors import IntroductionClosedError
from matching.introductions.forms import DeclineForm
from matching.introductions.models import Introduction
from matching.introductions.services import (
    accept_introduction,
    decline_introduction,
    withdraw_introduction,
)
from matching.introductions.views.lists import render_introduction

State = Introduction.State


@login_required
@require_POST
def introduction_accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Accept, and go to where the two can write; a colleague's answer is shown as it is."""
    answered = Introduction.objects.answered_by(request.user)
    introduction = get_object_or_404(answered.with_children(), pk=pk)
    try:
        accept_introduction(introduction, accepted_by=request.user)
    except IntroductionClosedError as closed:
        return show_closed(request, closed)
    messages.success(request, _("Mise en relation acceptée. Vous pouvez vous écrire."))
    return redirect(conversation_url(introduction) or introduction.get_absolute_url())


@login_required
@require_POST
def introduction_decline(request: MemberRequest, pk: int) -> HttpResponse:
    """Decline with a reason."""
    answered = Introduction.objects.answered_by(request.user)
    introduction = get_object_or_404(answered.with_children(), pk=pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return render_introduction(request, introduction, form=form, status=422)
    try:
        decline_introduction(introduction, declined_by=request.user, **form.cleaned_data)
    except IntroductionClosedError as closed:
        return show_closed(request, closed)
    messages.success(request, _("Demande déclinée. L'autre opérateur lira votre raison."))
    return redirect(introduction)


@login_required
@require_POST
def introduction_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an ask back."""
    withdrawn = Introduction.objects.withdrawn_by(request.user)
    introduction = get_object_or_404(withdrawn.with_children(), pk=pk)
    try:
        withdraw_introduction(introduction, withdrawn_by=request.user)
    except IntroductionClosedError as closed:
        return show_closed(request, closed)
    messages.success(request, _("Demande retirée."))
    return redirect(introduction)


def show_closed(request: MemberRequest, closed: IntroductionClosedError) -> HttpResponse:
    """Say what became of the introduction meanwhile, on its own page."""
    said = {
        State.OPEN: _("Le délai de réponse est passé : cette demande a expiré."),
        State.ACCEPTED: _("Cette mise en relation a été acceptée entre-temps."),
        State.DECLINED: _("Cette demande a été déclinée entre-temps."),
        State.WITHDRAWN: _("Cette demande a été retirée entre-temps."),
        State.LAPSED: _("Cette demande a expiré entre-temps."),
    }
    messages.warning(request, said[State(closed.introduction.state)])
    return redirect(closed.introduction)
