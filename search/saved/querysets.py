"""Reads of saved searches and their matches."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User


class SavedSearchQuerySet(models.QuerySet[Any]):
    """Saved searches belong to one person, and nobody else reads them."""

    def of(self, user: "User") -> "SavedSearchQuerySet":
        """A person's own."""
        return self.filter(user=user)

    def active(self) -> "SavedSearchQuerySet":
        """Those of people who can sign in."""
        return self.filter(user__is_active=True)

    def due(self, now: datetime | None = None) -> "SavedSearchQuerySet":
        """Those with something to announce whose pause is over."""
        from search.saved.models import Match

        moment = now or timezone.now()
        rested = Q(pk__in=[])
        for rhythm, pause in self.model.pauses().items():
            rested |= Q(rhythm=rhythm, announced_at__lte=moment - pause)
        waiting = Match.objects.waiting().filter(search=OuterRef("pk"))
        return self.active().filter(rested).filter(Exists(waiting))

    def with_counts(self) -> "SavedSearchQuerySet":
        """With `waiting`: how many matches are still to be announced."""
        waiting = Count("matches", filter=Q(matches__announced_at=None))
        return self.annotate(waiting=waiting)


class MatchQuerySet(models.QuerySet[Any]):
    """Reads of matches."""

    def waiting(self) -> "MatchQuerySet":
        """Those not announced yet."""
        return self.filter(announced_at=None)
