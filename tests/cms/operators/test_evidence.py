"""Evidence files: what is taken, and who gets them."""

from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.operators.evidence import LARGEST, content_type, name_for_download, validate_evidence
from cms.operators.models import Operator
from cms.operators.models.credentials import shortened
from cms.publishing.services import latest_draft, save_draft
from tests.cms.operators.factories import (
    EXE,
    PDF,
    PNG,
    full_operator,
    people_of,
    signed_in,
    verifier,
)

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (EXE, ""),
        (b"\x7fELF\x02\x01\x01", ""),
        (b"#!/bin/sh\nrm -r /\n", ""),
        (b"<html><script>alert(1)</script></html>", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (b"PK\x03\x04\x14\x00", ""),
        (b"", ""),
        (b"hello", ""),
    ],
)
def test_content_type_reads_the_content(content: bytes, kind: str) -> None:
    assert content_type(BytesIO(content)) == kind  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "kind", "sent"),
    [
        ("شهادة.PDF", "application/pdf", "شهادة.PDF"),
        ("report.bat", "application/pdf", "report.bat.pdf"),
        ("scan.pdf", "image/jpeg", "scan.pdf.jpg"),
        ("scan.JPEG", "image/jpeg", "scan.JPEG"),
        ("odd.pdf", "application/octet-stream", "odd.pdf.bin"),
    ],
)
def test_name_for_download_says_what_the_file_is(name: str, kind: str, sent: str) -> None:
    assert name_for_download(name, kind) == sent


def test_validate_evidence_refuses_by_size_before_it_reads() -> None:
    file = SimpleUploadedFile("a.pdf", PDF)
    file.size = LARGEST + 1
    with pytest.raises(ValidationError) as caught:
        validate_evidence(file)
    assert caught.value.code == "too_large"


def test_validate_evidence_takes_a_file_of_the_largest_size() -> None:
    file = SimpleUploadedFile("a.pdf", PDF)
    file.size = LARGEST
    validate_evidence(file)
    assert file.tell() == 0


def test_shortened_keeps_the_extension() -> None:
    assert shortened("ش" * 300 + ".pdf") == "ش" * 180 + ".pdf"
    assert shortened("شهادة.pdf") == "شهادة.pdf"


def evidence_url(operator: Operator) -> str:
    return f"/fr/operators/{operator.slug}/evidence/{operator.credentials.get().evidence_key}/"


def test_evidence_is_sent_to_members_curators_and_verifiers_only() -> None:
    operator = full_operator()
    people: dict[str, Any] = people_of(operator) | {"verifier": verifier()}
    codes = {
        who: signed_in(user).get(evidence_url(operator)).status_code for who, user in people.items()
    }
    assert codes == {
        "owner": 200,
        "editor": 200,
        "viewer": 200,
        "curator": 200,
        "verifier": 200,
        "stranger": 404,
        "anonymous": 302,
    }


def test_evidence_comes_under_its_arabic_name_and_runs_nothing() -> None:
    operator = full_operator()
    response = signed_in(people_of(operator)["viewer"]).get(evidence_url(operator))
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        f"attachment; filename*=utf-8''{quote('شهادة الجودة.pdf')}"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


def test_evidence_is_left_to_the_front_server_where_it_is_set(settings: Any) -> None:
    settings.X_ACCEL_PREFIX = "/private/"
    operator = full_operator()
    response = signed_in(people_of(operator)["viewer"]).get(evidence_url(operator))
    name = operator.credentials.get().evidence.name
    assert (response["X-Accel-Redirect"], response.content) == (f"/private/{name}", b"")


def test_evidence_of_a_draft_is_sent_too() -> None:
    operator = full_operator()
    owner = people_of(operator)["owner"]
    draft = latest_draft(operator)
    row = draft.credentials.all()[0]
    row.evidence = SimpleUploadedFile("scan.png", PNG)
    draft.credentials.set([row])
    save_draft(draft, user=owner)
    url = f"/fr/operators/{operator.slug}/evidence/{row.evidence_key}/"
    response = signed_in(owner).get(url)
    assert (response.content, response["Content-Type"]) == (PNG, "image/png")


def test_evidence_of_another_operator_is_not_reached_through_ones_own() -> None:
    other = people_of(full_operator_elsewhere())["owner"]
    operator = full_operator()
    key = operator.credentials.get().evidence_key
    assert signed_in(other).get(f"/fr/operators/ailleurs/evidence/{key}/").status_code == 404


def full_operator_elsewhere() -> Operator:
    operator = full_operator()
    operator.slug = "ailleurs"
    operator.save()
    return operator


def test_evidence_whose_file_has_gone_is_not_found() -> None:
    operator = full_operator()
    credential = operator.credentials.get()
    credential.evidence.storage.delete(f"evidence/{credential.evidence_key}")
    assert signed_in(people_of(operator)["owner"]).get(evidence_url(operator)).status_code == 404
