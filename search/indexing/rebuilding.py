"""A new index beside the serving one, and the comparison of index and database."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.utils import timezone

from search.documents import Document
from search.engines import get_engine
from search.engines.contract import SearchEngine
from search.engines.errors import IndexBusy, SearchUnavailable
from search.indexing import sources
from search.indexing.batching import batched
from search.indexing.leases import INDEX, REBUILD, Held, lease, lease_awaited
from search.indexing.models import Lease, OutboxEntry
from search.indexing.querysets import OutboxQuerySet
from search.indexing.services import record_changes

logger = structlog.get_logger(__name__)

# The clocks of two machines may differ by this much; what is applied twice does no harm.
CLOCKS_APART = timedelta(minutes=5)
KINDS = ("missing", "stale", "foreign", "broken")
Progress = Callable[[int], object]


class CountsDifferError(Exception):
    """The new index does not hold what the database says; the old one goes on serving."""


def rebuild(*, progress: Progress = lambda done: None) -> int:
    """Make a new index, serve it, drop the old ones; the number of documents.

    What is published meanwhile goes to the serving index as always and is applied once more to
    the new one before the swap. An error on the way, or a process killed, leaves the old index
    serving; what is left behind is dropped by the next rebuild. Raises IndexBusy while another
    process rebuilds: its lease tells an index that fills from one whose builder has died.
    """
    with lease(REBUILD) as held:
        if held is None:
            raise IndexBusy("Another process is rebuilding the index; try again in a minute.")
        return rebuild_alone(held, progress)


def rebuild_alone(held: Held, progress: Progress) -> int:
    """Rebuild as the holder of the lease."""
    engine, start = get_engine(), timezone.now()
    drop_leftovers(engine)
    generation = engine.build()
    try:
        broken = fill(engine, generation, progress, held)
        take_over(engine, generation, since=start, broken=broken, held=held)
    except BaseException:
        with suppress(SearchUnavailable):
            engine.drop(generation)
        raise
    record_changes(sorted(broken))
    drop_leftovers(engine)
    return engine.count()


def drop_leftovers(engine: SearchEngine) -> None:
    """Drop all but the serving generation; nothing where it can't be told which one that is."""
    with suppress(SearchUnavailable):
        serving = engine.serving()
        for name in engine.generations():
            if name != serving:
                engine.drop(name)


def fill(engine: SearchEngine, generation: str, progress: Progress, held: Held) -> set[str]:
    """Write every document into a generation that does not serve yet; those that can't be made."""
    broken: set[str] = set()
    for batch in batched(sources.all_ids(), sources.BATCH):
        made, failed = make_documents(batch)
        engine.upsert(made, generation=generation, guard=held.renew)
        broken |= failed
        progress(len(batch))
    return broken


def make_documents(ids: list[str]) -> tuple[list[Document], set[str]]:
    """The documents of some ids, and the ids whose document can't be made.

    One profile that fails must not keep all the others out of the index.
    """
    try:
        return sources.documents(ids), set()
    except Exception:  # Whatever it is, it is found again one by one.
        if len(ids) == 1:
            logger.exception("indexing.failed", document=ids[0])
            return [], set(ids)
    parts = [make_documents([name]) for name in ids]
    return [one for made, _ in parts for one in made], {n for _, failed in parts for n in failed}


def take_over(
    engine: SearchEngine, generation: str, *, since: datetime, broken: set[str], held: Held
) -> None:
    """Catch up with what changed since a moment, check, swap; nobody writes meanwhile.

    By the time at which an entry was applied and not by its number: on PostgreSQL a transaction
    may commit a lower number after a higher one.
    """
    with lease_awaited(INDEX, seconds=2 * Lease.SECONDS) as writing:

        def guard() -> None:
            writing.renew()
            held.renew()

        late = OutboxEntry.objects.not_applied_by(since - CLOCKS_APART)
        seen = dict(late.values_list("pk", "document_id"))
        for batch in batched(dict.fromkeys(seen.values()), sources.BATCH):
            made, failed = make_documents(batch)
            gone = set(batch) - failed - {document.id for document in made}
            engine.upsert(made, generation=generation, guard=guard)
            engine.delete(sorted(gone), generation=generation, guard=guard)
            broken |= failed
        check_counts(engine, generation, late=late, seen=seen, without=broken)
        guard()
        engine.swap(generation)


def check_counts(
    engine: SearchEngine,
    generation: str,
    *,
    late: OutboxQuerySet,
    seen: Collection[int],
    without: set[str],
) -> None:
    """Raise CountsDifferError where the new index lacks documents or has too many.

    People go on publishing: what `late` has beyond the entries `seen` may be in the new index or
    not, and is applied to it after the swap. It is read after the ids, so that each change that
    these show is known to it.
    """
    ids = set(sources.all_ids())
    unsure = {name for pk, name in late.values_list("pk", "document_id") if pk not in seen}
    wanted, found = len(ids - without - unsure), engine.count_in(generation)
    if not wanted <= found <= wanted + len(unsure):
        raise CountsDifferError(f"{wanted} documents in the database, {found} in {generation}")


@dataclass(frozen=True)
class Difference:
    """What the index has wrong, as ids; `broken` are those whose document can't be made."""

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    foreign: tuple[str, ...]
    broken: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self.counts().values())

    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return {kind: len(getattr(self, kind)) for kind in KINDS}


def compare() -> Difference:
    """Compare index and database document by document."""
    indexed, broken = dict(get_engine().digests()), set[str]()
    missing, stale, expected = [], [], set()
    for batch in batched(sources.all_ids(), sources.BATCH):
        made, failed = make_documents(batch)
        broken |= failed
        for document in made:
            expected.add(document.id)
            if document.id not in indexed:
                missing.append(document.id)
            elif indexed[document.id] != document.digest():
                stale.append(document.id)
    foreign = sorted(indexed.keys() - expected - broken)
    return Difference(tuple(missing), tuple(stale), tuple(foreign), tuple(sorted(broken)))


def repair(difference: Difference) -> None:
    """Put all that differs into the outbox; applying it mends the index.

    What can't be made ends in the list of those given up, once.
    """
    known = OutboxEntry.objects.filter(applied_at=None, document_id__in=difference.broken)
    listed = set(known.values_list("document_id", flat=True))
    broken = [name for name in difference.broken if name not in listed]
    record_changes([*difference.missing, *difference.stale, *difference.foreign, *broken])
