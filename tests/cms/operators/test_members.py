"""Who belongs to an operator, and who may change that."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from cms.operators.errors import InvitationRefusedError, LastOwnerError
from cms.operators.models import Invitation, Membership, Operator
from cms.operators.services.invitations import accept_invitation, invite_person
from cms.operators.services.members import change_role, remove_member
from notifications.models import Notification
from tests.cms.operators.factories import people_of, signed_in
from tests.factories import MembershipFactory, OperatorFactory, UserFactory

pytestmark = pytest.mark.django_db

EMAIL = "invitee@operator.example"


@pytest.fixture
def operator() -> Operator:
    made: Operator = OperatorFactory(slug="rif", name="Rif Silicone")
    return made


@pytest.fixture
def people(operator: Operator) -> dict[str, Any]:
    return people_of(operator)


def roles(operator: Operator) -> list[str]:
    return sorted(operator.memberships.values_list("role", flat=True))


def member_of(operator: Operator, role: str) -> Membership:
    found: Membership = operator.memberships.get(role=role)
    return found


def test_list_is_for_members_and_acts_for_owners(people: dict[str, Any]) -> None:
    pages = {who: signed_in(user).get("/fr/operators/rif/members/") for who, user in people.items()}
    codes = {who: page.status_code for who, page in pages.items()}
    assert codes == {
        "owner": 200,
        "editor": 200,
        "viewer": 200,
        "stranger": 404,
        "curator": 404,
        "anonymous": 302,
    }
    acting = {who for who, page in pages.items() if "/members/invite/" in page.content.decode()}
    assert acting == {"owner"}


@pytest.mark.parametrize("act", ["invite/", "{pk}/role/", "{pk}/remove/"])
def test_acts_on_members_are_for_owners_only(
    operator: Operator, people: dict[str, Any], act: str
) -> None:
    url = f"/fr/operators/rif/members/{act}".format(pk=member_of(operator, "viewer").pk)
    data = {"email": EMAIL, "role": "editor"}
    for who in ("editor", "viewer", "stranger", "curator"):
        assert signed_in(people[who]).post(url, data).status_code == 404
    assert signed_in(None).post(url, data)["Location"].startswith("/fr/accounts/login/")
    assert roles(operator) == ["editor", "owner", "viewer"]
    assert Invitation.objects.count() == 0


def test_an_owner_changes_a_role_and_the_member_is_told(
    operator: Operator, people: dict[str, Any]
) -> None:
    member = member_of(operator, "viewer")
    url = f"/fr/operators/rif/members/{member.pk}/role/"
    assert signed_in(people["owner"]).post(url, {"role": "editor"}).status_code == 302
    assert roles(operator) == ["editor", "editor", "owner"]
    told = Notification.objects.get(user=member.user)
    assert told.event == "member.role_changed"


def test_an_unknown_role_is_refused(operator: Operator, people: dict[str, Any]) -> None:
    url = f"/fr/operators/rif/members/{member_of(operator, 'viewer').pk}/role/"
    assert signed_in(people["owner"]).post(url, {"role": "king"}).status_code == 422
    assert roles(operator) == ["editor", "owner", "viewer"]


def test_the_member_of_another_operator_is_not_changed(people: dict[str, Any]) -> None:
    foreign = MembershipFactory(role="viewer")
    url = f"/fr/operators/rif/members/{foreign.pk}/role/"
    assert signed_in(people["owner"]).post(url, {"role": "owner"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.role == "viewer"


def test_an_owner_removes_a_member_and_a_second_press_is_harmless(
    operator: Operator, people: dict[str, Any]
) -> None:
    url = f"/fr/operators/rif/members/{member_of(operator, 'viewer').pk}/remove/"
    owner = signed_in(people["owner"])
    assert [owner.post(url).status_code for _press in range(2)] == [302, 302]
    assert roles(operator) == ["editor", "owner"]


def test_a_member_leaves(operator: Operator, people: dict[str, Any]) -> None:
    response = signed_in(people["viewer"]).post("/fr/operators/rif/members/leave/")
    assert response["Location"] == "/fr/dashboard/"
    assert roles(operator) == ["editor", "owner"]


def test_the_last_owner_neither_leaves_nor_steps_down(
    operator: Operator, people: dict[str, Any]
) -> None:
    owner = signed_in(people["owner"])
    left = owner.post("/fr/operators/rif/members/leave/")
    url = f"/fr/operators/rif/members/{member_of(operator, 'owner').pk}/role/"
    stepped = owner.post(url, {"role": "viewer"})
    assert (left.status_code, stepped.status_code) == (422, 422)
    assert "garde au moins un responsable" in left.content.decode()
    assert roles(operator) == ["editor", "owner", "viewer"]


def test_an_owner_who_may_not_sign_in_does_not_count(operator: Operator) -> None:
    owner = MembershipFactory(operator=operator)
    MembershipFactory(operator=operator, user__is_active=False)
    with pytest.raises(LastOwnerError):
        remove_member(owner, by=owner.user)


def test_change_role_to_the_same_tells_nobody(operator: Operator) -> None:
    owner = MembershipFactory(operator=operator)
    assert change_role(owner, role="owner", by=owner.user) == owner
    assert Notification.objects.count() == 0


def test_invite_writes_a_mail_with_the_link(
    people: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        url = "/fr/operators/rif/members/invite/"
        signed_in(people["owner"]).post(url, {"email": EMAIL, "role": "editor"})
    invitation = Invitation.objects.get()
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == ([EMAIL], "Rif Silicone vous invite sur Wasl")
    assert f"http://testserver/fr/operators/invitations/{invitation.token}/" in sent.body


def test_invite_twice_is_one_invitation_and_one_mail(
    operator: Operator, people: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for email, role in ((EMAIL, "editor"), (EMAIL.upper(), "viewer")):
            invite_person(operator, email=email, role=role, by=people["owner"])
    assert [i.role for i in Invitation.objects.all()] == ["viewer"]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x" * 255 + "@operator.example"])
def test_invite_a_wrong_address_says_so_beside_it(people: dict[str, Any], email: str) -> None:
    url = "/fr/operators/rif/members/invite/"
    response = signed_in(people["owner"]).post(url, {"email": email, "role": "editor"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]


def test_invite_a_member_is_refused(people: dict[str, Any]) -> None:
    url = "/fr/operators/rif/members/invite/"
    data = {"email": people["viewer"].email.upper(), "role": "editor"}
    response = signed_in(people["owner"]).post(url, data)
    assert response.context["form"].errors == {"email": ["Cette personne est déjà membre."]}


@pytest.fixture
def invitation(operator: Operator, people: dict[str, Any]) -> Invitation:
    return invite_person(operator, email=EMAIL, role="editor", by=people["owner"])


def url_of(invitation: Invitation) -> str:
    return f"/fr/operators/invitations/{invitation.token}/"


def test_the_link_leads_a_stranger_to_sign_in_or_up(client: Client, invitation: Invitation) -> None:
    html = client.get(url_of(invitation)).content.decode()
    assert f'href="/fr/accounts/login/?next={url_of(invitation)}"' in html
    sign_up = (
        f"/fr/accounts/signup/?email={EMAIL.replace('@', '%40')}&amp;next={url_of(invitation)}"
    )
    assert f'href="{sign_up}"' in html
    page = client.get(sign_up.replace("&amp;", "&")).content.decode()
    assert f'value="{EMAIL}"' in page


def test_accept_makes_a_member_once_and_tells_the_owner(
    operator: Operator, people: dict[str, Any], invitation: Invitation
) -> None:
    person = UserFactory(email=EMAIL)
    client = signed_in(person)
    assert client.get(url_of(invitation)).status_code == 200
    places = [client.post(url_of(invitation) + "accept/")["Location"] for _press in range(2)]
    assert places == ["/fr/dashboard/", "/fr/dashboard/"]
    assert operator.memberships.get(user=person).role == "editor"
    assert Notification.objects.filter(user=people["owner"], event="member.joined").count() == 1


def test_accept_is_for_the_address_invited_only(
    operator: Operator, people: dict[str, Any], invitation: Invitation
) -> None:
    response = signed_in(people["stranger"]).post(url_of(invitation) + "accept/")
    assert response.status_code == 422
    assert "pour une autre adresse" in response.content.decode()
    assert operator.memberships.count() == 3


def test_accept_after_14_days_is_refused_until_it_is_sent_again(
    operator: Operator, people: dict[str, Any], invitation: Invitation
) -> None:
    person = UserFactory(email=EMAIL)
    later = timezone.now() + timedelta(days=14, seconds=1)
    with time_machine.travel(later, tick=False):
        with pytest.raises(InvitationRefusedError) as caught:
            accept_invitation(invitation, user=person)
        assert caught.value.code == "expired"
        url = f"/fr/operators/rif/invitations/{invitation.pk}/resend/"
        assert signed_in(people["owner"]).post(url).status_code == 302
        assert accept_invitation(invitation, user=person).role == "editor"


def test_a_revoked_link_is_void(people: dict[str, Any], invitation: Invitation) -> None:
    url = f"/fr/operators/rif/invitations/{invitation.pk}/revoke/"
    owner = signed_in(people["owner"])
    assert [owner.post(url).status_code for _press in range(2)] == [302, 302]
    with pytest.raises(InvitationRefusedError) as caught:
        accept_invitation(invitation, user=UserFactory(email=EMAIL))
    assert caught.value.code == "revoked"


def test_the_link_opened_again_says_that_one_is_a_member(
    operator: Operator, invitation: Invitation
) -> None:
    person = UserFactory(email=EMAIL)
    accept_invitation(invitation, user=person)
    html = signed_in(person).get(url_of(invitation)).content.decode()
    assert "Vous faites partie de cette équipe." in html
    assert 'action="/fr/operators/rif/choose/"' in html
    assert url_of(invitation) + "accept/" not in html


def test_the_link_read_with_another_account_leads_out_and_back(
    people: dict[str, Any], invitation: Invitation
) -> None:
    html = signed_in(people["stranger"]).get(url_of(invitation)).content.decode()
    assert "pour une autre adresse" in html
    form = html[html.index('action="/fr/accounts/logout/"', html.index("<main")) :]
    assert f'name="next" value="{url_of(invitation)}"' in form[: form.index("</form>")]


def test_an_expired_link_says_so_before_one_signs_up(
    client: Client, invitation: Invitation
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=14, seconds=1), tick=False):
        html = client.get(url_of(invitation)).content.decode()
    assert "Cette invitation a expiré : demandez-en une autre." in html
    assert "/accounts/signup/?email=" not in html


def test_a_revoked_link_says_what_became_of_it(client: Client, invitation: Invitation) -> None:
    invitation.delete()
    response = client.get(url_of(invitation).replace("/fr/", "/en/"))
    assert response.status_code == 404
    assert "<h1>This invitation no longer exists</h1>" in response.content.decode()


@pytest.mark.parametrize("act", ["resend", "revoke"])
def test_invitations_are_for_owners_only(
    people: dict[str, Any], invitation: Invitation, act: str
) -> None:
    url = f"/fr/operators/rif/invitations/{invitation.pk}/{act}/"
    for who in ("editor", "viewer", "stranger", "curator"):
        assert signed_in(people[who]).post(url).status_code == 404
    assert Invitation.objects.count() == 1


def test_the_list_takes_the_same_queries_for_one_and_for_three(
    operator: Operator, django_assert_num_queries: Any
) -> None:
    owner = MembershipFactory(operator=operator).user
    client = signed_in(owner)
    with django_assert_num_queries(QUERIES):
        client.get("/fr/operators/rif/members/")
    for number in range(2):
        MembershipFactory(operator=operator, role="viewer")
        invite_person(operator, email=f"{number}@x.example", role="viewer", by=owner)
    with django_assert_num_queries(QUERIES):
        client.get("/fr/operators/rif/members/")


QUERIES = 10
