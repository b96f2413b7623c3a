"""What leaving Wasl means for the operators a person belongs to."""

from typing import Any

import pytest

from accounts.personal_data import personal_data_of
from accounts.services import AccountNeededError, close_account
from cms.operators.models import Invitation, Membership
from tests.cms.operators.factories import signed_in
from tests.factories import MembershipFactory, OperatorFactory

pytestmark = pytest.mark.django_db


def test_only_owner_of_a_public_profile_cannot_leave() -> None:
    membership = MembershipFactory(operator=OperatorFactory(name="Atlas & <b>", slug="atlas"))
    with pytest.raises(AccountNeededError) as refusal:
        close_account(membership.user)
    (reason,) = refusal.value.reasons
    link = '<a href="/fr/operators/atlas/members/"><bdi>Atlas &amp; &lt;b&gt;</bdi></a>'
    assert reason.startswith(f"Vous êtes le seul responsable de {link} : nommez d")
    page = signed_in(membership.user).get("/fr/settings/data/").content.decode()
    assert f"<li>{reason}</li>" in page
    membership.user.refresh_from_db()
    assert membership.user.is_active
    assert Membership.objects.count() == 1


def test_only_owner_of_a_draft_with_a_team_cannot_leave() -> None:
    operator = OperatorFactory(live=False)
    owner = MembershipFactory(operator=operator)
    MembershipFactory(operator=operator, role="editor")
    with pytest.raises(AccountNeededError):
        close_account(owner.user)


def test_owner_beside_another_leaves_and_the_other_stays() -> None:
    operator = OperatorFactory()
    leaving, staying = MembershipFactory(operator=operator), MembershipFactory(operator=operator)
    close_account(leaving.user)
    assert list(Membership.objects.all()) == [staying]


def test_leaving_takes_ones_address_out_of_invitations() -> None:
    person = MembershipFactory(role="viewer").user
    Invitation.objects.create(operator=OperatorFactory(), email=person.email, role="viewer")
    close_account(person)
    assert not Invitation.objects.exists()


def test_export_names_the_operators_of_the_person() -> None:
    membership = MembershipFactory(operator=OperatorFactory(name="Atlas"))
    MembershipFactory()
    rows: Any = personal_data_of(membership.user)["memberships"]
    assert [(row["operator"], row["role"]) for row in rows] == [("Atlas", "owner")]
