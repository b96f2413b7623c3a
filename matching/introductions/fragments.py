"""What pages of other apps show of introductions."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.introductions.conversations import conversation_url
from matching.introductions.models import Introduction
from matching.introductions.representation import operators_acted_for_by, operators_read_by

LONGEST_KEY = 18


def operator_actions(request: HttpRequest, operator: Operator) -> str:
    """The button that asks for an introduction, or what became of the last one.

    About the opportunity in the address (`?opportunity=number`), where a suggestion led here.
    """
    return draw_action(request, operator, opportunity_led_by(request, operator))


def opportunity_led_by(request: HttpRequest, operator: Operator) -> Opportunity | None:
    """The open opportunity in the address, of the page's operator or of one's own; else None."""
    number = request.GET.get("opportunity", "")
    if not number.isdecimal() or len(number) > LONGEST_KEY:
        return None
    theirs = Q(operator=operator) | Q(operator__in=operators_acted_for_by(request.user))
    shown = Opportunity.objects.visible_to(request.user).open()
    return shown.filter(theirs, pk=int(number)).first()


def opportunity_actions(request: HttpRequest, opportunity: Opportunity) -> str:
    """The same on an opportunity's page, about that opportunity."""
    return draw_action(request, opportunity.operator, opportunity)


def draw_action(request: HttpRequest, other: Operator, opportunity: Opportunity | None) -> str:
    """Nothing on the pages of one's own operators, nor where one may not ask."""
    if not request.user.is_authenticated:
        return draw("_ask_action.html", request, other, opportunity=opportunity)
    if operators_read_by(request.user).filter(pk=other.pk).exists():
        return ""
    standing = find_standing(request, other, opportunity)
    if standing is not None:
        url = conversation_url(standing) or standing.get_absolute_url()
        return draw("_state_action.html", request, other, introduction=standing, url=url)
    if not operators_acted_for_by(request.user).exists():
        return ""
    return draw("_ask_action.html", request, other, opportunity=opportunity)


def draw(name: str, request: HttpRequest, other: Operator, **context: Any) -> str:
    """Render a partial."""
    return render_to_string(f"introductions/{name}", {"operator": other, **context}, request)


def find_standing(
    request: HttpRequest, other: Operator, opportunity: Opportunity | None
) -> Introduction | None:
    """The newest open or accepted introduction of the person's operators with another one."""
    with_other = Introduction.objects.visible_to(request.user).with_operator(other).standing()
    about = with_other.filter(about=opportunity.pk if opportunity else 0)
    return about.select_related("asker", "receiver").first()


def dashboard_card(request: HttpRequest, operator: Operator) -> dict[str, Any]:
    """What waits for an answer, from and to an operator."""
    waiting = Introduction.objects.visible_to(request.user).open().with_operator(operator)
    shown = list(waiting.with_children()[:5])
    context = {
        "operator": operator,
        "received": [row for row in shown if row.receiver_id == operator.pk],
        "sent": [row for row in shown if row.asker_id == operator.pk],
    }
    html = render_to_string("introductions/_dashboard_card.html", context, request)
    return {"order": 30, "html": html}
