"""What the search page shows."""

from typing import Any

from django.test import Client

PAGE = "/fr/search/"


def names(client: Client, query: dict[str, Any] | None = None, page: str = PAGE) -> list[str]:
    """The names on the cards, in their order, without marks."""
    cards = client.get(page, query or {}).context["cards"]
    return [str(card.title).replace("<mark>", "").replace("</mark>", "") for card in cards]
