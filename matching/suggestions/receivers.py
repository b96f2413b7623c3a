"""What suggestions listen to: every change of a published profile."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from accounts.models import User
from cms.operators.models import Membership, Operator
from cms.opportunities.models import Opportunity
from matching.suggestions.models import MatchProfile
from matching.suggestions.refreshing import mark_stale
from search.indexing.receivers import is_draft_only

Kind = MatchProfile.Kind


def on_operator(
    instance: Operator, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """The operator, and its opportunities: they live and die with it."""
    if is_draft_only(update_fields):
        return
    mark_stale(Kind.OPERATOR, [instance.pk])
    keys = Opportunity.objects.filter(operator=instance.pk).values_list("pk", flat=True)
    mark_stale(Kind.OPPORTUNITY, keys)


def on_opportunity(
    instance: Opportunity, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """The opportunity."""
    if not is_draft_only(update_fields):
        mark_stale(Kind.OPPORTUNITY, [instance.pk])


def on_membership(instance: Membership, **kwargs: Any) -> None:
    """Whether anybody stands behind an operator."""
    mark_stale(Kind.OPERATOR, [instance.operator_id])


def on_person(
    instance: User, created: bool, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """A person may have been shut out, or let in again."""
    if created or (update_fields and "is_active" not in update_fields):
        return
    keys = list(instance.memberships.values_list("operator", flat=True))
    keys += instance.stewarded_operators.values_list("pk", flat=True)
    mark_stale(Kind.OPERATOR, keys)


def connect() -> None:
    """Subscribe to the models below."""
    for model, receiver in (
        (Operator, on_operator),
        (Opportunity, on_opportunity),
        (Membership, on_membership),
    ):
        for signal in (post_save, post_delete):
            signal.connect(receiver, sender=model, dispatch_uid=f"suggestions.{receiver.__name__}")
    post_save.connect(on_person, sender=User, dispatch_uid="suggestions.on_person")
