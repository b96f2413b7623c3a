import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry

from accounts.models import OBSERVERS, VERIFIERS
from cms.curation.credentials import unverified
from cms.curation.verification import verify_credential, withdraw_verification
from cms.operators.models import Credential, CredentialVerification, Operator
from cms.publishing.services import latest_draft, publish
from tests.cms.curation.factories import credential, member_of
from tests.factories import OperatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_verify_credential_holds_until_a_fact_changes() -> None:
    row, verifier = credential(OperatorFactory()), member_of(VERIFIERS)

    answers = [verify_credential(row, by=verifier) for _time in range(2)]

    assert answers == [True, False]
    stored = Credential.objects.get()
    assert stored.is_verified
    assert stored.verification.verified_by == verifier
    stored.number = "MA-9999"
    assert not stored.is_verified


def test_verification_outlives_a_publication_that_leaves_the_facts() -> None:
    operator = OperatorFactory()
    verify_credential(credential(operator), by=member_of(VERIFIERS))
    draft = latest_draft(Operator.objects.get())
    draft.city = "Salé"

    publish(draft, user=None)

    assert Credential.objects.get().is_verified


@pytest.mark.parametrize("group", [OBSERVERS, ""])
def test_verify_credential_is_denied_to_others(group: str) -> None:
    row = credential(OperatorFactory())

    with pytest.raises(PermissionDenied):
        verify_credential(row, by=member_of(group) if group else UserFactory())

    assert not CredentialVerification.objects.exists()


def test_verify_credential_that_changed_since_it_was_read_is_refused() -> None:
    row, verifier = credential(OperatorFactory()), member_of(VERIFIERS)
    seen, row.number = row.digest, "MA-9999"

    with pytest.raises(ValidationError):
        verify_credential(row, by=verifier, seen=seen)


def test_verification_and_its_withdrawal_are_in_the_history() -> None:
    operator, verifier = OperatorFactory(), member_of(VERIFIERS)
    row = credential(operator)

    verify_credential(row, by=verifier)
    withdraw_verification(row, by=verifier)

    entries = registry.get_logs_for_instance(operator).order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("wasl.credential.verified", verifier),
        ("wasl.credential.unverified", verifier),
    ]
    assert entries[0].comment == "EN ISO 13485 MA-13485"
    assert not CredentialVerification.objects.exists()


def test_unverified_lists_published_credentials_and_those_that_changed() -> None:
    verifier = member_of(VERIFIERS)
    fresh = credential(OperatorFactory())
    kept, changed = credential(OperatorFactory()), credential(OperatorFactory())
    credential(OperatorFactory(live=False))
    for row in (kept, changed):
        verify_credential(row, by=verifier)
    Credential.objects.filter(pk=changed.pk).update(number="MA-0000")

    assert {row.pk for row in unverified()} == {fresh.pk, changed.pk}


def test_a_verifier_verifies_on_the_page(client: Client, settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    row = credential(OperatorFactory())
    client.force_login(member_of(VERIFIERS))
    page = client.get(reverse("curation_credentials"))
    line = page.context["lines"][0]
    url = reverse("curation_verify", args=[line.operator.pk, row.pk])

    response = client.post(url, {"seen": line.digest, "next": "https://evil.example/"})

    assert response["Location"] == reverse("curation_credentials")
    assert Credential.objects.get().is_verified
    client.post(url, {"seen": line.digest, "withdraw": "1"})
    assert not CredentialVerification.objects.exists()


def test_verifying_an_unknown_credential_is_not_found(client: Client, settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    operator = OperatorFactory()
    client.force_login(member_of(VERIFIERS))
    key = "00000000-0000-0000-0000-000000000001"

    response = client.post(reverse("curation_verify", args=[operator.pk, key]), follow=True)

    assert response.status_code == 404
