"""Submitting a profile, taking it back, and reading why it came back."""

from typing import Any

import pytest

from cms.operators.models import Credential, CredentialVerification, Operator, OperatorText
from cms.publishing.services import (
    approve,
    latest_draft,
    reject,
    review_state,
    save_draft,
)
from tests.cms.operators.factories import full_operator, people_of, signed_in
from tests.cms.publishing.factories import open_review

pytestmark = pytest.mark.django_db

REVIEW = "/fr/operators/rif-silicone/review/"
SUBMIT = "/fr/operators/rif-silicone/submit/"
WITHDRAW = "/fr/operators/rif-silicone/withdraw/"


@pytest.fixture
def operator() -> Operator:
    open_review()
    return full_operator(live=False, has_unpublished_changes=True)


def test_submit_sends_the_profile_once_however_often_it_is_pressed(operator: Operator) -> None:
    editor = signed_in(people_of(operator)["editor"])
    assert [editor.post(SUBMIT)["Location"] for _press in range(2)] == [REVIEW, REVIEW]
    assert review_state(operator).status == "in_review"
    assert operator.workflow_states.count() == 1


def test_submit_is_for_owners_and_editors(operator: Operator) -> None:
    people = people_of(operator)
    for who in ("viewer", "stranger", "curator"):
        assert signed_in(people[who]).post(SUBMIT).status_code == 404
    assert signed_in(None).post(SUBMIT).status_code == 302
    assert review_state(operator).status == "draft"


def test_submit_without_any_prose_says_what_is_missing(operator: Operator) -> None:
    OperatorText.objects.all().delete()
    response = signed_in(people_of(operator)["owner"]).post(SUBMIT)
    assert response.status_code == 422
    assert "Dites en une phrase ce que vous faites" in response.context["refused"]
    assert review_state(operator).status == "draft"


def test_withdraw_takes_it_back(operator: Operator) -> None:
    editor = signed_in(people_of(operator)["editor"])
    editor.post(SUBMIT)
    editor.post(WITHDRAW)
    assert review_state(operator).status == "draft"
    assert editor.post(WITHDRAW).status_code == 302


def test_a_rejected_profile_shows_the_reason_and_goes_on_where_it_was(operator: Operator) -> None:
    people = people_of(operator)
    editor, curator = signed_in(people["editor"]), people["curator"]
    editor.post(SUBMIT)
    reject(operator, by=curator, reason="Le certificat est <illisible>.")
    html = editor.get(REVIEW).content.decode()
    assert "Le certificat est &lt;illisible&gt;." in html
    assert "Envoyer la version corrigée" in html
    editor.post(SUBMIT)
    assert review_state(operator).status == "in_review"
    approve(operator, by=curator)
    operator.refresh_from_db()
    assert (operator.live, review_state(operator).status) == (True, "live")


def test_an_approved_profile_keeps_rows_files_and_verifications(operator: Operator) -> None:
    before = {c.pk: c.evidence.name for c in operator.credentials.all()}
    credential, people = operator.credentials.get(), people_of(operator)
    CredentialVerification.objects.create(credential=credential, digest=credential.digest)
    for _turn in range(2):
        draft = latest_draft(operator)
        draft.city = f"{draft.city}-bis"
        save_draft(draft, user=people["owner"])
        signed_in(people["owner"]).post(SUBMIT)
        approve(operator, by=people["curator"])
        operator.refresh_from_db()
    assert operator.city == "Tétouan-bis-bis"
    assert {c.pk: c.evidence.name for c in operator.credentials.all()} == before
    assert operator.credentials.get().is_verified is True


def test_a_credential_verified_in_review_is_verified_once_published(operator: Operator) -> None:
    people = people_of(operator)
    draft = latest_draft(operator)
    draft.credentials.add(Credential(standard="ISO 9001", number="9"))
    save_draft(draft, user=people["owner"])
    waiting = latest_draft(operator).credentials.all()[1]
    CredentialVerification.objects.create(credential_id=waiting.pk, digest=waiting.digest)
    signed_in(people["owner"]).post(SUBMIT)
    approve(operator, by=people["curator"])
    assert operator.credentials.get(number="9").is_verified is True


def test_the_review_page_says_what_is_missing_and_how_much_there_is(operator: Operator) -> None:
    context: Any = signed_in(people_of(operator)["owner"]).get(REVIEW).context
    assert context["completeness"].share == 60
    assert [lack.step for lack in context["completeness"].missing] == [
        "prose",
        "prose",
        "identity",
        "identity",
        "wishes",
        "wishes",
    ]
