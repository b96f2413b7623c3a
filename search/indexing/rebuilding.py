"""A new index beside the serving one, and the comparison of index and database."""

from collections.abc import Callable
from dataclasses import dataclass

from search.engines import get_engine
from search.engines.contract import SearchEngine
from search.engines.errors import IndexBusy
from search.indexing import sources
from search.indexing.batching import batched
from search.indexing.models import OutboxEntry
from search.indexing.services import lease, record_changes, renew, write_documents

Progress = Callable[[int], object]


class CountsDifferError(Exception):
    """The new index does not hold what the database says; the old one goes on serving."""


def rebuild(*, progress: Progress = lambda done: None) -> int:
    """Make a new index, serve it, drop the old ones; the number of documents.

    What is published meanwhile goes to the serving index as always and is applied once more to
    the new one before the swap. An error on the way, or a process killed, leaves the old index
    serving; what is left behind is dropped by the next rebuild.
    """
    engine = get_engine()
    start = last_entry()
    generation = engine.build()
    try:
        fill(engine, generation, progress)
        take_over(engine, generation, since=start)
    except BaseException:
        engine.drop(generation)
        raise
    for old in engine.generations():
        if old != engine.serving():
            engine.drop(old)
    return engine.count()


def last_entry() -> int:
    """The number of the newest outbox entry."""
    newest = OutboxEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def fill(engine: SearchEngine, generation: str, progress: Progress) -> None:
    """Write every document into a generation that does not serve yet."""
    for batch in batched(sources.all_ids(), sources.BATCH):
        engine.upsert(sources.documents(batch), generation=generation)
        progress(len(batch))


def take_over(engine: SearchEngine, generation: str, *, since: int) -> None:
    """Catch up with what changed since the entry `since`, check, swap; nobody writes meanwhile."""
    with lease() as token:
        if token is None:
            raise IndexBusy("Another process is writing the index; try again in a minute.")
        changed = OutboxEntry.objects.after(since).values_list("document_id", flat=True)
        for batch in batched(dict.fromkeys(changed), sources.BATCH):
            write_documents(batch, generation=generation)
            renew(token)
        check_counts(engine, generation)
        engine.swap(generation)


def check_counts(engine: SearchEngine, generation: str) -> None:
    """Raise CountsDifferError where the new index lacks documents or has too many."""
    wanted = sum(1 for _ in sources.all_ids())
    found = engine.count_in(generation)
    if wanted != found:
        raise CountsDifferError(f"{wanted} documents in the database, {found} in {generation}")


@dataclass(frozen=True)
class Difference:
    """What the index has wrong, as ids."""

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    foreign: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.foreign)


def compare() -> Difference:
    """Compare index and database document by document."""
    indexed = dict(get_engine().digests())
    missing, stale, expected = [], [], set()
    for batch in batched(sources.all_ids(), sources.BATCH):
        for document in sources.documents(batch):
            expected.add(document.id)
            if document.id not in indexed:
                missing.append(document.id)
            elif indexed[document.id] != document.digest():
                stale.append(document.id)
    foreign = sorted(indexed.keys() - expected)
    return Difference(tuple(missing), tuple(stale), tuple(foreign))


def repair(difference: Difference) -> None:
    """Put all that differs into the outbox; applying it mends the index."""
    record_changes([*difference.missing, *difference.stale, *difference.foreign])
