"""The steps of the profile editor."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from cms.operators.models import Operator
from cms.publishing.services import review_state
from tests.cms.operators.factories import (
    EXE,
    PDF,
    draft_of,
    full_operator,
    people_of,
    revision_of,
    rows,
    signed_in,
)
from tests.cms.publishing.factories import open_review
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

IDENTITY = {"name": "Rif Silicone", "type": "subcontractor", "country": "MA"}


@pytest.fixture
def operator() -> Operator:
    return full_operator()


@pytest.fixture
def editor(operator: Operator) -> User:
    person: User = MembershipFactory(operator=operator, role="editor").user
    return person


@pytest.fixture
def member(editor: User) -> Client:
    return signed_in(editor)


def url_of(step: str) -> str:
    return f"/fr/operators/rif-silicone/edit/{step}/"


def text_of(response: Any) -> str:
    html: str = response.content.decode()
    return html


def test_a_step_saves_a_draft_and_leaves_what_is_published(
    member: Client, operator: Operator
) -> None:
    data = IDENTITY | {"name": "Rif Silicone Médical"} | revision_of(operator)
    response = member.post(url_of("identity"), data)
    assert (response.status_code, response["Location"]) == (302, url_of("prose"))
    operator.refresh_from_db()
    assert (operator.name, draft_of(operator).name) == ("Rif Silicone", "Rif Silicone Médical")
    assert review_state(operator).status == "live_with_draft"


def test_a_step_asked_to_stay_comes_back_to_itself(member: Client, operator: Operator) -> None:
    data = IDENTITY | revision_of(operator) | {"stay": "1"}
    assert member.post(url_of("identity"), data)["Location"] == url_of("identity")


def test_a_step_is_open_to_owners_and_editors_only(operator: Operator) -> None:
    people = people_of(operator)
    seen = {
        who: signed_in(user).get(url_of("identity")).status_code for who, user in people.items()
    }
    assert seen == {
        "owner": 200,
        "editor": 200,
        "viewer": 404,
        "stranger": 404,
        "curator": 404,
        "anonymous": 302,
    }


def test_a_viewer_who_posts_changes_nothing(operator: Operator) -> None:
    viewer = people_of(operator)["viewer"]
    response = signed_in(viewer).post(url_of("identity"), IDENTITY | {"revision": ""})
    operator.refresh_from_db()
    assert (response.status_code, operator.latest_revision_id) == (404, None)


@pytest.mark.parametrize("step", ["identity", "prose", "capabilities", "credentials", "wishes"])
def test_every_step_opens_over_the_published_profile(member: Client, step: str) -> None:
    assert member.get(url_of(step)).status_code == 200


def test_an_unknown_step_is_not_found(member: Client) -> None:
    assert member.get(url_of("secrets")).status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("www.exemple.ma", "https://www.exemple.ma"), ("http://exemple.ma", "http://exemple.ma")],
)
def test_a_website_gets_its_scheme(
    member: Client, operator: Operator, typed: str, kept: str
) -> None:
    member.post(url_of("identity"), IDENTITY | {"website": typed} | revision_of(operator))
    assert draft_of(operator).website == kept


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://exemple.ma", "data:text/html,a"])
def test_a_website_of_another_scheme_is_refused(
    member: Client, operator: Operator, address: str
) -> None:
    data = IDENTITY | {"website": address, "city": "Nador"} | revision_of(operator)
    response = member.post(url_of("identity"), data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["website"]
    assert f'value="{address}"' in text_of(response)
    assert 'value="Nador"' in text_of(response)
    assert draft_of(operator).website == ""


def test_identity_refuses_a_year_to_come_and_letters_for_a_phone(
    member: Client, operator: Operator
) -> None:
    data = IDENTITY | {"founded": "2999", "phone": "appelez-moi"} | revision_of(operator)
    response = member.post(url_of("identity"), data)
    assert set(response.context["form"].errors) == {"founded", "phone"}


def test_identity_drops_a_region_of_another_country(member: Client, operator: Operator) -> None:
    data = IDENTITY | {"country": "FR", "region": "MA-06"} | revision_of(operator)
    member.post(url_of("identity"), data)
    assert (draft_of(operator).country, draft_of(operator).region) == ("FR", "")


def test_prose_keeps_one_row_a_language_and_drops_an_emptied_one(
    member: Client, operator: Operator
) -> None:
    data = {"summary_ar": "قولبة السيليكون", "body_ar": "منذ 1998", "summary_fr": "", "body_fr": ""}
    member.post(url_of("prose"), data | revision_of(operator))
    written = [(text.language, text.summary) for text in draft_of(operator).texts.all()]
    assert written == [("ar", "قولبة السيليكون")]
    assert [text.language for text in operator.texts.all()] == ["fr"]


def test_prose_too_long_keeps_what_was_typed(member: Client, operator: Operator) -> None:
    data = {"summary_fr": "x" * 201, "body_fr": "Depuis 1998."} | revision_of(operator)
    response = member.post(url_of("prose"), data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["summary_fr"]
    assert "x" * 201 in text_of(response)


def test_prose_of_markup_is_kept_as_text(member: Client, operator: Operator) -> None:
    data = {"summary_fr": "<script>alert(1)</script>"} | revision_of(operator)
    member.post(url_of("prose"), data)
    html = text_of(member.get("/fr/operators/rif-silicone/preview/"))
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_capabilities_are_added_changed_and_taken_away(member: Client, operator: Operator) -> None:
    known = operator.capabilities.get()
    changed = {"id": known.pk, "process": "silicone_moulding", "scale": "mass"}
    changed["categories-words"] = ""
    new = {"process": "extrusion", "categories": ["A0301", "A07"], "classes": ["I", "IIa"]}
    data = rows("capabilities", changed, new, initial=1) | revision_of(operator)
    assert member.post(url_of("capabilities"), data).status_code == 302
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
    member.post(url_of("capabilities"), data)
    assert [c.pk for c in draft_of(operator).capabilities.all()] == [known.pk]


def test_a_row_left_empty_is_no_row(member: Client, operator: Operator) -> None:
    data = rows("capabilities", {"process": "", "categories-words": ""}) | revision_of(operator)
    assert member.post(url_of("capabilities"), data).status_code == 302
    assert len(draft_of(operator).capabilities.all()) == 1


def test_a_row_without_its_process_says_so_beside_it(member: Client, operator: Operator) -> None:
    data = rows("capabilities", {"process": "", "note": "douze presses"}) | revision_of(operator)
    response = member.post(url_of("capabilities"), data)
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
    response = member.post(url_of("capabilities"), data | revision_of(operator))
    assert response.status_code in (302, 422)
    assert [c.process for c in operator.capabilities.all()] == ["silicone_moulding"]


def test_one_more_row_without_scripts_keeps_what_was_typed(
    member: Client, operator: Operator
) -> None:
    data = rows("capabilities", {"process": "extrusion", "note": "tubes"}) | {"add": "1"}
    response = member.post(url_of("capabilities"), data | revision_of(operator))
    assert response.status_code == 200
    assert len(response.context["rows"]) == 2
    assert 'value="tubes"' in text_of(response)


def test_one_more_row_with_scripts_has_the_next_number(member: Client) -> None:
    url = url_of("credentials") + "row/"
    html = text_of(member.get(url, {"credentials-TOTAL_FORMS": "3"}))
    assert 'name="credentials-3-standard"' in html
    assert 'name="credentials-TOTAL_FORMS" id="total" value="4" hx-swap-oob="true"' in html


def test_a_credential_is_saved_with_its_file_and_its_arabic_name(
    member: Client, operator: Operator
) -> None:
    file = SimpleUploadedFile("شهادة الجودة 2027.pdf", PDF)
    row = {"standard": "ISO 9001", "valid_to": "2028-05-31", "evidence": file}
    data = rows("credentials", row) | revision_of(operator)
    assert member.post(url_of("credentials"), data).status_code == 302
    saved = draft_of(operator).credentials.all()[1]
    assert (saved.standard, saved.evidence_name) == ("ISO 9001", "شهادة الجودة 2027.pdf")
    with saved.evidence.open("rb") as stored:
        assert stored.read() == PDF
    assert operator.credentials.count() == 1


def test_an_executable_named_pdf_is_refused_and_the_rest_is_kept(
    member: Client, operator: Operator
) -> None:
    row = {"standard": "ISO 9001", "number": "77-B", "evidence": SimpleUploadedFile("iso.pdf", EXE)}
    response = member.post(url_of("credentials"), rows("credentials", row) | revision_of(operator))
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
    response = member.post(url_of("credentials"), rows("credentials", row) | revision_of(operator))
    assert response.status_code == 422
    assert "la limite est de 10,0\xa0Mio" in response.context["form"].errors[0]["evidence"][0]


def test_a_good_file_outlives_an_error_in_another_field(member: Client, operator: Operator) -> None:
    file = SimpleUploadedFile("certificat.pdf", PDF)
    row = {"standard": "", "number": "77-B", "evidence": file}
    response = member.post(url_of("credentials"), rows("credentials", row) | revision_of(operator))
    assert response.status_code == 422
    form = response.context["rows"][0]
    assert form.kept_file["name"] == "certificat.pdf"
    again = {"standard": "ISO 9001", "number": "77-B", "kept": form["kept"].value()}
    member.post(url_of("credentials"), rows("credentials", again) | revision_of(operator))
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
    member.post(url_of("credentials"), rows("credentials", again) | revision_of(operator))
    assert draft_of(operator).credentials.all()[1].evidence.name == ""


def test_a_credential_keeps_its_file_when_another_field_changes(
    member: Client, operator: Operator
) -> None:
    known = operator.credentials.get()
    row = {"id": known.pk, "standard": known.standard, "number": "NMC-4712"}
    member.post(url_of("credentials"), rows("credentials", row, initial=1) | revision_of(operator))
    saved = draft_of(operator).credentials.get()
    assert (saved.number, saved.evidence.name) == ("NMC-4712", known.evidence.name)
    assert saved.evidence_name == "شهادة الجودة.pdf"


def test_a_credential_that_ends_before_it_starts_is_refused(
    member: Client, operator: Operator
) -> None:
    row = {"standard": "ISO 9001", "valid_from": "2027-01-01", "valid_to": "2026-01-01"}
    response = member.post(url_of("credentials"), rows("credentials", row) | revision_of(operator))
    assert response.context["form"].errors == [
        {"valid_to": ["La fin de validité vient avant le début."]}
    ]


def test_wishes_are_saved_in_the_draft(member: Client, operator: Operator) -> None:
    data = {
        "offers": ["subcontracting"],
        "seeks": ["licence", "joint_venture"],
        "markets": ["FR", "SN"],
        "exclude_countries": ["US"],
        "visibility": "members",
    }
    member.post(url_of("wishes"), data | revision_of(operator))
    draft = draft_of(operator)
    assert (draft.offers, draft.seeks) == (["subcontracting"], ["licence", "joint_venture"])
    assert (set(draft.markets), draft.exclude_countries) == ({"FR", "SN"}, ["US"])
    assert (draft.visibility, operator.visibility) == ("members", "public")


def test_wishes_refuse_a_market_that_is_also_excluded(member: Client, operator: Operator) -> None:
    data = {"markets": ["FR"], "exclude_countries": ["FR"], "visibility": "public"}
    response = member.post(url_of("wishes"), data | revision_of(operator))
    assert response.context["form"].errors == {
        "exclude_countries": ["France est aussi parmi vos marchés : choisissez."]
    }


def test_a_stale_save_overwrites_nothing_and_keeps_the_text(
    member: Client, operator: Operator
) -> None:
    other = MembershipFactory(operator=operator, user__first_name="Nadia", user__last_name="Fassi")
    before = revision_of(operator)
    signed_in(other.user).post(url_of("identity"), IDENTITY | {"city": "Tanger"} | before)
    mine = IDENTITY | {"city": "Nador"}
    response = member.post(url_of("identity"), mine | before)
    assert response.status_code == 409
    assert "Nadia Fassi a enregistré une autre version" in response.context["refused"]
    assert 'value="Nador"' in text_of(response)
    assert draft_of(operator).city == "Tanger"
    again = mine | {"revision": response.context["revision"]}
    assert member.post(url_of("identity"), again).status_code == 302
    assert draft_of(operator).city == "Nador"


def test_a_profile_in_review_is_not_changed_and_says_why(
    member: Client, operator: Operator, editor: User
) -> None:
    open_review()
    member.post(url_of("identity"), IDENTITY | {"city": "Nador"} | revision_of(operator))
    member.post("/fr/operators/rif-silicone/submit/")
    data = IDENTITY | {"city": "Oujda"} | revision_of(operator)
    response = member.post(url_of("identity"), data)
    assert (response.status_code, draft_of(operator).city) == (422, "Nador")
    assert "Retirez-la de la revue" in response.context["refused"]
    assert 'value="Oujda"' in text_of(response)


def test_a_page_of_three_rows_takes_the_queries_of_a_page_of_one(
    member: Client, operator: Operator, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(20):
        member.get(url_of("capabilities"))
    for process in ("extrusion", "coating"):
        operator.capabilities.create(process=process, categories=["A07", "A0301"])
    operator.save()
    with django_assert_num_queries(20):
        member.get(url_of("capabilities"))
