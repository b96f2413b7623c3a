"""An operator that wants to hear no more of another one."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cms.operators.models import Operator
from matching.introductions.models import Block, Introduction

State = Introduction.State


@transaction.atomic
def block_operator(operator: Operator, *, blocked: Operator, blocked_by: User) -> Block:
    """Block once. Open introductions between the two end, and nobody is told of it."""
    block, _is_new = Block.objects.get_or_create(
        operator=operator, blocked=blocked, defaults={"created_by": blocked_by}
    )
    waiting, end = Introduction.objects.open(), {"decided_at": timezone.now()}
    waiting.filter(asker=operator, receiver=blocked).update(state=State.WITHDRAWN, **end)
    waiting.filter(asker=blocked, receiver=operator).update(state=State.DECLINED, **end)
    return block


@transaction.atomic
def unblock_operator(block: Block) -> None:
    """Lift a block; what it ended stays ended."""
    block.delete()


def is_blocked(one: int, other: int) -> bool:
    """Whether one of two operators, given by their keys, has blocked the other."""
    return Block.objects.between(one, other).exists()
