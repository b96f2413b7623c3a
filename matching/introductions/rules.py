"""What must hold for an introduction to be asked for."""

from datetime import timedelta

from django.utils import timezone

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.introductions.errors import refused
from matching.introductions.models import Block, Introduction

ASKS_PER_DAY = 20
ASK_AGAIN_AFTER = timedelta(days=30)


def check_pair(asker: Operator, receiver: Operator) -> None:
    """Raise IntroductionRefusedError where the two cannot be introduced at all.

    One that has blocked the asker answers like one with nobody behind it, so that a block
    cannot be told from outside.
    """
    if asker == receiver:
        raise refused("self")
    if not asker.live:
        raise refused("unpublished")
    if Block.objects.filter(operator=asker, blocked=receiver).exists():
        raise refused("blocking")
    is_reachable = Operator.objects.live().backed().filter(pk=receiver.pk).exists()
    if not is_reachable or Block.objects.filter(operator=receiver, blocked=asker).exists():
        raise refused("closed")


def check_opportunity(
    opportunity: Opportunity | None, *, asker: Operator, receiver: Operator
) -> None:
    """Raise IntroductionRefusedError unless the opportunity is open and of one of the two."""
    if opportunity is None:
        return
    is_theirs = opportunity.operator_id in (asker.pk, receiver.pk)
    if not is_theirs or not opportunity.is_open_on(timezone.localdate()):
        raise refused("opportunity")


def check_pace(asker: Operator, *, receiver: Operator, opportunity: Opportunity | None) -> None:
    """Raise IntroductionRefusedError where the asker insists, or asks too many in a day."""
    asked, now = Introduction.objects.filter(asker=asker), timezone.now()
    recent = asked.filter(receiver=receiver, decided_at__gt=now - ASK_AGAIN_AFTER)
    if recent.filter(state="declined", opportunity=opportunity).exists():
        raise refused("declined")
    if asked.filter(asked_at__gt=now - timedelta(days=1)).count() >= ASKS_PER_DAY:
        raise refused("limit")
