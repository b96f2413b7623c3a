"""The opportunities of one's own operator."""

import uuid
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity, OpportunityText
from cms.opportunities.services import close_opportunity, reopen_opportunity
from cms.publishing.services import approve, latest_draft, reject, review_state
from tests.cms.operators.factories import people_of, revision_of, signed_in
from tests.cms.publishing.factories import open_review
from tests.factories import MembershipFactory, OperatorFactory, OpportunityFactory

pytestmark = pytest.mark.django_db

LIST = "/fr/opportunities/of/rif/"
NEW = "/fr/opportunities/of/rif/new/"


@pytest.fixture
def operator() -> Operator:
    open_review(Opportunity)
    made: Operator = OperatorFactory(slug="rif", name="Rif Silicone")
    return made


@pytest.fixture
def editor(operator: Operator) -> User:
    made: User = MembershipFactory(operator=operator, role="editor").user
    return made


@pytest.fixture
def member(editor: User) -> Client:
    return signed_in(editor)


def sent(**fields: Any) -> dict[str, Any]:
    """What the page of a new opportunity sends."""
    blank = {
        "client_id": str(uuid.uuid4()),
        "side": "request",
        "visibility": "public",
        "title_fr": "Cherche moulage de silicone",
        "categories-words": "",
    }
    return blank | fields


def published(operator: Operator, **fields: Any) -> Opportunity:
    made: Opportunity = OpportunityFactory(operator=operator, **fields)
    OpportunityText.objects.create(
        opportunity=made, language="fr", title="Cherche un mouleur", body="Canules."
    )
    return made


def title_of(opportunity: Opportunity) -> str:
    """The French title of a version."""
    return {text.language: str(text.title) for text in opportunity.texts.all()}["fr"]


def draft_of(opportunity: Opportunity) -> Opportunity:
    found: Opportunity = latest_draft(Opportunity.objects.get(pk=opportunity.pk))
    return found


def test_create_keeps_a_draft_with_all_its_fields(member: Client, operator: Operator) -> None:
    data = sent(
        modes=["subcontracting"],
        categories=["A0301"],
        classes=["IIa"],
        processes=["silicone_moulding"],
        required_credentials=["EN ISO 13485"],
        trl="7",
        volume_per_year="250000",
        unit="canules",
        include_countries=["MA", "TN"],
        exclude_countries=["US"],
        expires_on="2099-05-01",
        body_fr="Canules de classe IIa.",
        title_ar="نبحث عن قولبة السيليكون",
    )
    response = member.post(NEW, data)
    made = Opportunity.objects.get()
    assert response["Location"] == f"/fr/opportunities/{made.pk}/edit/"
    assert (made.live, made.operator, made.side) == (False, operator, "request")
    draft = draft_of(made)
    assert {t.language: t.title for t in draft.texts.all()} == {
        "fr": "Cherche moulage de silicone",
        "ar": "نبحث عن قولبة السيليكون",
    }
    assert (draft.modes, draft.categories, draft.trl) == (["subcontracting"], ["A0301"], 7)
    assert (draft.volume_per_year, draft.expires_on) == (250_000, date(2099, 5, 1))


def test_create_sent_twice_makes_one(member: Client) -> None:
    data = sent()
    places = [member.post(NEW, data)["Location"] for _press in range(2)]
    assert places[0] == places[1]
    assert Opportunity.objects.count() == 1


def test_create_with_the_token_of_another_operator_makes_nothing(member: Client) -> None:
    data = sent()
    member.post(NEW, data)
    other = MembershipFactory()
    url = f"/fr/opportunities/of/{other.operator.slug}/new/"
    assert signed_in(other.user).post(url, data).status_code == 422
    assert Opportunity.objects.count() == 1


def test_create_and_submit_at_once(member: Client) -> None:
    assert member.post(NEW, sent(submit="1"))["Location"] == LIST
    assert review_state(Opportunity.objects.get()).status == "in_review"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title_fr": ""}, "title_fr"),
        ({"title_fr": "x" * 161}, "title_fr"),
        ({"title_fr": "", "title_en": "Wanted", "body_ar": "وصف"}, "title_ar"),
        ({"side": "gift"}, "side"),
        ({"modes": ["alchemy"]}, "modes"),
        ({"trl": "10"}, "trl"),
        ({"volume_per_year": "-1"}, "volume_per_year"),
        ({"categories-words": "Q99999"}, "categories"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"expires_on": "demain"}, "expires_on"),
        ({"include_countries": ["FR"], "exclude_countries": ["FR"]}, "exclude_countries"),
    ],
)
def test_create_with_a_wrong_field_says_so_beside_it(
    member: Client, fields: dict[str, Any], wrong: str
) -> None:
    response = member.post(NEW, sent(unit="canules") | fields)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]
    assert 'value="canules"' in response.content.decode()
    assert Opportunity.objects.count() == 0


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_create_without_a_title_says_so_in_the_readers_language(
    member: Client, language: str
) -> None:
    response = member.post(NEW.replace("fr", language, 1), sent(title_fr=""))
    assert list(response.context["form"].errors) == [f"title_{language}"]


def test_in_review_there_is_nothing_to_save_and_a_way_to_take_it_back(member: Client) -> None:
    member.post(NEW, sent(submit="1"))
    url = f"/fr/opportunities/{Opportunity.objects.get().pk}/"
    page = member.get(url + "edit/").content.decode()
    assert (url + "withdraw/" in page, 'name="submit"' in page) == (True, False)


def test_create_without_its_token_keeps_what_was_typed(member: Client) -> None:
    response = member.post(NEW, sent(client_id="7"))
    assert response.status_code == 422
    assert "Cherche moulage de silicone" in response.content.decode()


