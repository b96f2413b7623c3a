"""Keep the profiles for scoring up to date with what is published."""

from collections.abc import Iterable

import numpy as np
import structlog
from django.db import transaction
from django.db.models import F

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.suggestions import filling
from matching.suggestions.contents import content_of, vector_from
from matching.suggestions.filling import Filled
from matching.suggestions.models import MatchProfile, PoolState

logger = structlog.get_logger(__name__)

BATCH = 100
FILLERS = {
    MatchProfile.Kind.OPERATOR: filling.operators_filled,
    MatchProfile.Kind.OPPORTUNITY: filling.opportunities_filled,
}


def mark_stale(kind: str, keys: Iterable[int]) -> None:
    """Note in the caller's transaction that subjects changed; they are refreshed after commit."""
    changed = set(keys)
    if not changed:
        return
    MatchProfile.objects.filter(kind=kind, subject__in=changed).update(wanted=F("wanted") + 1)
    new = [MatchProfile(kind=kind, subject=key) for key in changed]
    MatchProfile.objects.bulk_create(new, ignore_conflicts=True)
    transaction.on_commit(refresh_after_commit, robust=True)


def refresh_after_commit() -> None:
    """Hand the stale profiles to a task; the change is saved whatever becomes of it."""
    from matching.suggestions.tasks import refresh_profiles

    refresh_profiles.enqueue()


def mark_all_stale() -> int:
    """Have every published operator and opportunity filled anew; how many profiles that is."""
    for kind, model in (("operator", Operator), ("opportunity", Opportunity)):
        keys = model.objects.values_list("pk", flat=True)
        known = MatchProfile.objects.filter(kind=kind).values_list("subject", flat=True)
        new = [MatchProfile(kind=kind, subject=key) for key in set(keys) - set(known)]
        MatchProfile.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    MatchProfile.objects.update(wanted=F("done") + 1)
    return MatchProfile.objects.count()


def refresh_stale() -> int:
    """Fill all stale profiles and return how many that was; safe to run twice at once."""
    refreshed = 0
    for kind in FILLERS:
        while batch := list(MatchProfile.objects.stale().filter(kind=kind).order_by("pk")[:BATCH]):
            refresh_batch(batch, kind)
            refreshed += len(batch)
    return refreshed


def refresh_batch(batch: list[MatchProfile], kind: str) -> None:
    """Fill some profiles of one kind; encodes only the texts that have changed."""
    filled = dict(FILLERS[MatchProfile.Kind(kind)](row.subject for row in batch))
    vectors = vectors_of(batch, filled)
    vocabulary = filling.process_vocabulary() if filled else None
    for row in batch:
        found = filled.get(row.subject)
        vector = vectors.get(row.subject)
        row.vector = None if vector is None else vector.tobytes()
        row.digest = found.digest if found else ""
        row.content = content_of(found.read(vocabulary, None)) if found and vocabulary else None
        row.done = row.wanted
    store(batch)


def vectors_of(
    batch: list[MatchProfile], filled: dict[int, Filled]
) -> dict[int, np.ndarray | None]:
    """The vector of every filled profile, kept where its text is as it was."""
    kept = {
        row.subject: vector_from(row.vector)
        for row in batch
        if row.subject in filled and row.vector and row.digest == filled[row.subject].digest
    }
    new = [key for key in filled if key not in kept]
    made = filling.encoded([filled[key].text for key in new])
    return kept | dict(zip(new, made, strict=True))


@transaction.atomic
def store(batch: list[MatchProfile]) -> None:
    """Write profiles under the pool's next number; its row is held, so numbers commit in order."""
    generation = next_generation()
    for row in batch:
        row.generation = generation
    fields = ["vector", "digest", "content", "done", "generation"]
    MatchProfile.objects.bulk_update(batch, fields)


def next_generation() -> int:
    """Count the pool's number up by one and return it; holds its row until the commit."""
    state = PoolState.objects.select_for_update().filter(pk=1).first()
    if state is None:
        PoolState.objects.bulk_create([PoolState(pk=1)], ignore_conflicts=True)
        state = PoolState.objects.select_for_update().get(pk=1)
    state.generation += 1
    state.save(update_fields=["generation"])
    return state.generation
