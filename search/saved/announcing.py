"""Telling people what their saved searches have found: each document once a person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from notifications.models import Notification
from notifications.services import notify
from search.engines import SearchUnavailable
from search.requests import RECENT
from search.results.addresses import query_of
from search.results.cards import Card
from search.saved.explaining import cards_for, line_for
from search.saved.models import Announcement, Match, SavedSearch

MOST_LINES = 20
LONGEST_URL = Notification._meta.get_field("url").max_length or 0


@dataclass(frozen=True)
class Finding:
    """A document to tell of, and the search that it meets."""

    search: SavedSearch
    card: Card


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
    """One notification for all; two runs at once tell nobody twice (the person's row is held)."""
    User.objects.select_for_update().get(pk=user.pk)
    by_pk = SavedSearch.objects.in_bulk([search.pk for search in searches])
    matches = list(Match.objects.waiting().filter(search__in=by_pk).order_by("pk"))
    told = told_before(user, {match.document_id for match in matches})
    with override(user.language):
        findings = findings_for(user, [m for m in matches if m.document_id not in told], by_pk)
        if findings:
            tell(user, list(findings.values()))
    Announcement.objects.bulk_create(Announcement(user=user, document_id=name) for name in findings)
    settle(matches, told | set(findings), moment=moment)
    SavedSearch.objects.filter(pk__in=by_pk).update(announced_at=moment)
    return bool(findings)


def told_before(user: User, names: Iterable[str]) -> set[str]:
    """Which of these documents the person has been told of."""
    known = Announcement.objects.filter(user=user, document_id__in=names)
    return set(known.values_list("document_id", flat=True))


def findings_for(
    user: User, matches: Iterable[Match], searches: Mapping[int, SavedSearch]
) -> dict[str, Finding]:
    """By document, the first of the searches that it still meets, where it may still be seen."""
    waiting: dict[int, list[str]] = defaultdict(list)
    for match in matches:
        waiting[match.search_id].append(match.document_id)
    found: dict[str, Finding] = {}
    for pk, names in waiting.items():
        if left := [name for name in names if name not in found]:
            cards = cards_for(searches[pk], user, left)
            found |= {name: Finding(searches[pk], card) for name, card in cards.items()}
    return found


def settle(matches: Iterable[Match], told: set[str], *, moment: datetime) -> None:
    """Close what the person knows; forget what no longer matched, so that it may match anew."""
    pks: dict[bool, list[int]] = {True: [], False: []}
    for match in matches:
        pks[match.document_id in told].append(match.pk)
    Match.objects.filter(pk__in=pks[True]).update(announced_at=moment)
    Match.objects.filter(pk__in=pks[False]).delete()


def tell(user: User, findings: Sequence[Finding]) -> None:
    """One notification, listed and mailed as the person wishes."""
    shown = [line_for(finding.search, finding.card) for finding in findings[:MOST_LINES]]
    if len(findings) > MOST_LINES:
        shown.append("…")
    params: dict[str, str | int] = {"count": len(findings), "lines": "\n".join(shown)}
    notify([user], "search.matched", params=params, url=address_of(findings))


def address_of(findings: Sequence[Finding]) -> str:
    """Where to read on: the document if it is one, the search if it is one, else all searches."""
    if len(findings) == 1:
        return findings[0].card.url
    searches = {finding.search.pk: finding.search for finding in findings}
    newest_first = [replace(search.asked, sort=RECENT) for search in searches.values()]
    address = f"{reverse('results:search-show')}?{query_of(newest_first[0])}"
    is_one = len(searches) == 1 and len(address) <= LONGEST_URL
    return address if is_one else reverse("saved:search-list")
