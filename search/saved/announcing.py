"""Telling people what their saved searches have found: each document once a person."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from notifications.services import notify
from search.engines import SearchUnavailable
from search.results.cards import Card
from search.saved.explaining import cards_for
from search.saved.models import Announcement, Match, SavedSearch

MOST_LINES = 20


def announce_due(now: datetime | None = None) -> int:
    """Tell every person whose searches are due; how many people were told."""
    due: dict[int, list[SavedSearch]] = defaultdict(list)
    for search in SavedSearch.objects.due(now).select_related("user").order_by("pk"):
        due[search.user_id].append(search)
    return sum(announce_to(searches[0].user, searches, now=now) for searches in due.values())


def announce_to(
    user: User, searches: Sequence[SavedSearch], *, now: datetime | None = None
) -> bool:
    """Tell one person of all that their due searches found; False where nothing was left to tell.

    Where search does not answer, the matches wait: a mail says why each document matched, and
    only the engine knows.
    """
    try:
        return announce_matches(user, searches, moment=now or timezone.now())
    except SearchUnavailable:
        return False


@transaction.atomic
def announce_matches(user: User, searches: Sequence[SavedSearch], *, moment: datetime) -> bool:
    """One notification for all; two runs at once tell nobody twice (the rows are locked)."""
    locked = SavedSearch.objects.select_for_update().filter(pk__in=[s.pk for s in searches])
    by_pk = {search.pk: search for search in locked}
    matches = list(Match.objects.waiting().filter(search__in=by_pk).order_by("pk"))
    fresh = untold(user, matches)
    with override(user.language):
        told = lines_for(user, fresh, by_pk)
    Match.objects.filter(pk__in=[m.pk for m in matches]).update(announced_at=moment)
    SavedSearch.objects.filter(pk__in=by_pk).update(announced_at=moment)
    Announcement.objects.bulk_create(
        [Announcement(user=user, document_id=name) for name in told], ignore_conflicts=True
    )
    if told:
        tell(user, list(told.values()))
    return bool(told)


def untold(user: User, matches: Sequence[Match]) -> dict[str, int]:
    """The documents that the person has not been told of, each with the search it met first."""
    names = {match.document_id for match in matches}
    known = Announcement.objects.filter(user=user, document_id__in=names)
    told = set(known.values_list("document_id", flat=True))
    first: dict[str, int] = {}
    for match in matches:
        if match.document_id not in told:
            first.setdefault(match.document_id, match.search_id)
    return first


def lines_for(
    user: User, fresh: dict[str, int], searches: dict[int, SavedSearch]
) -> dict[str, str]:
    """A line of text for every document that still meets its search and may still be seen."""
    by_search: dict[int, list[str]] = defaultdict(list)
    for name, pk in fresh.items():
        by_search[pk].append(name)
    return {
        name: line_for(searches[pk], card)
        for pk, names in by_search.items()
        for name, card in cards_for(searches[pk], user, names).items()
    }


def line_for(search: SavedSearch, card: Card) -> str:
    """Who, what, and why it matched: "Atlas : … (recherche « moules »)"."""
    what = strip_tags(card.what)
    text = f"{strip_tags(card.title)} : {what}" if what else strip_tags(card.title)
    return _("• %(text)s (recherche « %(search)s »)") % {"text": text, "search": search.name}


def tell(user: User, lines: list[str]) -> None:
    """One notification, listed and mailed as the person wishes."""
    shown = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        shown.append("…")
    params: dict[str, str | int] = {"count": len(lines), "lines": "\n".join(shown)}
    notify([user], "search.matched", params=params, url="/saved/")
