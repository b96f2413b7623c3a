"""Who may see and answer which introduction."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from matching.introductions.representation import operators_acted_for_by, operators_read_by

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models.expressions import Combinable

    from accounts.models import User
    from cms.operators.models import Operator
    from matching.introductions.models import Block, Introduction  # noqa: F401 - the querysets' own.

STANDING = ("open", "accepted")


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    """Reads of introductions."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Those of the operators that a person belongs to, on either side."""
        own = operators_read_by(user).values("pk")
        return self.filter(Q(asker__in=own) | Q(receiver__in=own))

    def received_by(self, user: "User") -> Self:
        """Those addressed to a person's operators."""
        return self.filter(receiver__in=operators_read_by(user).values("pk"))

    def sent_by(self, user: "User") -> Self:
        """Those that a person's operators have asked for."""
        return self.filter(asker__in=operators_read_by(user).values("pk"))

    def answered_by(self, user: "User | AnonymousUser") -> Self:
        """Those that a person may accept or decline, whatever their state."""
        return self.filter(receiver__in=operators_acted_for_by(user).values("pk"))

    def withdrawn_by(self, user: "User | AnonymousUser") -> Self:
        """Those that a person may take back, whatever their state."""
        return self.filter(asker__in=operators_acted_for_by(user).values("pk"))

    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(state="open")

    def standing(self) -> Self:
        """Those that are open or accepted: a pair has one about each opportunity."""
        return self.filter(state__in=STANDING)

    def lapsed_on(self, moment: datetime | None = None) -> Self:
        """Open ones whose time has run out at `moment` (now by default)."""
        return self.open().filter(lapses_at__lte=moment or timezone.now())

    def between(self, one: "Operator", other: "Operator") -> Self:
        """Those of a pair, in both directions."""
        return self.filter(Q(asker=one, receiver=other) | Q(asker=other, receiver=one))

    def with_operator(self, operator: "Operator") -> Self:
        """Those that an operator has asked for or received."""
        return self.filter(Q(asker=operator) | Q(receiver=operator))

    def with_children(self) -> Self:
        """With operators, people, opportunity and its prose: one more query in all."""
        return self.select_related(
            "asker", "receiver", "opportunity__operator", "asked_by", "decided_by"
        ).prefetch_related("opportunity__texts")


class BlockQuerySet(models.QuerySet["Block"]):
    """Reads of blocks."""

    def between(self, one: "int | Combinable", other: "int | Combinable") -> Self:
        """Those of two operators, given by their keys or columns, whoever blocked whom."""
        there = Q(operator=one, blocked=other)
        return self.filter(there | Q(operator=other, blocked=one))

    def lifted_by(self, user: "User | AnonymousUser") -> Self:
        """Those that a person may lift."""
        return self.filter(operator__in=operators_acted_for_by(user).values("pk"))
