"""What search listens to: every change that touches a document leaves an outbox entry."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete, pre_save

from accounts.models import User
from cms.operators.models import Credential, CredentialVerification, Membership, Operator
from cms.opportunities.models import Opportunity
from cms.taxonomies.models import CooperationMode, DeviceCategory, Process, Standard, Term
from cms.taxonomies.signals import terms_changed
from search.documents import document_id
from search.indexing.models import OutboxEntry
from search.indexing.services import record_changes
from search.indexing.sources import ids_of_codes, ids_of_operator, ids_of_term
from search.requests import OPERATORS, OPPORTUNITIES

TERMS: tuple[type[Term], ...] = (Process, CooperationMode, Standard, DeviceCategory)

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


def on_term(instance: Term, **kwargs: Any) -> None:
    """A new or changed label, on every document that carries its code."""
    record_changes(ids_of_term(instance))


def on_code(instance: Term, **kwargs: Any) -> None:
    """A code about to be rewritten: the documents that carry the old one lose its label."""
    before = type(instance)._default_manager.filter(pk=instance.pk).exclude(code=instance.code)
    for term in before:
        record_changes(ids_of_term(term))


def on_terms(sender: type[Term], codes: Iterable[str], **kwargs: Any) -> None:
    """Terms loaded together; while the first migrations run, there is no document to touch."""
    needed = {OutboxEntry._meta.db_table, Operator._meta.db_table, Opportunity._meta.db_table}
    if needed <= set(connection.introspection.table_names()):
        record_changes(ids_of_codes(sender, codes))


def on_people(people: Iterable[User]) -> None:
    """People changed together, without a signal for each."""
    keys = [person.pk for person in people]
    operators = Membership.objects.filter(user__in=keys).values_list("operator", flat=True)
    record_changes(document_id(OPERATORS, pk) for pk in operators.order_by("pk"))


def connect() -> None:
    """Subscribe; a deletion is recorded before the rows that it takes along are gone."""
    pairs: tuple[tuple[type[Model], Callable[..., None]], ...] = (
        (Operator, on_operator),
        (Opportunity, on_opportunity),
        (Membership, on_membership),
        (CredentialVerification, on_verification),
        (User, on_person),
        *((model, on_term) for model in TERMS),
    )
    for model, receiver in pairs:
        name = f"{receiver.__name__}.{model.__name__}"
        post_save.connect(receiver, sender=model, dispatch_uid=f"search.saved.{name}")
        pre_delete.connect(receiver, sender=model, dispatch_uid=f"search.deleted.{name}")
    for model in TERMS:
        pre_save.connect(on_code, sender=model, dispatch_uid=f"search.renamed.{model.__name__}")
    terms_changed.connect(on_terms, dispatch_uid="search.terms_changed")