@pytest.mark.parametrize(
    ("act", "codes"),
    [
        ("list", {"owner": 200, "editor": 200, "viewer": 200}),
        ("new", {"owner": 200, "editor": 200, "viewer": 404}),
        ("edit", {"owner": 200, "editor": 200, "viewer": 404}),
        ("preview", {"owner": 200, "editor": 200, "viewer": 200, "curator": 200}),
    ],
)
def test_pages_are_for_their_people(operator: Operator, act: str, codes: dict[str, int]) -> None:
    opportunity = published(operator)
    url = {
        "list": LIST,
        "new": NEW,
        "edit": f"/fr/opportunities/{opportunity.pk}/edit/",
        "preview": f"/fr/opportunities/{opportunity.pk}/preview/",
    }[act]
    people = people_of(operator)
    seen = {who: signed_in(user).get(url).status_code for who, user in people.items()}
    assert seen == {"stranger": 404, "curator": 404, "anonymous": 302} | codes


@pytest.mark.parametrize("act", ["submit", "withdraw", "close", "reopen", "edit"])
def test_acts_are_for_owners_and_editors(operator: Operator, act: str) -> None:
    opportunity = published(operator)
    people = people_of(operator)
    for who in ("viewer", "stranger", "curator"):
        url = f"/fr/opportunities/{opportunity.pk}/{act}/"
        assert signed_in(people[who]).post(url, sent()).status_code == 404
    opportunity.refresh_from_db()
    assert (opportunity.closed_at, opportunity.latest_revision_id) == (None, None)


def test_a_viewer_reads_the_list_without_buttons(operator: Operator) -> None:
    published(operator)
    html = signed_in(people_of(operator)["viewer"]).get(LIST).content.decode()
    assert "Cherche un mouleur" in html
    assert [word for word in ("/edit/", "/close/", "/new/") if word in html] == []


def test_edit_saves_a_draft_and_leaves_what_is_published(
    member: Client, operator: Operator
) -> None:
    opportunity = published(operator)
    data = sent(title_fr="Cherche deux mouleurs") | revision_of(opportunity)
    member.post(f"/fr/opportunities/{opportunity.pk}/edit/", data)
    opportunity.refresh_from_db()
    assert title_of(opportunity) == "Cherche un mouleur"
    assert title_of(draft_of(opportunity)) == "Cherche deux mouleurs"
    assert "Cherche deux mouleurs" in member.get(LIST).content.decode()


def test_edit_over_a_newer_version_overwrites_nothing(member: Client, operator: Operator) -> None:
    opportunity = published(operator)
    url, before = f"/fr/opportunities/{opportunity.pk}/edit/", revision_of(opportunity)
    member.post(url, sent(title_fr="Un") | before)
    response = member.post(url, sent(title_fr="Deux") | before)
    assert response.status_code == 409
    assert 'value="Deux"' in response.content.decode()
    assert title_of(draft_of(opportunity)) == "Un"


def test_a_rejected_opportunity_shows_its_reason_and_goes_on(
    member: Client, operator: Operator
) -> None:
    member.post(NEW, sent(submit="1"))
    made, curator = Opportunity.objects.get(), people_of(operator)["curator"]
    reject(made, by=curator, reason="Précisez le volume.")
    assert "Précisez le volume." in member.get(LIST).content.decode()
    member.post(f"/fr/opportunities/{made.pk}/submit/")
    approve(made, by=curator)
    made.refresh_from_db()
    assert (made.live, made.is_open) == (True, True)
    assert made.published_on is not None


def test_withdraw_takes_it_back_from_review(member: Client) -> None:
    member.post(NEW, sent(submit="1"))
    made = Opportunity.objects.get()
    member.post(f"/fr/opportunities/{made.pk}/withdraw/")
    assert review_state(made).status == "draft"


def test_close_and_reopen_happen_once(editor: User, operator: Operator) -> None:
    opportunity = published(operator)
    closed = [close_opportunity(opportunity, user=editor) for _turn in range(2)]
    opportunity.refresh_from_db()
    assert (closed, opportunity.is_open) == ([True, False], False)
    reopened = [reopen_opportunity(opportunity, user=editor) for _turn in range(2)]
    opportunity.refresh_from_db()
    assert (reopened, opportunity.is_open) == ([True, False], True)


def test_publishing_an_older_draft_does_not_reopen(member: Client, operator: Operator) -> None:
    opportunity = published(operator)
    url = f"/fr/opportunities/{opportunity.pk}/"
    member.post(url + "edit/", sent(title_fr="Deux", submit="1") | revision_of(opportunity))
    member.post(url + "close/")
    approve(opportunity, by=people_of(operator)["curator"])
    opportunity.refresh_from_db()
    assert (title_of(opportunity), opportunity.is_open) == ("Deux", False)


@pytest.mark.parametrize(
    ("day", "is_open"), [("2026-11-24T23:59:00+00:00", True), ("2026-11-25T00:01:00+00:00", False)]
)
def test_an_opportunity_expires_at_midnight_in_casablanca(
    operator: Operator, day: str, is_open: bool
) -> None:
    opportunity = published(operator, expires_on=date(2026, 11, 24))
    with time_machine.travel(day, tick=False):
        assert opportunity.is_open is is_open
        assert Opportunity.objects.open().filter(pk=opportunity.pk).exists() is is_open


def test_the_list_takes_the_same_queries_for_one_and_for_three(
    member: Client, operator: Operator, django_assert_num_queries: Any
) -> None:
    published(operator)
    with django_assert_num_queries(QUERIES):
        member.get(LIST)
    for _turn in range(2):
        published(operator)
    with django_assert_num_queries(QUERIES):
        member.get(LIST)


QUERIES = 12
