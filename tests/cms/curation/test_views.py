import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from accounts.models import OBSERVERS, VERIFIERS, User
from cms.curation.models import ReviewSettings
from cms.operators.models import Operator
from cms.publishing.services import (
    latest_draft,
    review_state,
    save_draft,
    submit_for_review,
    withdraw_from_review,
)
from tests.cms.curation.factories import (
    member_of,
    submitted_operator,
    submitted_opportunity,
)
from tests.factories import CuratorFactory, MembershipFactory, OperatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client: Client, settings: object) -> User:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    person: User = CuratorFactory()
    client.force_login(person)
    return person


def test_queue_lists_what_waits_with_company_age_and_version(client: Client, curator: User) -> None:
    operator, _state = submitted_operator("Rif Silicone")
    submitted_opportunity(operator)

    lines = client.get(reverse("curation_queue")).context["lines"]

    assert [(line.name, line.kind, line.company) for line in lines] == [
        ("Rif Silicone", "opérateur", "Rif Silicone"),
        ("Moulage de connecteurs", "opportunité", "Rif Silicone"),
    ]
    assert [line.is_first for line in lines] == [True, True]
    assert (lines[0].days_left, lines[0].days_late) == (5, 0)


def test_queue_narrows_by_kind_and_takes_any_page_number(client: Client, curator: User) -> None:
    operator, _state = submitted_operator()
    submitted_opportunity(operator)

    for query in ("kind=opportunity", "kind=opportunity&p=99999", "kind=opportunity&p=x"):
        lines = client.get(f"{reverse('curation_queue')}?{query}").context["lines"]
        assert [line.kind for line in lines] == ["opportunité"]
    assert len(client.get(f"{reverse('curation_queue')}?kind=nonsense").context["lines"]) == 2


def test_queue_says_how_late_a_review_is(client: Client, curator: User) -> None:
    submitted_operator()
    TaskState.objects.update(started_at="2026-11-02T09:00:00Z")
    ReviewSettings.objects.create(delay=3)

    line = client.get(reverse("curation_queue")).context["lines"][0]

    assert line.due.isoformat() == "2026-11-05"
    assert line.days_late > 0


@pytest.mark.parametrize("count", [1, 3])
def test_queue_takes_the_same_queries_for_any_length(
    client: Client, curator: User, django_assert_num_queries: object, count: int
) -> None:
    for n in range(count):
        submitted_operator(f"Operator {n}", slug=f"operator-{n}")
    client.get(reverse("curation_queue"))

    with django_assert_num_queries(17):  # type: ignore[operator]
        client.get(reverse("curation_queue"))


@pytest.mark.parametrize(
    ("group", "queue", "review", "credentials"),
    [(OBSERVERS, 200, 302, 302), (VERIFIERS, 200, 302, 200), ("", 403, 403, 403)],
)
def test_who_may_read_what(
    client: Client, settings: object, group: str, queue: int, review: int, credentials: int
) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    _operator, state = submitted_operator()
    client.force_login(member_of(group) if group else UserFactory())

    statuses = [
        client.get(url).status_code
        for url in (
            reverse("curation_queue"),
            reverse("curation_review", args=[state.pk]),
            reverse("curation_credentials"),
        )
    ]

    assert statuses == [queue, review, credentials]


def test_review_of_a_change_shows_only_what_differs(client: Client, curator: User) -> None:
    operator = OperatorFactory(name="Avant", first_published_at="2026-11-01T09:00:00Z")
    owner = MembershipFactory(operator=operator).user
    draft = latest_draft(operator)
    draft.name, draft.seeks = "Après", ["licence"]
    save_draft(draft, user=owner)
    submit_for_review(draft, user=owner)

    response = client.get(reverse("curation_review", args=[TaskState.objects.get().pk]))

    shown = {comp.field_label(): str(comp.htmldiff()) for comp in response.context["comparisons"]}
    assert set(shown) == {"Nom", "Recherche"}
    assert shown["Recherche"] == '<span class="addition">Licence</span>'
    assert 'class="deletion">Avant' in shown["Nom"]


