"""Who is told when a review starts or ends.

Wagtail has mails of its own for this, which lead into the admin, where companies have no
account. A signal keeps one receiver per `dispatch_uid`, so ours take the places of Wagtail's,
whichever of the two is connected first.
"""

from collections.abc import Mapping
from typing import Any

from django.dispatch import Signal
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    published,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from accounts.models import CURATORS, User
from cms.curation.addresses import company_address
from cms.curation.publication import date_publication
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from notifications.services import notify


def connect() -> None:
    """Take the places of Wagtail's mails, and listen to what else ends a review."""
    places: list[tuple[Signal, Any, str, type[Any]]] = [
        (
            task_submitted,
            tell_curators,
            "group_approval_task_submitted_email_notification",
            TaskState,
        ),
        (
            workflow_submitted,
            say_nothing,
            "workflow_state_submitted_email_notification",
            WorkflowState,
        ),
        (
            workflow_rejected,
            tell_rejected,
            "workflow_state_rejected_email_notification",
            WorkflowState,
        ),
        (
            workflow_approved,
            tell_approved,
            "workflow_state_approved_email_notification",
            WorkflowState,
        ),
    ]
    for signal, receiver, uid, sender in places:
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(receiver, sender=sender, dispatch_uid=uid)
    workflow_cancelled.connect(tell_published_at_once, sender=WorkflowState)
    published.connect(date_publication, sender=Opportunity)


def say_nothing(**signal: Any) -> None:
    """Receive what `task_submitted` has told already."""


def operator_of(snippet: Any) -> Operator | None:
    """The operator that a snippet under review is of; None for what is no company's."""
    if isinstance(snippet, Opportunity):
        return snippet.operator
    return snippet if isinstance(snippet, Operator) else None


def names_of(snippet: Operator | Opportunity) -> Mapping[str, str]:
    """Its name or title by the reader's language."""
    if isinstance(snippet, Operator):
        return snippet.names
    titles = {text.language: text.title for text in snippet.texts.all() if text.title}
    return {**titles, "": str(snippet)}


def tell_curators(*, instance: TaskState, user: User | None = None, **signal: Any) -> None:
    """Tell the federation that a version waits."""
    draft = instance.revision.as_object()
    if operator_of(draft) is None:
        return
    notify(
        User.objects.in_group(CURATORS),
        "curation.submitted",
        params={"name": names_of(draft), "person": user.display_name if user else ""},
        url=reverse("curation_review", args=[instance.pk]),
        actor=user,
        key=f"curation.submitted:{instance.pk}",
    )


def tell_rejected(*, instance: WorkflowState, user: User | None = None, **signal: Any) -> None:
    """Tell the company why its version comes back."""
    tell_company(instance, "rejected", user, reason=instance.current_task_state.comment)


def tell_approved(*, instance: WorkflowState, user: User | None = None, **signal: Any) -> None:
    """Tell the company that its version is on the site."""
    tell_company(instance, "approved", user)


def tell_published_at_once(
    *, instance: WorkflowState, user: User | None = None, **signal: Any
) -> None:
    """A curator who publishes from the edit page ends the review; it is an approval too."""
    snippet = instance.content_object
    if snippet.live and not snippet.has_unpublished_changes:
        tell_company(instance, "approved", user)


def tell_company(review: WorkflowState, verdict: str, actor: User | None, **params: str) -> None:
    """Tell those who may edit, once for each version reviewed."""
    snippet = review.content_object
    operator = operator_of(snippet)
    if operator is None:
        return
    kind = "opportunity" if isinstance(snippet, Opportunity) else "profile"
    members = operator.memberships.active().filter(role__in=("owner", "editor"))
    notify(
        [membership.user for membership in members.select_related("user")],
        f"curation.{kind}_{verdict}",
        params={"name": names_of(snippet), **params},
        url=company_address(snippet, verdict),
        actor=actor,
        key=f"curation.{verdict}:{review.current_task_state_id}",
    )
