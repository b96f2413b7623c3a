"""Wagtail's own pages of operators, opportunities and code lists."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from cms.curation.usage import count_uses
from cms.operators.models import Capability, Operator
from cms.opportunities.models import Opportunity
from cms.publishing.services import latest_draft, review_state
from cms.taxonomies.models import CooperationMode, DeviceCategory, Process
from tests.cms.curation.factories import credential, submitted_operator, submitted_opportunity
from tests.factories import CuratorFactory, OperatorFactory

pytestmark = pytest.mark.django_db

EDIT = "wagtailsnippets_operators_operator:edit"


@pytest.fixture(autouse=True)
def curator(client: Client, settings: object) -> User:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    person: User = CuratorFactory()
    client.force_login(person)
    return person


def formset(name: str, count: int = 0) -> dict[str, str]:
    total = {f"{name}-TOTAL_FORMS": str(count), f"{name}-INITIAL_FORMS": str(count)}
    return total | {f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000"}


def operator_form(operator: Operator, **changes: str | list[str]) -> dict[str, str | list[str]]:
    fields = ("name", "slug", "type", "country", "region", "visibility")
    values: dict[str, str | list[str]] = {name: getattr(operator, name) for name in fields}
    for name in ("texts", "capabilities", "credentials"):
        values |= formset(name)
    return values | changes


@pytest.mark.parametrize(
    "name", ["operators_operator", "opportunities_opportunity", "taxonomies_devicecategory"]
)
def test_lists_open_and_search(client: Client, name: str) -> None:
    operator, _state = submitted_operator()
    submitted_opportunity(operator)

    url = reverse(f"wagtailsnippets_{name}:list")

    assert client.get(url).status_code == client.get(f"{url}?q=l'or(éal").status_code == 200


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("operators_operator", ["Name", "Type", "Country", "City", "Status", "Updated"]),
        (
            "opportunities_opportunity",
            ["Title", "Kind", "Operator", "Published on", "Open until", "Status"],
        ),
        (
            "taxonomies_process",
            ["Code", "French label", "English label", "Arabic label", "Retired"],
        ),
    ],
)
def test_lists_are_headed_in_the_readers_language(
    client: Client, name: str, headings: list[str]
) -> None:
    submitted_opportunity(submitted_operator()[0])
    client.cookies["django_language"] = "en"

    table = client.get(reverse(f"wagtailsnippets_{name}:list")).context["table"]

    with override("en"):
        said = [str(column.label) for column in table.columns.values()]
    assert said == ["Bulk actions", *headings]


def test_the_list_of_opportunities_says_until_which_day_each_is_open(client: Client) -> None:
    opportunity, _state = submitted_opportunity(submitted_operator()[0])
    Opportunity.objects.filter(pk=opportunity.pk).update(expires_on=date(2027, 5, 17))

    page = client.get(reverse("wagtailsnippets_opportunities_opportunity:list")).content.decode()

    assert "17/05/2027" in page
    assert "À l’instant" not in page


def test_the_form_of_an_operator_shows_chosen_codes_only(client: Client) -> None:
    operator = OperatorFactory(seeks=["licence"])
    credential(operator)
    Capability.objects.create(operator=operator, process="extrusion", categories=["A0101"])

    page = client.get(reverse(EDIT, args=[operator.pk])).content.decode()

    assert "Aiguilles de perfusion et de prélèvement" in page
    assert "Aiguilles hypodermiques" not in page
    assert "Vérifier ce certificat" in page
    assert len(page) < 400_000


def test_publishing_from_the_form_keeps_codes_and_facts(client: Client, curator: User) -> None:
    operator = OperatorFactory()
    form = operator_form(operator, seeks=["licence"], steward=str(curator.pk))

    client.post(reverse(EDIT, args=[operator.pk]), form | {"action-publish": "1"})

    stored = Operator.objects.get()
    assert (stored.seeks, stored.steward) == (["licence"], curator)


def test_a_draft_from_the_form_keeps_what_is_published(client: Client, curator: User) -> None:
    operator = OperatorFactory(name="Avant")
    form = operator_form(operator, name="Après", steward=str(curator.pk))

    client.post(reverse(EDIT, args=[operator.pk]), form)

    stored = Operator.objects.get()
    assert (stored.name, stored.steward) == ("Avant", curator)
    assert latest_draft(stored).name == "Après"


def test_an_unknown_code_is_refused_beside_its_field(client: Client) -> None:
    operator = OperatorFactory()
    form = operator_form(operator, seeks=["no_such_mode"])

    response = client.post(reverse(EDIT, args=[operator.pk]), form)

    assert "no_such_mode" in str(response.context["form"].errors["seeks"])


def test_rejecting_from_the_form_without_a_reason_decides_nothing(client: Client) -> None:
    operator, _state = submitted_operator()
    form = operator_form(operator) | formset("texts") | {"action-workflow-action": "1"}
    form |= {"workflow-action-name": "reject", "workflow-action-extra-data": "not json"}

    client.post(reverse(EDIT, args=[operator.pk]), form)

    assert review_state(operator).status == "in_review"


def test_approving_from_the_form_publishes(client: Client) -> None:
    operator, _state = submitted_operator()
    form = operator_form(operator) | {"action-workflow-action": "1"}
    form |= {"workflow-action-name": "approve", "workflow-action-extra-data": "{}"}

    client.post(reverse(EDIT, args=[operator.pk]), form)

    assert review_state(Operator.objects.get()).status == "live"


@pytest.mark.parametrize(
    ("text", "first"),
    [("seringue", "A02"), ("A0201", "A0201"), ("محاقن", "A02"), ("SYRINGES", "A02")],
)
def test_codes_are_found_by_code_and_label_in_any_language(
    client: Client, text: str, first: str
) -> None:
    answer = client.get(reverse("taxonomies_find", args=["categories"]), {"q": text}).json()

    assert answer["results"][0]["code"] == first


def test_codes_of_no_list_are_not_found(client: Client) -> None:
    url = reverse("taxonomies_find", args=["nonsense"])

    assert client.get(url, follow=True).status_code == 404
    odd = client.get(reverse("taxonomies_find", args=["countries"]), {"q": "zzzz("}).json()
    assert odd == {"results": []}


def test_a_code_in_use_is_kept_and_may_be_retired(client: Client) -> None:
    operator = OperatorFactory(seeks=["licence"])
    Capability.objects.create(operator=operator, process="extrusion", categories=["A0101"])
    used = [
        Process.objects.get(code="extrusion"),
        CooperationMode.objects.get(code="licence"),
        DeviceCategory.objects.get(code="A0101"),
    ]

    for term in used:
        meta = term._meta
        name = f"wagtailsnippets_{meta.app_label}_{meta.model_name}:delete"
        client.post(reverse(name, args=[term.pk]))

    assert [type(term).objects.filter(pk=term.pk).exists() for term in used] == [True] * 3


def test_a_code_without_use_is_deleted(client: Client) -> None:
    term = CooperationMode.objects.get(code="investment")

    client.post(reverse("wagtailsnippets_taxonomies_cooperationmode:delete", args=[term.pk]))

    assert not CooperationMode.objects.filter(pk=term.pk).exists()


def test_count_uses_tells_a_code_from_one_that_starts_alike() -> None:
    Capability.objects.create(operator=OperatorFactory(), process="x", categories=["A010101"])

    assert count_uses(DeviceCategory.objects.get(code="A0101")) == 0
    assert count_uses(DeviceCategory.objects.get(code="A010101")) == 1


@pytest.mark.parametrize(
    "name", ["edit", "history", "preview_on_edit", "workflow_history", "lock", "unpublish"]
)
def test_wagtails_pages_of_an_operator_open(client: Client, name: str) -> None:
    operator, _state = submitted_operator()
    Operator.objects.update(live=True)
    method = client.post if name == "lock" else client.get

    response = method(reverse(f"wagtailsnippets_operators_operator:{name}", args=[operator.pk]))

    assert response.status_code in (200, 302)


def test_versions_are_compared_with_labels(client: Client) -> None:
    operator, _state = submitted_operator()
    key = operator.revisions.get().pk
    url = reverse(
        "wagtailsnippets_operators_operator:revisions_compare", args=[operator.pk, key, key]
    )

    assert client.get(url).status_code == 200
