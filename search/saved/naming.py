"""A first name for a search, which its owner may change."""

from django.utils.translation import gettext as _

from frame.enumerating import enumerated
from search.requests import SearchRequest
from search.results.facets import chips_of

LONGEST = 120


def name_for(asked: SearchRequest) -> str:
    """Its words and filters, as far as they fit."""
    parts = [asked.text, *(chip.label for chip in chips_of(asked))]
    return enumerated(filter(None, parts))[:LONGEST] or _("Toutes les fiches")
