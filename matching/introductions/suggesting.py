"""What introductions tell suggestions: whom not to suggest, and who was asked."""

from typing import Any

from django.db.models.signals import post_save

from cms.operators.models import Operator
from matching.introductions.models import Block, Introduction
from matching.suggestions.services import record_introduced

BARRING = ("open", "accepted", "declined")


def barred_operators(operator: Operator) -> set[int]:
    """Operators introduced to this one, asked or declined by either side, or blocked either way."""
    pairs = [
        *Introduction.objects.with_operator(operator)
        .filter(state__in=BARRING)
        .values_list("asker", "receiver"),
        *Block.objects.filter(operator=operator).values_list("operator", "blocked"),
        *Block.objects.filter(blocked=operator).values_list("operator", "blocked"),
    ]
    return {key for pair in pairs for key in pair} - {operator.pk}


def on_introduction(instance: Introduction, created: bool, **kwargs: Any) -> None:
    """A suggestion has led to an introduction."""
    if created:
        record_introduced(
            instance.asker, candidate=instance.receiver, opportunity=instance.opportunity
        )


def connect() -> None:
    """Subscribe to new introductions."""
    post_save.connect(
        on_introduction, sender=Introduction, dispatch_uid="introductions.suggestions"
    )
