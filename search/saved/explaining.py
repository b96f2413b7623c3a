"""Why a document meets a saved search, as the search page would show it."""

from dataclasses import replace

from accounts.models import User
from search.audience import audience_of
from search.engines import get_engine
from search.requests import MAX_PAGE_SIZE
from search.results.cards import Card, cards_of
from search.saved.models import SavedSearch


def cards_for(search: SavedSearch, user: User, ids: list[str]) -> dict[str, Card]:
    """The cards of those ids that the search finds now for this person, with their highlights."""
    asked = replace(search.asked, language=user.language, page_size=MAX_PAGE_SIZE)
    result = get_engine().search(
        asked, audience_of(user), with_facets=False, with_meaning=False, among=ids
    )
    return {card.document_id: card for card in cards_of(result.hits, user)}
