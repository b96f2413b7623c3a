"""Every change that touches a document leaves an entry in its own transaction."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import close_account
from cms.curation.verification import verify_credential, withdraw_verification
from cms.operators.models import Capability, Credential, Operator, OperatorText
from cms.operators.services.members import remove_member
from cms.opportunities.services import close_opportunity, reopen_opportunity
from cms.publishing.services import latest_draft, publish, unpublish
from cms.taxonomies import loading
from cms.taxonomies.models import DeviceCategory, Process, Standard, Term
from cms.taxonomies.signals import terms_changed
from search.indexing.models import OutboxEntry
from tests.cms.curation.factories import submitted_operator
from tests.factories import CuratorFactory, MembershipFactory, UserFactory
from tests.search.factories import make_operator, make_opportunity

pytestmark = pytest.mark.django_db

Act = Callable[[], object]


def left_by(act: Act) -> set[str]:
    """The documents that an act leaves entries for; none of them where it is rolled back."""
    OutboxEntry.objects.all().delete()
    with transaction.atomic(), transaction.atomic():
        act()
        left = set(OutboxEntry.objects.values_list("document_id", flat=True))
        transaction.set_rollback(True)
    assert not OutboxEntry.objects.exists()
    return left


def name_of(operator: Operator) -> str:
    return f"operators-{operator.pk}"


@pytest.fixture
def operator() -> Operator:
    """A published operator with a verified credential."""
    made = make_operator(processes=("injection_moulding",), standards=("iso_13485",))
    publish(made)
    verify_credential(made.credentials.get(), by=verifier())
    return made


def verifier() -> User:
    person: User = UserFactory(is_superuser=True)
    return person


def test_texts_capabilities_and_credentials_are_published_with_the_operator(
    operator: Operator,
) -> None:
    draft = latest_draft(operator)
    draft.texts.add(OperatorText(language="fr", body="Salle blanche"))
    draft.capabilities.add(Capability(process="extrusion"))
    draft.credentials.add(Credential(standard="iso_9001"))
    assert left_by(lambda: publish(draft)) == {name_of(operator)}


def test_a_verification_and_its_end(operator: Operator) -> None:
    credential, by = operator.credentials.get(), verifier()
    assert left_by(lambda: withdraw_verification(credential, by=by)) == {name_of(operator)}
    Credential.objects.filter(pk=credential.pk).update(number="2")
    credential.refresh_from_db()
    assert left_by(lambda: verify_credential(credential, by=by)) == {name_of(operator)}


def test_an_operator_taken_off_the_site_takes_its_opportunities_along() -> None:
    opportunity = make_opportunity()
    operator = opportunity.operator
    wanted = {name_of(operator), f"opportunities-{opportunity.pk}"}
    row = Operator.objects.filter(pk=operator.pk)
    assert left_by(lambda: unpublish(operator, user=None)) == wanted
    assert left_by(row.get().delete) == wanted
    assert left_by(row.delete) == wanted


def test_an_opportunity_closed_reopened_and_deleted() -> None:
    opportunity, user = make_opportunity(), UserFactory()
    wanted = {f"opportunities-{opportunity.pk}"}
    assert left_by(lambda: close_opportunity(opportunity, user=user)) == wanted
    type(opportunity).objects.filter(pk=opportunity.pk).update(closed_at=timezone.now())
    assert left_by(lambda: reopen_opportunity(opportunity, user=user)) == wanted
    assert left_by(opportunity.delete) == wanted


def test_a_person_removed_closed_or_deleted() -> None:
    membership = MembershipFactory(role="editor")
    MembershipFactory(operator=membership.operator)
    wanted = {name_of(membership.operator)}
    assert left_by(lambda: remove_member(membership, by=UserFactory())) == wanted
    assert left_by(lambda: close_account(membership.user)) == wanted
    assert left_by(membership.user.delete) == wanted


def test_a_person_saved_outside_a_transaction_and_the_entry_stand_or_fall_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = MembershipFactory().user

    def fail(*args: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("search.indexing.receivers.record_changes", fail)
    person.last_name = "El Fassi"
    with pytest.raises(RuntimeError):
        person.save()
    assert User.objects.get(pk=person.pk).last_name != "El Fassi"


def test_a_new_label_and_a_rewritten_code(operator: Operator) -> None:
    process = Process.objects.get(code="injection_moulding")
    process.code = "moulding"
    assert left_by(process.save) == {name_of(operator)}
    Capability.objects.create(operator=operator, process="laser_welding_new")
    new = Process(code="laser_welding_new", label_fr="Soudage laser")
    assert left_by(new.save) == {name_of(operator)}


@pytest.mark.parametrize(
    ("model", "code"), [(Process, "injection_moulding"), (Standard, "iso_13485")]
)
def test_terms_changed_together_touch_those_that_carry_them(
    operator: Operator, model: type[Term], code: str
) -> None:
    make_operator("Rif Métal", slug="rif-metal")
    assert left_by(lambda: terms_changed.send(model, codes=[code])) == {name_of(operator)}


def test_a_category_loaded_touches_its_branch(operator: Operator) -> None:
    opportunity = make_opportunity(categories=["A0101"])
    DeviceCategory.objects.filter(code="A01").update(label_ar="")
    assert left_by(loading.load_terms) == {f"opportunities-{opportunity.pk}"}


@pytest.fixture
def staff(client: Client, settings: Any) -> Client:
    """A superuser in Wagtail's admin."""
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def post(client: Client, url: str, **data: str) -> Act:
    """A form sent; it has to be accepted."""

    def send() -> None:
        assert client.post(url, data).status_code == 302

    return send


def test_unpublished_in_the_admin(staff: Client, operator: Operator) -> None:
    url = reverse("wagtailsnippets_operators_operator:unpublish", args=[operator.pk])
    assert left_by(post(staff, url)) == {name_of(operator)}


def test_approved_in_the_admin(client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(CuratorFactory())
    operator, state = submitted_operator()
    url = reverse("curation_approve", args=[state.pk])
    assert left_by(post(client, url)) == {name_of(operator)}


def test_deleted_in_bulk_in_the_admin(staff: Client) -> None:
    rows = [make_operator(), make_operator("Rif Métal")]
    url = reverse("wagtail_bulk_action", args=["operators", "operator", "delete"])
    query = "&".join(f"id={row.pk}" for row in rows)
    assert left_by(post(staff, f"{url}?{query}")) == {name_of(row) for row in rows}


def test_people_switched_off_in_bulk_in_the_admin(staff: Client) -> None:
    members = [MembershipFactory(), MembershipFactory()]
    url = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])
    query = "&".join(f"id={member.user_id}" for member in members)
    wanted = {name_of(member.operator) for member in members}
    assert left_by(post(staff, f"{url}?{query}", mark_as_active="False")) == wanted
