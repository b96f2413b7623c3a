"""Where a snippet stands between its company and the federation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState

if TYPE_CHECKING:
    from accounts.models import User


class ReviewStatus(TextChoices):
    DRAFT = "draft", _("Brouillon")
    IN_REVIEW = "in_review", _("En revue")
    REJECTED = "rejected", _("À corriger")
    LIVE = "live", _("Publié")
    LIVE_WITH_DRAFT = "live_with_draft", _("Publié, avec un brouillon")


@dataclass(frozen=True)
class ReviewState:
    """`since` and `by`: the act that led here; `reason`: why the last version was rejected."""

    status: str
    reason: str = ""
    since: "datetime | None" = None
    by: "User | None" = None
    is_live: bool = False

    @property
    def label(self) -> str:
        """The status in the reader's language."""
        return str(ReviewStatus(self.status).label)


def review_state(snippet: Any) -> ReviewState:
    """Where one snippet stands; two queries."""
    return review_states([snippet])[snippet.pk]


def review_states(snippets: Iterable[Any]) -> dict[Any, ReviewState]:
    """Where each of some snippets of one model stands, by primary key; two queries in all."""
    rows = list(snippets)
    if not rows:
        return {}
    reviews, drafts = _reviews_of(rows), _drafts_of(rows)
    return {row.pk: _state_of(row, reviews.get(str(row.pk)), drafts) for row in rows}


def _reviews_of(rows: list[Any]) -> dict[str, WorkflowState]:
    """The open review of each row, by its key as text."""
    states = WorkflowState.objects.active().filter(
        base_content_type=rows[0].get_base_content_type(),
        object_id__in=[str(row.pk) for row in rows],
    )
    states = states.select_related("requested_by", "current_task_state__finished_by")
    return {state.object_id: state for state in states}


def _drafts_of(rows: list[Any]) -> dict[int, Revision]:
    """The latest revisions, without their content."""
    wanted = [row.latest_revision_id for row in rows if row.latest_revision_id]
    return Revision.objects.select_related("user").defer("content").in_bulk(wanted)


def _state_of(row: Any, review: WorkflowState | None, drafts: dict[int, Revision]) -> ReviewState:
    if review and review.current_task_state:
        return _reviewed_state(row, review)
    draft = drafts.get(row.latest_revision_id)
    made_at, author = (draft.created_at, draft.user) if draft else (row.created_at, None)
    if not row.live:
        return ReviewState(ReviewStatus.DRAFT, since=made_at, by=author)
    if row.has_unpublished_changes:
        return ReviewState(ReviewStatus.LIVE_WITH_DRAFT, "", made_at, author, is_live=True)
    return ReviewState(ReviewStatus.LIVE, since=row.last_published_at, by=author, is_live=True)


def _reviewed_state(row: Any, review: WorkflowState) -> ReviewState:
    task = review.current_task_state
    if review.status == WorkflowState.STATUS_IN_PROGRESS:
        return ReviewState(
            ReviewStatus.IN_REVIEW, "", task.started_at, review.requested_by, row.live
        )
    return ReviewState(
        ReviewStatus.REJECTED, task.comment, task.finished_at, task.finished_by, row.live
    )
