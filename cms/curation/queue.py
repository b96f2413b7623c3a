"""What waits for the federation, the longest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from accounts.models import User
from cms.curation.delays import due_day, working_days
from cms.curation.models import ReviewSettings
from cms.operators.completeness import completeness
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity


@dataclass(frozen=True)
class QueueLine:
    """One version that waits. `days_left`: working days of the promised delay, negative if late."""

    pk: int
    kind: str
    name: str
    company: str
    submitted_by: User | None
    submitted_at: datetime
    due: date
    days_left: int
    is_first: bool
    share: int | None

    @property
    def url(self) -> str:
        """The page where it is compared and decided."""
        return reverse("curation_review", args=[self.pk])

    @property
    def days_late(self) -> int:
        """Working days beyond the delay, or 0."""
        return max(0, -self.days_left)


def waiting_reviews(*, kind: str = "") -> QuerySet[TaskState]:
    """The open reviews of operators and opportunities, or of one kind of them."""
    models = [m for m in (Operator, Opportunity) if kind in ("", m._meta.model_name)]
    types = [ContentType.objects.get_for_model(model) for model in models]
    return (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status="in_progress",
            workflow_state__base_content_type__in=types,
        )
        .select_related("workflow_state__requested_by", "revision")
        .order_by("started_at", "pk")
    )


def queue_lines(states: Iterable[TaskState]) -> list[QueueLine]:
    """The lines of some open reviews, in their order; a few queries in all."""
    rows = list(states)
    snippets = snippets_of(rows)
    delay = ReviewSettings.load().delay
    return [
        line_of(state, snippets[key_of(state)], delay)
        for state in rows
        if key_of(state) in snippets
    ]


def key_of(state: TaskState) -> tuple[int, str]:
    """Model and key of the snippet that a review is of."""
    review = state.workflow_state
    return review.base_content_type_id, review.object_id


def snippets_of(states: list[TaskState]) -> dict[tuple[int, str], Any]:
    """The rows under review, one query a model."""
    found: dict[tuple[int, str], Any] = {}
    for model in (Operator, Opportunity):
        type_id = ContentType.objects.get_for_model(model).pk
        keys = [key for kind, key in map(key_of, states) if kind == type_id]
        rows = model._default_manager.filter(pk__in=keys)
        if model is Opportunity:
            rows = rows.select_related("operator")
        found |= {(type_id, str(row.pk)): row for row in rows}
    return found


def line_of(state: TaskState, row: Any, delay: int) -> QueueLine:
    """One review as the queue shows it; the draft is read from the revision, without a query."""
    draft = type(row).from_serializable_data(state.revision.content, check_fks=False)
    due = due_day(state.started_at, delay=delay)
    company = row.operator if isinstance(row, Opportunity) else draft
    return QueueLine(
        pk=state.pk,
        kind=str(row._meta.verbose_name),
        name=str(draft),
        company=company.name,
        submitted_by=state.workflow_state.requested_by,
        submitted_at=state.started_at,
        due=due,
        days_left=working_days(timezone.localdate(), due),
        is_first=row.first_published_at is None,
        share=completeness(draft).share if isinstance(row, Operator) else None,
    )
