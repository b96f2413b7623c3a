"""Wagtail's admin over a draft whose rows the database does not have yet."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from modelcluster.forms import clusterform_factory

from cms.operators.models import Credential, Operator
from cms.publishing.services import latest_draft, save_draft
from cms.taxonomies.child_forms import DraftForm
from tests.cms.operators.factories import PDF, draft_of, full_operator
from tests.factories import CuratorFactory

pytestmark = pytest.mark.django_db


def form_of(draft: Operator, data: dict[str, Any] | None = None) -> Any:
    """A form as the admin makes it, of a name and the credentials."""
    formsets = {"credentials": {"fields": ["standard", "number", "evidence"]}}
    made = clusterform_factory(Operator, form=DraftForm, fields=["name"], formsets=formsets)
    return made(data, {}, instance=draft)


def drafted() -> Operator:
    """A published operator whose draft has one credential more, with its file."""
    operator = full_operator()
    draft = latest_draft(operator)
    new = Credential(standard="ISO 9001", evidence=SimpleUploadedFile("iso.pdf", PDF))
    draft.credentials.add(new)
    save_draft(draft, user=CuratorFactory())
    return operator


def test_a_curator_who_changes_a_draft_keeps_its_new_rows_and_their_files() -> None:
    operator = drafted()
    draft = draft_of(operator)
    before = {row.pk: (row.evidence.name, row.evidence_name) for row in draft.credentials.all()}
    rows = list(draft.credentials.all())
    data = {
        "name": "Rif Silicone Médical",
        "credentials-TOTAL_FORMS": 2,
        "credentials-INITIAL_FORMS": 2,
        "credentials-0-id": rows[0].pk,
        "credentials-0-standard": rows[0].standard,
        "credentials-0-number": "NMC-4711",
        "credentials-1-id": rows[1].pk,
        "credentials-1-standard": "ISO 9001",
        "credentials-1-number": "9001-MA",
    }
    form = form_of(draft, data)
    assert form.is_valid(), form.errors
    save_draft(form.save(commit=False), user=CuratorFactory())
    saved = draft_of(operator)
    assert saved.name == "Rif Silicone Médical"
    assert [row.number for row in saved.credentials.all()] == ["NMC-4711", "9001-MA"]
    kept = {row.pk: (row.evidence.name, row.evidence_name) for row in saved.credentials.all()}
    assert kept == before
    assert Credential.objects.filter(operator=operator).count() == 1


@pytest.mark.parametrize("key", ["", "7", "not-a-key"])
def test_a_damaged_key_makes_a_new_row_and_no_failure(key: str) -> None:
    draft = draft_of(drafted())
    data = {
        "name": "Rif Silicone",
        "credentials-TOTAL_FORMS": 1,
        "credentials-INITIAL_FORMS": 1,
        "credentials-0-id": key,
        "credentials-0-standard": "ISO 9001",
        "credentials-0-number": "",
    }
    form = form_of(draft, data)
    assert form.is_valid() is True
    assert form.formsets["credentials"].forms[0].instance.evidence.name == ""
