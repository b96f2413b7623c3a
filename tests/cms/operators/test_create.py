"""The beginning of an operator, and for which one a person works."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cms.operators.current import SESSION_KEY
from cms.operators.models import Operator
from cms.operators.names import are_alike, essence, free_slug, near_names
from cms.operators.services.profiles import create_operator
from tests.cms.operators.factories import create_data, signed_in
from tests.factories import MembershipFactory, OperatorFactory, UserFactory

pytestmark = pytest.mark.django_db

URL = "/fr/operators/new/"


@pytest.fixture
def person() -> User:
    made: User = UserFactory()
    return made


@pytest.fixture
def member(person: User) -> Client:
    return signed_in(person)


def test_create_asks_a_stranger_to_sign_in(client: Client) -> None:
    assert client.get(URL)["Location"] == f"/fr/accounts/login/?next={URL}"


def test_create_makes_a_draft_with_its_creator_as_owner(member: Client, person: User) -> None:
    response = member.post(URL, create_data())
    operator = Operator.objects.get()
    assert response["Location"] == "/fr/operators/zellij-catheters/edit/identity/"
    assert (operator.live, operator.name) == (False, "Zellij Cathéters")
    assert [(m.user, m.role) for m in operator.memberships.all()] == [(person, "owner")]
    assert member.session[SESSION_KEY] == operator.pk


def test_create_sent_twice_makes_one(member: Client) -> None:
    data = create_data()
    places = [member.post(URL, data)["Location"] for _press in range(2)]
    assert places[0] == places[1]
    assert Operator.objects.count() == 1


def test_create_of_another_person_with_the_same_token_makes_nothing_of_the_first(
    member: Client,
) -> None:
    client_id = str(uuid.uuid4())
    member.post(URL, create_data(client_id=client_id))
    other = UserFactory()
    response = signed_in(other).post(URL, create_data(name="Autre", client_id=client_id))
    assert response.status_code == 422
    assert list(Operator.objects.of_member(other)) == []


def test_create_points_out_a_near_name_and_goes_on_when_told(member: Client) -> None:
    known = OperatorFactory(name="ZELLIJ CATHETERS SARL")
    data = create_data()
    response = member.post(URL, data)
    assert response.status_code == 422
    assert response.context["near"] == [known]
    assert f'href="{known.get_absolute_url()}"' in response.content.decode()
    assert member.post(URL, data | {"confirmed": "on"}).status_code == 302


def test_create_does_not_tell_of_an_operator_that_the_person_may_not_see(member: Client) -> None:
    OperatorFactory(name="Zellij Cathéters", live=False)
    assert member.post(URL, create_data()).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 201), ("type", "guild"), ("country", "XX"), ("client_id", "7")],
)
def test_create_with_a_wrong_field_keeps_the_others(member: Client, field: str, value: str) -> None:
    response = member.post(URL, create_data(city="Fès", **{field: value}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert 'value="Fès"' in response.content.decode()
    assert Operator.objects.count() == 0


def test_create_operator_gives_the_second_of_a_name_another_address(person: User) -> None:
    slugs = [
        create_operator(
            Operator(name="Rif Silicone", type="manufacturer"), owner=person, client_id=uuid.uuid4()
        ).slug
        for _turn in range(3)
    ]
    assert slugs == ["rif-silicone", "rif-silicone-2", "rif-silicone-3"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Atlas Plasturgie & Cie", "atlas-plasturgie-cie"),
        ("شركة الأطلس", "شركة-الأطلس"),
        ("New", "new-2"),
        ("!!!", "operateur"),
    ],
)
def test_free_slug_makes_an_address_of_any_name(name: str, slug: str) -> None:
    assert free_slug(name) == slug


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ÉBÉNISTERIE DU RIF", "Ebenisterie du Rif SARL", True),
        ("Med Tech Maroc", "MedTech", True),
        ("Atlas Plasturgie", "Atlas Plasturgi", True),
        ("مختبرات الأطلس", "مختبرات الاطلس", True),
        ("Atlas Plasturgie", "Rif Silicone", False),
        ("Laboratoires du Nord", "Laboratoires du Sud", False),
    ],
)
def test_are_alike_sees_through_accents_forms_and_typos(one: str, other: str, alike: bool) -> None:
    assert are_alike(essence(one), essence(other)) is alike


def test_near_names_looks_at_every_spelling() -> None:
    known = Operator(name="Rif Silicone", name_ar="ريف سيليكون")
    assert near_names(["", "ريف سيليكون"], among=[known]) == [known]


def test_choose_changes_the_operator_that_a_person_works_for(member: Client, person: User) -> None:
    first = MembershipFactory(user=person).operator
    second = MembershipFactory(user=person, role="viewer").operator
    page: Any = member.get("/fr/dashboard/")
    assert page.context["operator"] == first
    response = member.post(f"/fr/operators/{second.slug}/choose/", {"next": "/fr/dashboard/"})
    assert response["Location"] == "/fr/dashboard/"
    page = member.get("/fr/dashboard/")
    assert page.context["operator"] == second


def test_choose_of_an_operator_of_others_is_not_found(member: Client) -> None:
    assert member.post(f"/fr/operators/{OperatorFactory().slug}/choose/").status_code == 404


def test_an_operator_left_is_no_longer_worked_for(member: Client, person: User) -> None:
    first = MembershipFactory(user=person)
    second = MembershipFactory(user=person)
    member.post(f"/fr/operators/{second.operator.slug}/choose/")
    second.delete()
    page: Any = member.get("/fr/dashboard/")
    assert page.context["operator"] == first.operator
