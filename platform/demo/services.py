"""Loading the demo: every state of the story, through the services that people use."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import TaskState

from demo.conversations import load_conversations
from demo.introductions import load_introductions
from demo.operators import load_operators
from demo.opportunities import load_opportunities
from demo.people import load_people
from notifications.models import Notification

# Events that ask nothing more of whoever reads them.
OVER = ("introduction.accepted", "introduction.declined", "introduction.lapsed")


@dataclass(frozen=True)
class Loaded:
    """How many of each this loading has added."""

    people: int
    operators: int
    opportunities: int
    introductions: int
    messages: int


@transaction.atomic
def load_demo() -> Loaded:
    """Add what the demo has and the database lacks, all or nothing; nobody is mailed.

    Loaded again it adds nothing, and leaves what people have changed meanwhile. Raises
    PublishingError where the federation's review is not set up.
    """
    last = Notification.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    people, operators = load_people(), load_operators()
    opportunities = load_opportunities()
    introductions = load_introductions()
    messages = load_conversations(introductions)
    settle_notifications(after=last)
    return Loaded(people, operators, opportunities, len(introductions), messages)


def settle_notifications(*, after: int) -> None:
    """Mail nothing of what the loading told, and leave unread only what still waits."""
    told = Notification.objects.filter(pk__gt=after)
    told.update(mail_due=None)
    reviews = TaskState.objects.exclude(status=TaskState.STATUS_IN_PROGRESS)
    ended = [f"curation.submitted:{pk}" for pk in reviews.values_list("pk", flat=True)]
    is_over = Q(event__in=OVER) | Q(key__in=ended)
    told.filter(is_over).update(read_at=timezone.now())
