"""Who may see which opportunity."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cms.operators.models import Disclosure, Operator

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class OpportunityQuerySet(models.QuerySet[Any]):
    """Reads of opportunities."""

    def live(self) -> "OpportunityQuerySet":
        """The published ones of published operators."""
        return self.filter(live=True, operator__live=True)

    def open(self, day: date | None = None) -> "OpportunityQuerySet":
        """The live ones not closed, nor expired on `day` (today in Casablanca by default)."""
        today = day or timezone.localdate()
        unexpired = Q(expires_on=None) | Q(expires_on__gte=today)
        return self.live().filter(unexpired, closed_at=None)

    def edited_by(self, user: "User | AnonymousUser") -> "OpportunityQuerySet":
        """The ones that a person may change, published or not."""
        return self.filter(operator__in=Operator.objects.edited_by(user))

    def of_member(self, user: "User | AnonymousUser") -> "OpportunityQuerySet":
        """The ones of the operators that a person belongs to, published or not."""
        return self.filter(operator__in=Operator.objects.of_member(user))

    def previewed_by(self, user: "User | AnonymousUser") -> "OpportunityQuerySet":
        """The ones whose draft a reader may see: members of the operator and curators."""
        return self.filter(operator__in=Operator.objects.previewed_by(user))

    def visible_to(self, user: "User | AnonymousUser") -> "OpportunityQuerySet":
        """The published ones that a reader may see; never more than their operator allows."""
        shown = self.live().filter(operator__in=Operator.objects.visible_to(user))
        if not user.is_authenticated:
            return shown.filter(visibility="public")
        if user.is_curator:
            return shown
        own = Q(operator__in=Operator.objects.of_member(user))
        named = Q(operator__in=Disclosure.objects.to_person(user).values("operator"))
        return shown.filter(Q(visibility__in=("public", "members")) | own | named)

    def with_children(self) -> "OpportunityQuerySet":
        """With operator and prose: one more query in all."""
        return self.select_related("operator").prefetch_related("texts")
