"""What search listens to: every change that touches a document leaves an outbox entry."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save, pre_delete

from accounts.models import User
from cms.operators.models import Credential, CredentialVerification, Membership, Operator
from cms.opportunities.models import Opportunity
from cms.taxonomies.models import CooperationMode, DeviceCategory, Process, Standard, Term
from search.documents import document_id
from search.indexing.services import record_changes
from search.indexing.sources import ids_of_operator, ids_of_term
from search.requests import OPPORTUNITIES

# What Wagtail writes on the row when only a draft has changed.
DRAFT_FIELDS = frozenset({"latest_revision", "has_unpublished_changes", "draft_title"})


def is_draft_only(update_fields: frozenset[str] | None) -> bool:
    """Whether a save left all that is published as it was."""
    return bool(update_fields) and set(update_fields or ()) <= DRAFT_FIELDS


def on_operator(
    instance: Operator, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """The operator and its opportunities."""
    if not is_draft_only(update_fields):
        record_changes(ids_of_operator(instance.pk))


def on_opportunity(
    instance: Opportunity, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """The opportunity."""
    if not is_draft_only(update_fields):
        record_changes([document_id(OPPORTUNITIES, instance.pk)])


def on_membership(instance: Membership, **kwargs: Any) -> None:
    """An operator is found by the names of its people."""
    record_changes(ids_of_operator(instance.operator_id)[:1])


def on_verification(instance: CredentialVerification, **kwargs: Any) -> None:
    """A verified credential shows on its operator's card; one of a draft has no card yet."""
    published = Credential.objects.filter(pk=instance.credential_id)
    for operator_id in published.values_list("operator_id", flat=True):
        record_changes(ids_of_operator(operator_id)[:1])


def on_person(
    instance: User,
    created: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """A changed name, or a person who may no longer sign in."""
    if created or (update_fields and set(update_fields) <= {"last_login", "password"}):
        return
    operators = instance.memberships.values_list("operator", flat=True)
    record_changes(name for pk in operators for name in ids_of_operator(pk)[:1])


def on_term(instance: Term, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """A changed label, on every document that carries it."""
    if not created and not raw:
        record_changes(ids_of_term(instance))


def connect() -> None:
    """Subscribe; a deletion is recorded before the rows that it takes along are gone."""
    pairs: tuple[tuple[type[Model], Callable[..., None]], ...] = (
        (Operator, on_operator),
        (Opportunity, on_opportunity),
        (Membership, on_membership),
        (CredentialVerification, on_verification),
        (User, on_person),
        *((model, on_term) for model in (Process, CooperationMode, Standard, DeviceCategory)),
    )
    for model, receiver in pairs:
        name = f"{receiver.__name__}.{model.__name__}"
        post_save.connect(receiver, sender=model, dispatch_uid=f"search.saved.{name}")
        pre_delete.connect(receiver, sender=model, dispatch_uid=f"search.deleted.{name}")
