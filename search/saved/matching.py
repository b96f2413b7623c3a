"""Which saved searches a changed document meets: the saved request, asked of the engine itself.

The engine that finds on the page is the one that finds here, with the rights that the person has
at that moment, so that an alert never shows what a search would not.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from search.audience import audience_of
from search.engines import get_engine
from search.indexing.batching import batched
from search.indexing.sources import published_after
from search.requests import PAGE_SIZE, RELEVANCE, Audience, SearchRequest
from search.saved.asking import pages_of
from search.saved.models import ChangedDocument, Match, SavedSearch

MOST_CHANGED = 100
MOST_KEPT = 1000
# Searches asked together: what they share is looked up once.
BATCH = 5000


def match_changed() -> int:
    """Look at all documents that changed, some at a time; how many new matches that gave."""
    made = 0
    while rows := list(ChangedDocument.objects.all()[:MOST_CHANGED]):
        made += match_documents(sorted({row.document_id for row in rows}))
        ChangedDocument.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return made


def match_documents(ids: list[str]) -> int:
    """Run every saved search against some documents. Running it again adds nothing."""
    made = 0
    searches = SavedSearch.objects.active().select_related("user").order_by("pk")
    asker = Asker(ids)
    for batch in batched(searches.iterator(chunk_size=BATCH), BATCH):
        met = asker.met(batch)
        made += add_matches({search: found for search, found in met.items() if found})
    return made


class Asker:
    """Asks the engine about some documents; the same request of the same audience once."""

    def __init__(self, ids: list[str]) -> None:
        self.ids = ids
        self.audiences: dict[int, Audience] = {}
        self.answers: dict[tuple[SearchRequest, Audience], frozenset[str]] = {}

    def met(self, searches: Iterable[SavedSearch]) -> dict[SavedSearch, frozenset[str]]:
        """Which of the documents each saved search meets, for its owner."""
        keys = {search: (search.asked, self.audience(search)) for search in searches}
        new = [key for key in dict.fromkeys(keys.values()) if key not in self.answers]
        answers = get_engine().meeting(new, among=self.ids)
        self.answers.update(zip(new, answers, strict=True))
        return {search: self.answers[key] for search, key in keys.items()}

    def audience(self, search: SavedSearch) -> Audience:
        """Who a search's owner is to the engine at this moment."""
        if search.user_id not in self.audiences:
            self.audiences[search.user_id] = audience_of(search.user)
        return self.audiences[search.user_id]


def add_matches(met: Mapping[SavedSearch, Collection[str]]) -> int:
    """Keep the matches that are new to each search; how many that was."""
    pairs = {(search.pk, name) for search, ids in met.items() for name in fresh_for(search, ids)}
    stored = Match.objects.filter(search__in=met, document_id__in={name for _pk, name in pairs})
    new = pairs - set(stored.values_list("search_id", "document_id"))
    rows = [Match(search_id=pk, document_id=name) for pk, name in sorted(new)]
    Match.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return len(rows)


def fresh_for(search: SavedSearch, ids: Collection[str]) -> Collection[str]:
    """Those that may be new to a search that does not hold all it knew (see SavedSearch)."""
    return ids if search.is_exact else published_after(ids, search.created_at)


@transaction.atomic
def save_search(user: User, *, name: str, asked: SearchRequest, rhythm: str) -> SavedSearch:
    """Save a search with all that meets it now as known; another one of that name is replaced.

    The same one again only takes the new rhythm: what it has still to announce is kept. Raises
    SearchUnavailable where the engine does not answer; nothing is saved then.
    """
    kept = lasting(asked)
    # One person's saves wait for one another: a double click is one search.
    User.objects.select_for_update().get(pk=user.pk)
    former = SavedSearch.objects.of(user).filter(name=name).first()
    if former and former.asked == kept:
        former.rhythm = rhythm
        former.save(update_fields=["rhythm"])
        return former
    known, is_exact = known_now(kept, audience_of(user))
    if former:
        former.delete()
    search = SavedSearch.objects.create(
        user=user, name=name, request=kept.to_json(), rhythm=rhythm, is_exact=is_exact
    )
    now = timezone.now()
    rows = [Match(search=search, document_id=key, announced_at=now) for key in sorted(known)]
    Match.objects.bulk_create(rows)
    return search


def lasting(asked: SearchRequest) -> SearchRequest:
    """What of a request is the search itself, and not the reading of its results."""
    return replace(asked, page=1, page_size=PAGE_SIZE, sort=RELEVANCE)


def known_now(asked: SearchRequest, audience: Audience) -> tuple[set[str], bool]:
    """What meets a request now, and whether that is all of it (it is not past MOST_KEPT)."""
    found: set[str] = set()
    for page in pages_of(asked, audience):
        if page.total > MOST_KEPT:
            return set(), False
        found |= {hit.id for hit in page.hits}
    return found, True
