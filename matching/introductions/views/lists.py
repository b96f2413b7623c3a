"""The list of introductions, and one of them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from matching.introductions.conversations import conversation_url
from matching.introductions.forms import DeclineForm
from matching.introductions.models import Introduction
from matching.introductions.querysets import IntroductionQuerySet
from matching.introductions.representation import operators_acted_for_by, operators_read_by

PER_PAGE = 20


@login_required
@require_safe
def introduction_list(request: MemberRequest) -> HttpResponse:
    """Received by default, sent by `?box=sent`, of one state by `?state=`."""
    box = "sent" if request.GET.get("box") == "sent" else "received"
    objects = Introduction.objects
    mine = objects.sent_by(request.user) if box == "sent" else objects.received_by(request.user)
    state = request.GET.get("state", "")
    shown = mine.filter(state=state) if state in Introduction.State.values else mine
    page = Paginator(shown.with_children(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"box": box, "state": state, "page": page, "states": states_of(mine)}
    return render(request, "introductions/introduction_list.html", context)


def states_of(introductions: IntroductionQuerySet) -> list[tuple[str, str, int]]:
    """Each state that occurs: code, label, how many."""
    counts = dict(introductions.order_by().values_list("state").annotate(Count("pk")))
    labels = dict(Introduction.State.choices)
    return [(code, labels[code], counts[code]) for code in labels if code in counts]


@login_required
@require_safe
def introduction_show(request: MemberRequest, pk: int) -> HttpResponse:
    """What is asked, by whom, and the answer or the means to give it."""
    visible = Introduction.objects.visible_to(request.user).with_children()
    return render_introduction(request, get_object_or_404(visible, pk=pk))


def render_introduction(
    request: MemberRequest,
    introduction: Introduction,
    *,
    form: DeclineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one, with the form to decline where this person may."""
    context = {
        "introduction": introduction,
        "form": form or DeclineForm(),
        "has_errors": form is not None,
        **parts_of(request, introduction),
    }
    return render(request, "introductions/introduction_page.html", context, status=status)


def parts_of(request: MemberRequest, introduction: Introduction) -> dict[str, Any]:
    """Which side the person is on, the other operator, and what they may do."""
    sides = Q(pk__in=(introduction.asker_id, introduction.receiver_id))
    read = set(operators_read_by(request.user).filter(sides).values_list("pk", flat=True))
    acted = set(operators_acted_for_by(request.user).filter(sides).values_list("pk", flat=True))
    is_received = introduction.receiver_id in read
    return {
        "is_received": is_received,
        "other": introduction.asker if is_received else introduction.receiver,
        "can_answer": introduction.is_open and introduction.receiver_id in acted,
        "can_withdraw": introduction.is_open and introduction.asker_id in acted,
        "can_block": bool(acted),
        "conversation_url": conversation_url(introduction),
    }
