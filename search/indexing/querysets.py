"""Reads of the outbox."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OutboxQuerySet(models.QuerySet[Any]):
    """Entries by what is to be done with them; always in the order in which they were written."""

    def waiting(self) -> "OutboxQuerySet":
        """Not yet applied and not given up."""
        return self.filter(applied_at=None, is_dead=False)

    def due(self) -> "OutboxQuerySet":
        """Waiting, and not put off until later."""
        return self.waiting().filter(Q(retry_at=None) | Q(retry_at__lte=timezone.now()))

    def dead(self) -> "OutboxQuerySet":
        """Given up after too many failures; curators see them."""
        return self.filter(is_dead=True, applied_at=None)

    def not_applied_by(self, moment: datetime) -> "OutboxQuerySet":
        """Written or applied since `moment`, or still waiting."""
        return self.filter(Q(applied_at=None) | Q(applied_at__gte=moment))
