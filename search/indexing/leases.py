"""Who may write the index now, over all processes: one name, one holder, for a while."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from search.engines.errors import IndexBusy, SearchUnavailable
from search.indexing.models import Lease

INDEX, REBUILD = "index", "rebuild"


class LeaseLostError(SearchUnavailable):
    """Another process has taken the lease over: what this one read may be old by now."""


@dataclass(frozen=True)
class Held:
    """A lease that was taken; it stays ours past its end while nobody else wants it."""

    name: str
    token: uuid.UUID

    def renew(self) -> None:
        """Keep it for another term; LeaseLostError where another one has taken it over.

        In a transaction this also holds the row, so that nobody takes it before the commit.
        """
        mine = Lease.objects.filter(name=self.name, holder=self.token)
        if not mine.update(expires_at=timezone.now() + Lease.term()):
            raise LeaseLostError(f"the lease {self.name!r} was taken over")


@contextmanager
def lease(name: str = INDEX) -> Iterator[Held | None]:
    """The right to do what `name` says, or None while another process has it."""
    held, now = Held(name, uuid.uuid4()), timezone.now()
    Lease.objects.get_or_create(name=name)
    free = Lease.objects.filter(Q(holder=None) | Q(expires_at__lte=now), name=name)
    taken = free.update(holder=held.token, expires_at=now + Lease.term())
    try:
        yield held if taken else None
    finally:
        if taken:
            Lease.objects.filter(name=name, holder=held.token).update(holder=None)


@contextmanager
def lease_awaited(name: str, *, seconds: float) -> Iterator[Held]:
    """A lease, as soon as its holder gives it back or dies; IndexBusy after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        with lease(name) as held:
            if held is not None:
                yield held
                return
        if time.monotonic() > end:
            raise IndexBusy(f"Another process holds the lease {name!r}; try again in a minute.")
        time.sleep(0.1)