def test_approve_publishes_and_leads_back_to_the_queue(client: Client, curator: User) -> None:
    operator, state = submitted_operator()

    response = client.post(reverse("curation_approve", args=[state.pk]))

    assert response["Location"] == reverse("curation_queue")
    assert Operator.objects.live().get() == operator


def test_approve_pressed_twice_tells_that_it_was_done(client: Client, curator: User) -> None:
    _operator, state = submitted_operator()
    client.post(reverse("curation_approve", args=[state.pk]))

    response = client.post(reverse("curation_approve", args=[state.pk]), follow=True)

    assert response.status_code == 200
    assert "Cette revue était déjà terminée" in response.content.decode()


def test_approve_of_a_version_taken_back_publishes_nothing(client: Client, curator: User) -> None:
    operator, state = submitted_operator()
    owner = operator.memberships.get().user
    withdraw_from_review(operator, user=owner)
    submit_for_review(operator, user=owner)

    client.post(reverse("curation_approve", args=[state.pk]))

    assert review_state(operator).status == "in_review"


def test_reject_without_a_reason_shows_the_error_and_changes_nothing(
    client: Client, curator: User
) -> None:
    operator, state = submitted_operator()

    response = client.post(reverse("curation_reject", args=[state.pk]), {"comment": "  "})

    assert response.status_code == 422
    assert response.context["form"].errors.as_data()["comment"][0].code == "required"
    assert review_state(operator).status == "in_review"


def test_reject_with_a_reason_sends_it_back(client: Client, curator: User) -> None:
    operator, state = submitted_operator()

    client.post(reverse("curation_reject", args=[state.pk]), {"comment": "Précisez la classe."})

    assert review_state(operator).reason == "Précisez la classe."


def test_decisions_are_not_taken_by_a_get(client: Client, curator: User) -> None:
    _operator, state = submitted_operator()

    for name in ("curation_approve", "curation_reject"):
        assert client.get(reverse(name, args=[state.pk])).status_code == 405


def test_review_of_nothing_is_not_found(client: Client, curator: User) -> None:
    assert client.get(reverse("curation_review", args=[999]), follow=True).status_code == 404


def test_the_menu_counts_what_waits(client: Client, curator: User) -> None:
    submitted_operator()

    assert "revoir (1)" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_verifier_sees_operators_and_changes_none(client: Client, settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    operator, _state = submitted_operator()
    client.force_login(member_of(VERIFIERS))
    name = "wagtailsnippets_operators_operator"

    listed = client.get(reverse(f"{name}:list"))
    edited = client.post(reverse(f"{name}:edit", args=[operator.pk]), {"name": "Autre"})

    assert "Rif Silicone" in listed.content.decode()
    assert edited.status_code == 302
    assert Operator.objects.get().name == "Rif Silicone"
    assert operator.revisions.count() == 1


def test_review_that_another_curator_keeps_locked_offers_no_decision(
    client: Client, curator: User
) -> None:
    operator, state = submitted_operator("Rif Silicone")
    keeper = CuratorFactory(first_name="Adil", last_name="Zniber")
    locked = {"locked": True, "locked_by": keeper, "locked_at": "2026-11-28T20:09:00Z"}
    Operator.objects.filter(pk=operator.pk).update(**locked)

    page = client.get(reverse("curation_review", args=[state.pk])).content.decode()

    assert "Verrouillée par <bdi>Adil Zniber</bdi>, 28/11/2026 20:09." in page
    assert reverse("curation_approve", args=[state.pk]) not in page
    for act in ("approve", "reject"):
        url = reverse(f"curation_{act}", args=[state.pk])
        answer = client.post(url, {"comment": "Précisez la classe."}, follow=True)
        assert "Un autre curateur l\u0027a verrouillée" in answer.content.decode().replace(
            "&#x27;", "\u0027"
        )
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
