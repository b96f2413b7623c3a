"""Asking for an introduction."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.keeping import keeps_typed
from accounts.requests import MemberRequest
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.introductions.errors import IntroductionRefusedError, IntroductionStandsError
from matching.introductions.fits import draw_reasons
from matching.introductions.forms import AskForm
from matching.introductions.models import Introduction
from matching.introductions.representation import operators_acted_for_by
from matching.introductions.services import ask_introduction


@keeps_typed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def introduction_ask(request: MemberRequest) -> HttpResponse:
    """The form with the other operator beside it; `?operator=slug&opportunity=number`."""
    slug = request.GET.get("operator", "").replace("\x00", "")
    receiver = get_object_or_404(Operator.objects.visible_to(request.user), slug=slug)
    opportunity = find_opportunity(request)
    # Only a published one may ask: these come first, and the first is chosen.
    own = operators_acted_for_by(request.user).exclude(pk=receiver.pk).order_by("-live", "name")
    form = AskForm(
        request.POST or None, operators=own, initial={"asker": preferred_asker(opportunity)}
    )
    if request.method == "POST" and form.is_valid():
        introduction = ask_or_complain(request, form, receiver, opportunity)
        if introduction is not None:
            return redirect(introduction)
    context = {
        "form": form,
        "receiver": receiver,
        "opportunity": opportunity,
        "can_ask": own,
        "reasons": draw_reasons(request, receiver, opportunity),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "introductions/introduction_ask.html", context, status=status)


def ask_or_complain(
    request: MemberRequest, form: AskForm, receiver: Operator, opportunity: Opportunity | None
) -> Introduction | None:
    """The introduction, asked for or already standing; None with the refusal in the form."""
    try:
        introduction = ask_introduction(
            form.cleaned_data["asker"],
            receiver=receiver,
            asked_by=request.user,
            message=form.cleaned_data["message"],
            opportunity=opportunity,
        )
    except IntroductionStandsError as stands:
        messages.info(request, _("Cette mise en relation existe déjà : la voici."))
        return stands.introduction
    except IntroductionRefusedError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("Votre demande est envoyée. Vous serez prévenu de la réponse."))
    return introduction


def find_opportunity(request: HttpRequest) -> Opportunity | None:
    """The opportunity in the address; 404 for one that the person may not see."""
    number = request.GET.get("opportunity", "")
    if not number:
        return None
    key = int(number) if number.isdecimal() and len(number) < 20 else 0
    shown = Opportunity.objects.visible_to(request.user).with_children()
    return get_object_or_404(shown, pk=key)


def preferred_asker(opportunity: Opportunity | None) -> int | None:
    """Whoever published the opportunity, if it is one of the person's own operators."""
    return opportunity.operator_id if opportunity else None
