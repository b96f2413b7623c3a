"""Credentials as a verifier reads them: the facts, the evidence, and whether they are checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from cms.operators.models import Credential, Operator
from cms.publishing.services import latest_draft
from cms.taxonomies import lists


@dataclass(frozen=True)
class CredentialLine:
    """One credential with its label; `digest` is of the facts that are shown."""

    credential: Credential
    operator: Operator
    label: str
    categories: tuple[str, ...]
    is_verified: bool

    @property
    def digest(self) -> str:
        """What the verifier vouches for."""
        return self.credential.digest


def draft_lines(draft: Operator) -> list[CredentialLine]:
    """The credentials of one version of a profile."""
    return lines_of((credential, draft) for credential in draft.credentials.all())


def lines_of(pairs: Iterable[tuple[Credential, Operator]]) -> list[CredentialLine]:
    """The lines of some credentials; two queries for all labels."""
    rows = list(pairs)
    standards = lists.labels_of("standards", [row.standard for row, _operator in rows])
    codes = [code for row, _operator in rows for code in row.categories]
    categories = lists.labels_of("categories", codes)
    return [
        CredentialLine(
            credential=row,
            operator=operator,
            label=standards.get(row.standard, row.standard),
            categories=tuple(categories.get(code, code) for code in row.categories),
            is_verified=row.is_verified,
        )
        for row, operator in rows
    ]


def unverified() -> list[Credential]:
    """Published credentials that nobody has checked as they stand; those with evidence first."""
    published = Credential.objects.filter(operator__live=True).select_related(
        "operator", "verification"
    )
    changed = [row.pk for row in published.exclude(verification=None) if not row.is_verified]
    todo = published.filter(Q(verification=None) | Q(pk__in=changed))
    return sorted(todo, key=lambda row: (not row.evidence, row.pk))


def credential_of(operator_pk: int, key: UUID, *, digest: str) -> Credential:
    """The credential of that key, as published or drafted, whichever was read; or Http404."""
    operator = get_object_or_404(Operator, pk=operator_pk)
    versions: list[Any] = [operator, latest_draft(operator)]
    found = [row for version in versions for row in version.credentials.all() if row.pk == key]
    if not found:
        raise Http404
    return next((row for row in found if row.digest == digest), found[-1])
