"""Hits as cards: what the database says of each, with what the index says of the match."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import User
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from cms.taxonomies import lists, places
from cms.taxonomies.prose import ProseMixin
from frame.languages import reader_language
from search.engines.contract import Hit
from search.requests import OPERATORS, OPPORTUNITIES

BADGES = 3
PROSE = ("summary", "body")
MARK = re.compile(r"</?mark>")


@dataclass(frozen=True)
class Badge:
    """A short fact on a card; `kind` and `icon_name` as the badge component takes them."""

    text: str
    kind: str = ""
    icon_name: str = ""


@dataclass(frozen=True)
class Card:
    """What one hit shows: who, what, where. Texts with highlights are safe HTML."""

    document_id: str
    url: str
    name: str
    title: str
    what: str
    places: list[str]
    title_language: str = ""
    what_language: str = ""
    languages: list[str] = field(default_factory=list)
    badges: list[Badge] = field(default_factory=list)
    people: list[tuple[str, str]] = field(default_factory=list)
    by_meaning: bool = False


def cards_of(hits: Iterable[Hit], user: User | AnonymousUser) -> list[Card]:
    """A card for every hit that the reader may see in the database too, in the order of hits."""
    found = list(hits)
    rows: dict[str, dict[int, Any]] = {
        OPERATORS: operators_of(found, user),
        OPPORTUNITIES: opportunities_of(found, user),
    }
    modes = lists.labels("modes") if rows[OPPORTUNITIES] else {}
    shown = [(hit, rows[hit.kind].get(hit.pk)) for hit in found]
    return [
        operator_card(hit, row) if hit.kind == OPERATORS else opportunity_card(hit, row, modes)
        for hit, row in shown
        if row is not None
    ]


def operators_of(hits: Iterable[Hit], user: User | AnonymousUser) -> dict[int, Operator]:
    """The operators among the hits; their people too, for members."""
    keys = [hit.pk for hit in hits if hit.kind == OPERATORS]
    if not keys:
        return {}
    rows = Operator.objects.visible_to(user).for_cards()
    if user.is_authenticated:
        rows = rows.prefetch_related("memberships__user")
    return rows.in_bulk(keys)


def opportunities_of(hits: Iterable[Hit], user: User | AnonymousUser) -> dict[int, Opportunity]:
    """The opportunities among the hits."""
    keys = [hit.pk for hit in hits if hit.kind == OPPORTUNITIES]
    return Opportunity.objects.visible_to(user).with_children().in_bulk(keys) if keys else {}


def operator_card(hit: Hit, operator: Operator) -> Card:
    """Who: name; what: type and prose; where: place, languages, verified credentials, people."""
    text = operator.text_in()
    what = marked(hit, PROSE, text.summary or text.body if text else "")
    return Card(
        document_id=hit.id,
        url=operator.get_absolute_url(),
        name=operator.local_name,
        title=marked(hit, ("names",), operator.local_name),
        what=what,
        what_language=language_of(what, operator),
        places=town_and_country(operator),
        languages=list(lists.labels_of("languages", operator.languages).values()),
        badges=[Badge(operator.get_type_display()), *credential_badges(operator)],
        people=people_of(operator) if "memberships" in prefetched(operator) else [],
        by_meaning=hit.by_meaning,
    )


def opportunity_card(hit: Hit, opportunity: Opportunity, modes: dict[str, str]) -> Card:
    """What is offered or asked, by whom, how, until when."""
    text = opportunity.text_in()
    is_offer = opportunity.side == Opportunity.Side.OFFER
    badges = [Badge(opportunity.get_side_display(), "brand" if is_offer else "info")]
    badges += [Badge(modes[code]) for code in opportunity.modes[:BADGES] if code in modes]
    if not opportunity.is_open_on(timezone.localdate()):
        badges.append(Badge(_("Close"), "warn"))
    title = marked(hit, ("title",), text.title if text else "")
    what = marked(hit, PROSE, text.body if text else "")
    return Card(
        document_id=hit.id,
        url=opportunity.get_absolute_url(),
        name=opportunity.operator.local_name,
        title=title,
        title_language=language_of(title, opportunity),
        what=what,
        what_language=language_of(what, opportunity),
        places=[opportunity.operator.local_name, *town_and_country(opportunity.operator)],
        badges=badges,
        by_meaning=hit.by_meaning,
    )


def marked(hit: Hit, names: tuple[str, ...], plain: str) -> str:
    """The first of the fields that matched, with its marks; else the plain text."""
    found = next((hit.highlights[name] for name in names if hit.highlights.get(name)), None)
    # The contract promises escaped text in which only <mark> is HTML.
    return mark_safe(found) if found else plain


def unmarked(shown: str) -> str:
    """A card's text without its marks, as it was written."""
    return unescape(MARK.sub("", shown)) if isinstance(shown, SafeString) else shown


def language_of(shown: str, row: ProseMixin) -> str:
    """The language of the prose that `shown`, with its marks, is a piece of.

    That of the row's text where it is of none: the index may be a moment behind the database.
    """
    piece = unmarked(shown).strip("… ")
    for text in row.texts.all():
        if any(piece in getattr(text, name, "") for name in ("title", *PROSE)):
            return str(text.language)
    return row.text_language


def town_and_country(operator: Operator) -> list[str]:
    """Town (the region where none is given) and country, in the reader's language."""
    language = reader_language()
    near = operator.city or places.region_labels(language).get(operator.region, "")
    country = places.country_labels(language).get(operator.country, operator.country)
    return [part for part in (near, country) if part]


def credential_badges(operator: Operator) -> list[Badge]:
    """The verified credentials that hold today."""
    today = timezone.localdate()
    held = [c for c in operator.credentials.all() if c.is_verified and c.is_valid_on(today)]
    standards = dict.fromkeys(credential.standard for credential in held)
    return [Badge(standard, "good", "badge-check") for standard in list(standards)[:BADGES]]


def prefetched(operator: Operator) -> dict[str, Any]:
    """What was read along with the operator."""
    cache: dict[str, Any] = getattr(operator, "_prefetched_objects_cache", {})
    return cache


def people_of(operator: Operator) -> list[tuple[str, str]]:
    """Name and function of its active people, for readers who may know them."""
    members = [m.user for m in operator.memberships.all() if m.user.is_active]
    return [(user.display_name, user.job_title) for user in members]
