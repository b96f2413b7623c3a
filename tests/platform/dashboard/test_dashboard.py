"""The dashboard: states, the next step, the cards of other apps."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.test import Client
from wagtail import hooks

from accounts.models import CURATORS, OBSERVERS, VERIFIERS
from cms.operators.models import Capability, Operator, OperatorText
from cms.operators.services.invitations import invite_person
from cms.opportunities.models import OpportunityText
from cms.publishing.services import reject, submit_for_review
from tests.cms.operators.factories import signed_in
from tests.cms.publishing.factories import draft_operator, open_review
from tests.factories import CuratorFactory, MembershipFactory, OpportunityFactory, UserFactory
from tests.matching.factories import IntroductionFactory, owner_of

pytestmark = pytest.mark.django_db

URL = "/fr/dashboard/"


def page_of(user: Any) -> Any:
    return signed_in(user).get(URL)


def step_of(user: Any) -> str:
    return str(page_of(user).context["next_step"].label)


def test_dashboard_asks_a_stranger_to_sign_in(client: Client) -> None:
    assert client.get(URL)["Location"] == f"/fr/accounts/login/?next={URL}"


def test_a_person_without_an_operator_is_welcomed_with_the_two_ways_in() -> None:
    person, member = UserFactory(), MembershipFactory()
    invitation = invite_person(member.operator, email=person.email, role="editor", by=member.user)
    html = page_of(person).content.decode()
    assert 'href="/fr/operators/new/"' in html
    assert f'href="/fr/operators/invitations/{invitation.token}/"' in html


def test_the_next_step_is_to_answer_whoever_waits() -> None:
    asked = IntroductionFactory()
    step = page_of(owner_of(asked.receiver)).context["next_step"]
    assert (step.label, step.url) == (
        "Répondre à la demande",
        f"/fr/introductions/{asked.pk}/",
    )
    assert step.reason == f"{asked.asker.name} attend votre réponse."


def test_the_next_step_of_an_empty_draft_is_to_go_on_with_it() -> None:
    member = MembershipFactory(operator__live=False)
    assert step_of(member.user) == "Continuer le profil"


def test_the_next_step_of_a_full_draft_is_to_submit_it() -> None:
    member = MembershipFactory(operator=full_draft())
    assert step_of(member.user) == "Envoyer le profil"


def test_there_is_no_next_step_while_the_federation_reviews() -> None:
    open_review()
    member = MembershipFactory(operator=full_draft())
    OpportunityFactory(operator=member.operator)
    submit_for_review(member.operator, user=member.user)
    response = page_of(member.user)
    assert response.context["next_step"] is None
    assert "Envoyé à la fédération à l&#x27;instant." in response.content.decode()


def test_a_rejected_profile_shows_the_reason_first() -> None:
    open_review()
    member = MembershipFactory(operator=full_draft())
    submit_for_review(member.operator, user=member.user)
    reject(member.operator, by=CuratorFactory(), reason="Le certificat manque.")
    response = page_of(member.user)
    assert str(response.context["next_step"].label) == "Corriger le profil"
    assert "Le certificat manque." in response.content.decode()


def test_the_next_step_of_a_full_published_profile_is_an_opportunity() -> None:
    operator = full_draft()
    Operator.objects.filter(pk=operator.pk).update(live=True, has_unpublished_changes=False)
    member = MembershipFactory(operator=operator)
    assert step_of(member.user) == "Publier une opportunité"


def test_a_viewer_gets_no_next_step_and_no_way_to_edit() -> None:
    member = MembershipFactory(operator=full_draft(), role="viewer")
    response = page_of(member.user)
    assert response.context["next_step"] is None
    assert [w for w in ("/edit/", "/new/") if w in response.content.decode()] == []


def test_there_is_one_terracotta_button_at_most() -> None:
    html = page_of(MembershipFactory(operator=full_draft()).user).content.decode()
    assert html.count("btn--primary") == 1


def test_cards_of_other_apps_stand_in_their_order() -> None:
    member = MembershipFactory()

    def late(request: HttpRequest, operator: Operator) -> dict[str, Any]:
        return {"order": 1002, "html": f"<i>second {operator.pk}</i>"}

    def early(request: HttpRequest, operator: Operator) -> list[dict[str, Any]]:
        return [{"order": 1001, "html": "<i>first</i>"}, {"order": 1000, "html": ""}]

    def none(request: HttpRequest, operator: Operator) -> None:
        return None

    with hooks.register_temporarily(
        [("dashboard_cards", late), ("dashboard_cards", early), ("dashboard_cards", none)]
    ):
        html = page_of(member.user).content.decode()
    assert html.index("<i>first</i>") < html.index(f"<i>second {member.operator.pk}</i>")


def full_draft() -> Operator:
    """A draft that lacks little."""
    operator = draft_operator(
        city="Tétouan",
        email="contact@rif.example",
        employees=40,
        languages=["fr"],
        offers=["subcontracting"],
        seeks=["licence"],
    )
    operator.texts.add(OperatorText(language="ar", summary="قولبة.", body="x" * 200))
    operator.capabilities.add(Capability(process="silicone_moulding", categories=["A0301"]))
    operator.save()
    return operator


def test_dashboard_says_the_language_of_a_title() -> None:
    member = MembershipFactory()
    opportunity = OpportunityFactory(operator=member.operator)
    OpportunityText.objects.create(opportunity=opportunity, language="en", title="Infusion pumps")

    html = page_of(member.user).content.decode()

    link = f'<a href="{opportunity.get_absolute_url()}" lang="en" dir="auto">Infusion pumps</a>'
    assert link in html


@pytest.mark.parametrize(
    ("group", "labels"),
    [
        (CURATORS, ["À revoir", "Certificats à vérifier"]),
        (VERIFIERS, ["À revoir", "Certificats à vérifier"]),
        (OBSERVERS, ["À revoir"]),
    ],
)
def test_staff_find_what_waits_for_them_and_the_way_to_the_admin(
    group: str, labels: list[str]
) -> None:
    person = UserFactory()
    person.groups.add(Group.objects.get(name=group))
    open_review()
    member = MembershipFactory(operator=full_draft())
    submit_for_review(member.operator, user=member.user)

    page = page_of(person)

    work = page.context["work"]
    assert [item.label for item in work] == labels
    assert [item.count for item in work] == [1, 0][: len(labels)]
    html = page.content.decode()
    assert all(f'href="{item.url}"' in html for item in work)
    assert ('href="/admin/"' in html, "/operators/new/" in html) == (True, False)
