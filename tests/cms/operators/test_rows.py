"""The steps made of rows: capabilities, credentials and their files."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.operators.models import Operator
from tests.cms.operators.factories import (
    EXE,
    PDF,
    draft_of,
    revision_of,
    rows,
    signed_in,
    step_url,
    text_of,
)
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

CREDENTIALS = step_url("credentials")


@pytest.mark.parametrize("step", ["identity", "prose", "capabilities", "credentials", "wishes"])
def test_every_step_opens_over_the_published_profile(member: Client, step: str) -> None:
    assert member.get(step_url(step)).status_code == 200


def test_capabilities_are_added_changed_and_taken_away(member: Client, operator: Operator) -> None:
    known = operator.capabilities.get()
    changed = {"id": known.pk, "process": "silicone_moulding", "scale": "mass"}
    changed["categories-words"] = ""
    new = {"process": "extrusion", "categories": ["A0301", "A07"], "classes": ["I", "IIa"]}
    data = rows("capabilities", changed, new, initial=1) | revision_of(operator)
    assert member.post(step_url("capabilities"), data).status_code == 302
    saved = list(draft_of(operator).capabilities.all())
    assert [(c.process, c.scale, c.categories) for c in saved] == [
        ("silicone_moulding", "mass", []),
        ("extrusion", "", ["A0301", "A07"]),
    ]
    assert saved[0].pk == known.pk
    assert [c.process for c in operator.capabilities.all()] == ["silicone_moulding"]

    gone = {"id": saved[1].pk, "process": "extrusion", "DELETE": "on"}
    kept = {"id": known.pk, "process": "silicone_moulding"}
    data = rows("capabilities", kept, gone, initial=2) | revision_of(operator)
    member.post(step_url("capabilities"), data)
    assert [c.pk for c in draft_of(operator).capabilities.all()] == [known.pk]


def test_a_row_left_empty_is_no_row(member: Client, operator: Operator) -> None:
    data = rows("capabilities", {"process": "", "categories-words": ""}) | revision_of(operator)
    assert member.post(step_url("capabilities"), data).status_code == 302
    assert len(draft_of(operator).capabilities.all()) == 1


def test_a_row_without_its_process_says_so_beside_it(member: Client, operator: Operator) -> None:
    data = rows("capabilities", {"process": "", "note": "douze presses"}) | revision_of(operator)
    response = member.post(step_url("capabilities"), data)
    assert response.status_code == 422
    assert response.context["form"].errors == [{"process": ["Choisissez un procédé"]}]
    assert "douze presses" in text_of(response)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"capabilities-TOTAL_FORMS": "x", "capabilities-INITIAL_FORMS": "-1"},
        {"capabilities-TOTAL_FORMS": "100000", "capabilities-INITIAL_FORMS": "0"},
        rows("capabilities", {"id": "not-a-key", "process": "extrusion"}, initial=1),
        rows("capabilities", {"process": "alchemy", "classes": ["IX"], "scale": "huge"}),
        rows("capabilities", {"process": "extrusion", "capacity_per_year": "9" * 30}),
    ],
)
def test_damaged_rows_end_in_a_page_that_says_so(
    member: Client, operator: Operator, data: dict[str, Any]
) -> None:
    response = member.post(step_url("capabilities"), data | revision_of(operator))
    assert response.status_code in (302, 422)
    assert [c.process for c in operator.capabilities.all()] == ["silicone_moulding"]


def test_one_more_row_without_scripts_keeps_what_was_typed(
    member: Client, operator: Operator
) -> None:
    data = rows("capabilities", {"process": "extrusion", "note": "tubes"}) | {"add": "1"}
    response = member.post(step_url("capabilities"), data | revision_of(operator))
    assert response.status_code == 200
    assert len(response.context["rows"]) == 2
    assert 'value="tubes"' in text_of(response)


def test_one_more_row_with_scripts_has_the_next_number(member: Client) -> None:
    url = CREDENTIALS + "row/"
    html = text_of(member.get(url, {"credentials-TOTAL_FORMS": "3"}))
    assert html.count(" autofocus") == 1
    assert re.search(r'<select name="credentials-3-standard"[^>]* autofocus', html)
    assert 'name="credentials-TOTAL_FORMS" id="total" value="4" hx-swap-oob="true"' in html


def test_a_credential_is_saved_with_its_file_and_its_arabic_name(
    member: Client, operator: Operator
) -> None:
    file = SimpleUploadedFile("شهادة الجودة 2027.pdf", PDF)
    row = {"standard": "ISO 9001", "valid_to": "2028-05-31", "evidence": file}
    data = rows("credentials", row) | revision_of(operator)
    assert member.post(CREDENTIALS, data).status_code == 302
    saved = draft_of(operator).credentials.all()[1]
    assert (saved.standard, saved.evidence_name) == ("ISO 9001", "شهادة الجودة 2027.pdf")
    with saved.evidence.open("rb") as stored:
        assert stored.read() == PDF
    assert operator.credentials.count() == 1


def test_an_executable_named_pdf_is_refused_and_the_rest_is_kept(
    member: Client, operator: Operator
) -> None:
    row = {"standard": "ISO 9001", "number": "77-B", "evidence": SimpleUploadedFile("iso.pdf", EXE)}
    response = member.post(CREDENTIALS, rows("credentials", row) | revision_of(operator))
    assert response.status_code == 422
    assert response.context["form"].errors == [
        {
            "evidence": [
                "Ce fichier n'est ni un PDF, ni une image PNG ou JPEG, quel que soit son nom."
            ]
        }
    ]
    assert 'value="77-B"' in text_of(response)
    assert len(draft_of(operator).credentials.all()) == 1


def test_a_file_too_large_is_refused(member: Client, operator: Operator) -> None:
    large = SimpleUploadedFile("scan.pdf", PDF + b"0" * (10 * 1024 * 1024))
    row = {"standard": "ISO 9001", "evidence": large}
    response = member.post(CREDENTIALS, rows("credentials", row) | revision_of(operator))
    assert response.status_code == 422
    assert "la limite est de 10,0\xa0Mio" in response.context["form"].errors[0]["evidence"][0]


def test_a_good_file_outlives_an_error_in_another_field(member: Client, operator: Operator) -> None:
    file = SimpleUploadedFile("certificat.pdf", PDF)
    row = {"standard": "", "number": "77-B", "evidence": file}
    response = member.post(CREDENTIALS, rows("credentials", row) | revision_of(operator))
    assert response.status_code == 422
    form = response.context["rows"][0]
    assert form.kept_file["name"] == "certificat.pdf"
    again = {"standard": "ISO 9001", "number": "77-B", "kept": form["kept"].value()}
    member.post(CREDENTIALS, rows("credentials", again) | revision_of(operator))
    saved = draft_of(operator).credentials.all()[1]
    with saved.evidence.open("rb") as stored:
        assert (saved.evidence_name, stored.read()) == ("certificat.pdf", PDF)


def test_a_kept_file_of_another_operator_is_not_taken(member: Client, operator: Operator) -> None:
    other = MembershipFactory(role="editor")
    url = f"/fr/operators/{other.operator.slug}/edit/credentials/"
    row = {"standard": "", "number": "1", "evidence": SimpleUploadedFile("a.pdf", PDF)}
    response = signed_in(other.user).post(url, rows("credentials", row))
    stolen = response.context["rows"][0]["kept"].value()
    again = {"standard": "ISO 9001", "kept": stolen}
    member.post(CREDENTIALS, rows("credentials", again) | revision_of(operator))
    assert draft_of(operator).credentials.all()[1].evidence.name == ""


def test_a_credential_keeps_its_file_when_another_field_changes(
    member: Client, operator: Operator
) -> None:
    known = operator.credentials.get()
    row = {"id": known.pk, "standard": known.standard, "number": "NMC-4712"}
    member.post(CREDENTIALS, rows("credentials", row, initial=1) | revision_of(operator))
    saved = draft_of(operator).credentials.get()
    assert (saved.number, saved.evidence.name) == ("NMC-4712", known.evidence.name)
    assert saved.evidence_name == "شهادة الجودة.pdf"


def test_a_credential_that_ends_before_it_starts_is_refused(
    member: Client, operator: Operator
) -> None:
    row = {"standard": "ISO 9001", "valid_from": "2027-01-01", "valid_to": "2026-01-01"}
    response = member.post(CREDENTIALS, rows("credentials", row) | revision_of(operator))
    assert response.context["form"].errors == [
        {"valid_to": ["La fin de validité vient avant le début."]}
    ]
