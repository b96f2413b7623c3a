"""The cards that other apps put on the dashboard.

An app gives a card with the hook `dashboard_cards`, asked once a page:

    @hooks.register("dashboard_cards")
    def suggestion_card(request: HttpRequest, operator: Operator) -> dict[str, object]:
        return {"order": 20, "html": render_to_string("suggestions/_card.html", ...)}

An empty answer shows nothing; a list of such mappings shows several.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks

from cms.operators.models import Operator


def cards(request: HttpRequest, operator: Operator) -> list[SafeString]:
    """The safe HTML of all cards, in order."""
    given: list[Mapping[str, Any]] = []
    for hook in hooks.get_hooks("dashboard_cards"):
        given += _listed(hook(request, operator))
    ordered = sorted(given, key=lambda card: card.get("order", 100))
    return [mark_safe(str(card["html"])) for card in ordered if card.get("html")]


def _listed(answer: Any) -> Iterable[Mapping[str, Any]]:
    if not answer:
        return []
    return [answer] if isinstance(answer, Mapping) else answer
