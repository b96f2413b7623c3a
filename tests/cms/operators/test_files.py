"""Evidence files that nothing refers to are deleted, all others kept."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from cms.operators.models import Credential, Operator, private_storage
from cms.operators.services.files import delete_orphaned_files
from cms.publishing.services import publish, save_draft
from config.periodic import periodic_jobs
from tests.cms.operators.factories import (
    PDF,
    draft_of,
    full_operator,
    revision_of,
    rows,
    signed_in,
    step_url,
)
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The private storage in a folder of this test's own."""
    field: Any = Credential._meta.get_field("evidence")
    for storage in (field.storage, private_storage()):
        monkeypatch.setitem(vars(storage), "location", str(tmp_path))
    return tmp_path / "evidence"


def files(folder: Path) -> set[str]:
    return {f"evidence/{file.name}" for file in folder.iterdir()}


def replace_evidence(operator: Operator) -> str:
    """A draft with another file; its name."""
    draft = draft_of(operator)
    row = draft.credentials.get()
    row.evidence = SimpleUploadedFile("nouveau.pdf", PDF)
    draft.credentials.add(row)
    save_draft(draft, user=None)
    return str(draft_of(operator).credentials.get().evidence.name)


def deleted_in(days: float) -> int:
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        return delete_orphaned_files()


def test_delete_orphaned_files_without_any_file_deletes_none() -> None:
    assert delete_orphaned_files() == 0


def test_delete_orphaned_files_keeps_live_drafts_and_history(folder: Path) -> None:
    operator = full_operator()
    live = operator.credentials.get().evidence.name
    past, draft = replace_evidence(operator), replace_evidence(operator)
    private_storage().save("evidence/abandoned", ContentFile(PDF))
    assert files(folder) == {live, past, draft, "evidence/abandoned"}

    assert (deleted_in(6.9), deleted_in(7.1), deleted_in(7.1)) == (0, 1, 0)

    assert files(folder) == {live, past, draft}


def test_delete_orphaned_files_keeps_what_was_published_before(folder: Path) -> None:
    operator = full_operator()
    save_draft(draft_of(operator), user=None)
    first = operator.credentials.get().evidence.name
    second = replace_evidence(operator)
    publish(draft_of(operator))

    assert deleted_in(30) == 0
    assert files(folder) == {first, second}


def test_delete_orphaned_files_of_a_deleted_operator(folder: Path) -> None:
    operator = full_operator()
    replace_evidence(operator)
    operator.delete()

    assert deleted_in(8) == 2
    assert files(folder) == set()


def test_a_form_sent_with_an_error_and_never_again_leaves_its_file_for_a_week(
    folder: Path,
) -> None:
    operator = full_operator()
    row = {
        "id": operator.credentials.get().pk,
        "standard": "",
        "evidence": SimpleUploadedFile("certificat.pdf", PDF),
    }
    browser = signed_in(MembershipFactory(operator=operator).user)
    data = rows("credentials", row, initial=1) | revision_of(operator)

    assert browser.post(step_url("credentials"), data).status_code == 422

    kept = files(folder)
    assert len(kept) == 2
    assert (deleted_in(1), deleted_in(8)) == (0, 1)
    assert files(folder) == {operator.credentials.get().evidence.name}


def test_delete_orphaned_files_runs_once_a_day() -> None:
    said = StringIO()
    call_command("delete_orphaned_files", stdout=said)

    every = {job.command: job.every for job in periodic_jobs()}
    assert (said.getvalue(), every["delete_orphaned_files"]) == ("0 files deleted\n", 86400)
