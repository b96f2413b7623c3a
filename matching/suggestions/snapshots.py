"""The profiles of this process, packed for scoring, and brought up to date before each use.

Every process holds its own; the database's number says whether it is still good, which is one
small query. Only profiles newer than the one held are read again.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

import numpy as np
from threadpoolctl import threadpool_limits

from matching.scoring.pool import Pool
from matching.scoring.profiles import Capability, OperatorProfile, OpportunityProfile
from matching.scoring.wishes import REQUEST
from matching.suggestions.contents import operator_from, opportunity_from, vector_from
from matching.suggestions.models import MatchProfile, PoolState

CHUNK = 2000

Profile = TypeVar("Profile", OperatorProfile, OpportunityProfile)


@dataclass
class Snapshot:
    """What was published when the pool had that number; never changed once it is in use."""

    epoch: UUID | None = None
    generation: int = -1
    operators: dict[str, OperatorProfile] = field(default_factory=dict)
    opportunities: dict[str, OpportunityProfile] = field(default_factory=dict)

    @cached_property
    def pool(self) -> Pool:
        """The operators, packed."""
        return Pool(list(self.operators.values()))

    @cached_property
    def board(self) -> Pool:
        """The opportunities, packed like the profile of somebody who only does what they say."""
        return Pool([as_profile(item) for item in self.opportunities.values()])


def as_profile(opportunity: OpportunityProfile) -> OperatorProfile:
    """An opportunity in the shape of a profile, for the rough choice of a shortlist."""
    is_request = opportunity.kind == REQUEST
    categories = (Capability("", opportunity.emdn),) if opportunity.emdn else ()
    return OperatorProfile(
        key=opportunity.key,
        capabilities=(*categories, *(Capability(process) for process in opportunity.processes)),
        seeks=opportunity.modes if is_request else frozenset(),
        offers=frozenset() if is_request else opportunity.modes,
        prose=opportunity.prose,
    )


_lock = threading.Lock()
_held = Snapshot()


def current_snapshot() -> Snapshot:
    """The profiles as they are now: one query while nothing was published, two after."""
    global _held
    state = PoolState.objects.filter(pk=1).first()
    if state is None:
        return Snapshot()
    with _lock:
        if state.epoch != _held.epoch or state.generation < _held.generation:
            _held = loaded(Snapshot(epoch=state.epoch), state.generation)
        elif state.generation > _held.generation:
            _held = loaded(_held, state.generation)
        return _held


def loaded(held: Snapshot, generation: int) -> Snapshot:
    """The snapshot held with all that is newer in the database."""
    # Requests already share the cores: of two BLAS threads one would wait for a core, for a
    # product that takes one of them 2 ms.
    threadpool_limits(1, user_api="blas")
    fresh = Snapshot(held.epoch, generation, dict(held.operators), dict(held.opportunities))
    changed = set()
    rows = MatchProfile.objects.newer_than(max(held.generation, 0))
    for row in rows.order_by("pk").iterator(CHUNK):
        changed.add(row.kind)
        if row.kind == MatchProfile.Kind.OPERATOR:
            place(row, fresh.operators, operator_from)
        else:
            place(row, fresh.opportunities, opportunity_from)
    keep_packed(fresh, held, changed)
    return fresh


def keep_packed(fresh: Snapshot, held: Snapshot, changed: set[str]) -> None:
    """Use again what is packed of a kind of which nothing has changed: packing takes longest."""
    for kind, name in (("operator", "pool"), ("opportunity", "board")):
        if kind not in changed and name in held.__dict__:
            fresh.__dict__[name] = held.__dict__[name]


def place(
    row: MatchProfile,
    profiles: dict[str, Profile],
    read: Callable[[dict[str, Any], np.ndarray | None], Profile],
) -> None:
    """Put one row among the profiles of its kind, or take it out."""
    if row.content is None:
        profiles.pop(str(row.subject), None)
        return
    profiles[str(row.subject)] = read(row.content, vector_from(row.vector))
