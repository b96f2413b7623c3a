"""Writing the outbox, and applying it to the index."""

from collections.abc import Iterable
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from search.engines import get_engine
from search.engines.contract import Guard
from search.engines.errors import SearchUnavailable
from search.indexing import sources
from search.indexing.leases import Held, LeaseLostError, lease
from search.indexing.models import OutboxEntry
from search.indexing.signals import documents_indexed

logger = structlog.get_logger(__name__)

MAX_ATTEMPTS = 8
KEEP_APPLIED = timedelta(days=1)


def record_changes(ids: Iterable[str]) -> None:
    """Write outbox entries in the caller's transaction; they are applied after its commit."""
    entries = [OutboxEntry(document_id=name) for name in dict.fromkeys(ids)]
    if entries:
        OutboxEntry.objects.bulk_create(entries)
        transaction.on_commit(apply_after_commit, robust=True)


def apply_after_commit() -> None:
    """Hand the outbox to a task; the change is saved whatever becomes of it."""
    from search.indexing.tasks import index_changes

    index_changes.enqueue()


def apply_outbox() -> int:
    """Apply all that is due, in order, and return how many entries that was.

    Idempotent: an entry only says which document to look at, so applying it twice, or after a
    crash, ends in the same index. Raises SearchUnavailable where the engine does not answer;
    the entries then wait.
    """
    applied = 0
    while OutboxEntry.objects.due().exists():
        with lease() as held:
            if held is None:
                return applied
            done = apply_all(held)
        applied += done
        if not done:
            return applied
    return applied


def apply_all(held: Held) -> int:
    """Apply batch after batch while the lease holds."""
    applied = 0
    try:
        while batch := list(OutboxEntry.objects.due()[: sources.BATCH]):
            apply_batch(batch, held)
            applied += len(batch)
            held.renew()
    except LeaseLostError as error:
        logger.warning("indexing.lease_lost", error=str(error), applied=applied)
    return applied


def apply_batch(batch: list[OutboxEntry], held: Held) -> None:
    """Bring the index up to the database for the documents of some entries."""
    ids = list(dict.fromkeys(entry.document_id for entry in batch))
    try:
        write_documents(ids, guard=held.renew)
    except LeaseLostError:
        raise
    except SearchUnavailable as error:
        put_off(batch, error, may_die=False)
        raise
    except Exception as error:  # One document that can't be made must not hold up the others.
        if len(ids) > 1:
            for name in ids:
                apply_batch([entry for entry in batch if entry.document_id == name], held)
            return
        logger.exception("indexing.failed", document=ids[0])
        put_off(batch, error, may_die=True)
        return
    confirm_applied(batch, ids, held)


def confirm_applied(batch: list[OutboxEntry], ids: list[str], held: Held) -> None:
    """Mark the entries; a write that may have come after another holder's is asked for again."""
    try:
        mark_applied(batch, ids, held)
    except LeaseLostError:
        record_changes(ids)
        raise


@transaction.atomic
def mark_applied(batch: list[OutboxEntry], ids: list[str], held: Held) -> None:
    """Note that entries are applied, and tell the subscribers in the same transaction."""
    held.renew()
    keys, now = [entry.pk for entry in batch], timezone.now()
    OutboxEntry.objects.filter(pk__in=keys).update(applied_at=now, error="")
    # The index has the documents as they are now: older entries given up have nothing left to do.
    given_up = OutboxEntry.objects.dead().filter(document_id__in=ids)
    given_up.update(applied_at=now, is_dead=False, error="")
    documents_indexed.send(OutboxEntry, ids=ids)


def write_documents(ids: list[str], *, generation: str = "", guard: Guard | None = None) -> None:
    """Add or replace the documents that should be there, remove the others.

    `guard` is asked right before each write and raises where it must not take effect.
    """
    engine, made = get_engine(), sources.documents(ids)
    gone = set(ids) - {document.id for document in made}
    engine.upsert(made, generation=generation, guard=guard)
    engine.delete(sorted(gone), generation=generation, guard=guard)


def put_off(batch: list[OutboxEntry], error: Exception, *, may_die: bool) -> None:
    """Try again later, each time twice as late; a document that always fails is given up."""
    attempts = max(entry.attempts for entry in batch) + 1
    wait = timedelta(seconds=min(2**attempts, 300))
    OutboxEntry.objects.filter(pk__in=[entry.pk for entry in batch]).update(
        attempts=F("attempts") + 1 if may_die else F("attempts"),
        retry_at=timezone.now() + wait if may_die else None,
        error=f"{type(error).__name__}: {error}"[:2000],
        is_dead=may_die and attempts >= MAX_ATTEMPTS,
    )


def retry_dead() -> int:
    """Give the entries that were given up another round; how many."""
    return OutboxEntry.objects.dead().update(is_dead=False, attempts=0, retry_at=None)


def forget_applied() -> int:
    """Delete applied entries that no rebuild can still need; how many."""
    old = OutboxEntry.objects.filter(applied_at__lt=timezone.now() - KEEP_APPLIED)
    return old.delete()[0]
