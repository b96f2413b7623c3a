"""People in Wagtail's admin, found by who they are and where they work."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from cms.operators.people import find_people
from tests.factories import MembershipFactory, OperatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    ["EBENISTERIE", "ébénisterie", "l'atelier", "l’atelier", "atelier", "ورشة", "ورشه"],
)
def test_person_is_found_by_the_name_of_the_company(text: str) -> None:
    operator = OperatorFactory(name="L'Atelier d'Ébénisterie", name_ar="ورشة النجارة", live=False)
    member = MembershipFactory(operator=operator, user=UserFactory())
    MembershipFactory()
    assert list(find_people(User.objects.all(), text)) == [member.user]


@pytest.mark.parametrize("text", ["El Hajjami", "hajjami sofia", "sofia@atlas", "SOFÌA"])
def test_person_is_found_by_name_and_address(text: str) -> None:
    person = UserFactory(first_name="Sofia", last_name="El Hajjami", email="sofia@atlas.example")
    UserFactory()
    assert list(find_people(User.objects.all(), text)) == [person]


def test_person_of_two_such_companies_is_listed_once() -> None:
    person = UserFactory()
    for name in ("Atlas Nord", "Atlas Sud"):
        MembershipFactory(operator=OperatorFactory(name=name), user=person)
    assert list(find_people(User.objects.all(), "atlas")) == [person]


@pytest.mark.parametrize("text", ["(", "'", "  ", "%", "nobody at all"])
def test_search_for_what_nobody_is_called_finds_nobody(text: str) -> None:
    MembershipFactory()
    assert list(find_people(User.objects.all(), text)) == []


def test_listing_of_people_in_the_admin_finds_by_company(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    staff = UserFactory(is_staff=True)
    staff.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "change_user"])
    )
    member = MembershipFactory(operator=OperatorFactory(name="Rif Médical"))
    client = Client()
    client.force_login(staff)
    response = client.get("/admin/users/", {"q": "rif medical"})
    assert list(response.context["users"]) == [member.user]
    member.user.closed_at = timezone.now()
    member.user.save()
    assert list(client.get("/admin/users/").context["users"]) == [staff]
