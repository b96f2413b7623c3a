"""Drafts, review and publication of operators and opportunities, on Wagtail's revisions.

A company never writes what is published: it saves drafts and submits them, and the federation's
workflow publishes. Companies need no right in Wagtail's admin for it; who may edit what is asked
by the view, in its lookup. Every service holds the row of the snippet, so that two people at once
have one effect; asking again for what is already so changes nothing.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.locks import BasicLock, WorkflowLock
from wagtail.log_actions import log
from wagtail.models import Revision, TaskState, WorkflowState

from cms.publishing.errors import PublishingError
from cms.publishing.locking import lock_row
from cms.publishing.states import ReviewState, review_state, review_states

if TYPE_CHECKING:
    from accounts.models import User

__all__ = [
    "PublishingError",
    "ReviewState",
    "approve",
    "is_kept_by_another",
    "latest_draft",
    "publish",
    "reject",
    "review_state",
    "review_states",
    "save_draft",
    "submit_for_review",
    "unpublish",
    "withdraw_from_review",
]


def latest_draft(snippet: Any) -> Any:
    """The snippet as its latest version has it, published or not; children included."""
    return snippet.get_latest_revision_as_object()


@transaction.atomic
def save_draft(snippet: Any, *, user: "User | None") -> Revision:
    """Keep the snippet and its children as a new version; what is published stays as it is.

    A snippet without a row yet gets one that is not live. Raises ValidationError where a field
    is wrong, and PublishingError (one too) while the snippet is in review or locked.
    """
    if snippet.pk is None:
        return _create(snippet, user=user)
    _refuse_if_locked(lock_row(snippet), user)
    return snippet.save_revision(user=user, log_action=True)


def _create(snippet: Any, *, user: "User | None") -> Revision:
    snippet.live, snippet.has_unpublished_changes = False, True
    snippet.full_clean()
    snippet.save()
    revision = snippet.save_revision(user=user, clean=False)
    log(snippet, "wagtail.create", user=user, revision=revision, content_changed=True)
    return revision


def _lock_against(snippet: Any, user: "User | None") -> Any:
    """The lock that keeps a person from it; None where nothing does."""
    lock = snippet.get_lock()
    return lock if lock and user and lock.for_user(user) else None


def _refuse_if_locked(snippet: Any, user: "User | None") -> None:
    lock = _lock_against(snippet, user)
    if lock is None:
        return
    if isinstance(lock, WorkflowLock):
        message = _("Cette version est en revue. Retirez-la de la revue pour la modifier.")
        raise PublishingError(message, code="in_review")
    message = _("La fédération a verrouillé cette fiche pour y travailler. Réessayez plus tard.")
    raise PublishingError(message, code="locked")


def is_kept_by_another(snippet: Any, user: "User") -> bool:
    """Whether somebody else has locked it, so that nobody but they may change or decide it."""
    return isinstance(_lock_against(snippet, user), BasicLock)


@transaction.atomic
def submit_for_review(snippet: Any, *, user: "User") -> bool:
    """Hand the latest version to the federation; return whether a review was opened by this call.

    Nothing happens where it is in review already or nothing differs from what is published.
    After a rejection the same review goes on. Raises PublishingError where no review is set up.
    """
    current = lock_row(snippet)
    if current.workflow_in_progress or (current.live and not current.has_unpublished_changes):
        return False
    if current.latest_revision_id is None:
        current.save_revision(user=user, log_action=True)
    review = current.current_workflow_state
    if review:
        review.requested_by = user
        review.resume(user=user)
    else:
        _workflow_of(current).start(current, user)
    return True


def _workflow_of(snippet: Any) -> Any:
    workflow = snippet.get_workflow()
    if workflow is None:
        message = _("La revue est suspendue pour le moment. Votre brouillon est gardé.")
        raise PublishingError(message, code="no_workflow")
    return workflow


@transaction.atomic
def withdraw_from_review(snippet: Any, *, user: "User") -> bool:
    """Take the version back, to be changed; return whether it was in review."""
    review = lock_row(snippet).current_workflow_state
    if review is None or review.status != WorkflowState.STATUS_IN_PROGRESS:
        return False
    review.cancel(user=user)
    return True


def approve(snippet: Any, *, by: "User", seen: int | None = None, comment: str = "") -> bool:
    """Publish what is in review; return False where that review has already ended.

    `seen` is the key of the TaskState that the curator read: if the company has taken it back
    and submitted another version since, nothing happens. Raises PermissionDenied, and
    PublishingError where another curator has locked the snippet to work on it alone.
    """
    return _settle(snippet, by, seen, "approve", comment)


def reject(snippet: Any, *, by: "User", reason: str, seen: int | None = None) -> bool:
    """Send the version back with a reason that the company reads; else as `approve`.

    Raises ValidationError where the reason is empty.
    """
    return _settle(snippet, by, seen, "reject", reason)


@transaction.atomic
def _settle(snippet: Any, by: "User", seen: int | None, action: str, comment: str) -> bool:
    row = lock_row(snippet)
    current: TaskState | None = row.current_workflow_task_state
    if current is None or seen not in (None, current.pk):
        return False
    task = current.task.specific
    if action not in [name for name, _label, _modal in task.get_actions(snippet, by)]:
        raise PermissionDenied
    _refuse_if_locked(row, by)
    task.on_action(current, by, action, comment=comment)
    return True


@transaction.atomic
def publish(snippet: Any, *, user: "User | None" = None) -> Revision:
    """Keep and publish at once, without review: for imports, the demo and staff.

    Raises ValidationError where a field is wrong; a review in progress ends.
    """
    if snippet.pk is None:
        revision = _create(snippet, user=user)
    else:
        lock_row(snippet)
        revision = snippet.save_revision(user=user)
    revision.publish(user=user, skip_permission_checks=True)
    snippet.refresh_from_db(
        fields=[
            "live",
            "has_unpublished_changes",
            "live_revision",
            "first_published_at",
            "last_published_at",
        ]
    )
    return revision


@transaction.atomic
def unpublish(snippet: Any, *, user: "User | None") -> None:
    """Take off the site what a company or the federation no longer wants there."""
    if lock_row(snippet).live:
        UnpublishAction(snippet, user=user).execute(skip_permission_checks=True)
