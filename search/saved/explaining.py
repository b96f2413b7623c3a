"""Why a document meets a saved search, in words of the reader's language."""

from collections.abc import Collection
from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.models import User
from search.audience import audience_of
from search.results.cards import Card, unmarked
from search.results.cards import cards_of as cards_of_hits
from search.saved.asking import pages_of
from search.saved.models import SavedSearch
from search.saved.naming import name_for


def cards_for(search: SavedSearch, user: User, ids: Collection[str]) -> dict[str, Card]:
    """The cards of those ids that the search finds now for this person, with their highlights."""
    asked = replace(search.asked, language=user.language)
    pages = pages_of(asked, audience_of(user), among=ids, with_highlights=True)
    cards = [card for page in pages for card in cards_of_hits(page.hits, user)]
    return {card.document_id: card for card in cards}


def line_for(search: SavedSearch, card: Card) -> str:
    """Who, what, and what it answers: "• Atlas : … (recherche « Ma veille » : moules, Maroc)"."""
    title, what = unmarked(card.title), unmarked(card.what)
    criteria = name_for(search.asked)
    said = {
        "text": _("%(title)s : %(what)s") % {"title": title, "what": what} if what else title,
        "search": search.name,
        "criteria": criteria,
    }
    if search.name == criteria:
        return _("• %(text)s (recherche « %(search)s »)") % said
    return _("• %(text)s (recherche « %(search)s » : %(criteria)s)") % said
