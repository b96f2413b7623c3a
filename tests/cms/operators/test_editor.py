"""The steps of the profile editor."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cms.operators.models import Operator
from cms.publishing.services import review_state
from search.categories.finding import ready_index
from tests.cms.operators.factories import (
    draft_of,
    people_of,
    revision_of,
    signed_in,
    step_url,
    text_of,
)
from tests.cms.publishing.factories import open_review
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

IDENTITY = {"name": "Rif Silicone", "type": "subcontractor", "country": "MA"}


def test_a_step_saves_a_draft_and_leaves_what_is_published(
    member: Client, operator: Operator
) -> None:
    data = IDENTITY | {"name": "Rif Silicone Médical"} | revision_of(operator)
    response = member.post(step_url("identity"), data)
    assert (response.status_code, response["Location"]) == (302, step_url("prose"))
    operator.refresh_from_db()
    assert (operator.name, draft_of(operator).name) == ("Rif Silicone", "Rif Silicone Médical")
    assert review_state(operator).status == "live_with_draft"


def test_a_step_asked_to_stay_comes_back_to_itself(member: Client, operator: Operator) -> None:
    data = IDENTITY | revision_of(operator) | {"stay": "1"}
    assert member.post(step_url("identity"), data)["Location"] == step_url("identity")


def test_a_step_is_open_to_owners_and_editors_only(operator: Operator) -> None:
    people = people_of(operator)
    seen = {
        who: signed_in(user).get(step_url("identity")).status_code for who, user in people.items()
    }
    assert seen == {
        "owner": 200,
        "editor": 200,
        "viewer": 404,
        "stranger": 404,
        "curator": 404,
        "anonymous": 302,
    }


def test_a_viewer_who_posts_changes_nothing(operator: Operator) -> None:
    viewer = people_of(operator)["viewer"]
    response = signed_in(viewer).post(step_url("identity"), IDENTITY | {"revision": ""})
    operator.refresh_from_db()
    assert (response.status_code, operator.latest_revision_id) == (404, None)


def test_an_unknown_step_is_not_found(member: Client) -> None:
    assert member.get(step_url("secrets")).status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("www.exemple.ma", "https://www.exemple.ma"), ("http://exemple.ma", "http://exemple.ma")],
)
def test_a_website_gets_its_scheme(
    member: Client, operator: Operator, typed: str, kept: str
) -> None:
    member.post(step_url("identity"), IDENTITY | {"website": typed} | revision_of(operator))
    assert draft_of(operator).website == kept


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://exemple.ma", "data:text/html,a"])
def test_a_website_of_another_scheme_is_refused(
    member: Client, operator: Operator, address: str
) -> None:
    data = IDENTITY | {"website": address, "city": "Nador"} | revision_of(operator)
    response = member.post(step_url("identity"), data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["website"]
    assert f'value="{address}"' in text_of(response)
    assert 'value="Nador"' in text_of(response)
    assert draft_of(operator).website == ""


def test_identity_refuses_a_year_to_come_and_letters_for_a_phone(
    member: Client, operator: Operator
) -> None:
    data = IDENTITY | {"founded": "2999", "phone": "appelez-moi"} | revision_of(operator)
    response = member.post(step_url("identity"), data)
    assert set(response.context["form"].errors) == {"founded", "phone"}


def test_identity_drops_a_region_of_another_country(member: Client, operator: Operator) -> None:
    data = IDENTITY | {"country": "FR", "region": "MA-06"} | revision_of(operator)
    member.post(step_url("identity"), data)
    assert (draft_of(operator).country, draft_of(operator).region) == ("FR", "")


def test_prose_keeps_one_row_a_language_and_drops_an_emptied_one(
    member: Client, operator: Operator
) -> None:
    data = {"summary_ar": "قولبة السيليكون", "body_ar": "منذ 1998", "summary_fr": "", "body_fr": ""}
    member.post(step_url("prose"), data | revision_of(operator))
    written = [(text.language, text.summary) for text in draft_of(operator).texts.all()]
    assert written == [("ar", "قولبة السيليكون")]
    assert [text.language for text in operator.texts.all()] == ["fr"]


def test_prose_too_long_keeps_what_was_typed(member: Client, operator: Operator) -> None:
    data = {"summary_fr": "x" * 201, "body_fr": "Depuis 1998."} | revision_of(operator)
    response = member.post(step_url("prose"), data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["summary_fr"]
    assert "x" * 201 in text_of(response)


def test_prose_of_markup_is_kept_as_text(member: Client, operator: Operator) -> None:
    data = {"summary_fr": "<script>alert(1)</script>"} | revision_of(operator)
    member.post(step_url("prose"), data)
    html = text_of(member.get("/fr/operators/rif-silicone/preview/"))
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_wishes_are_saved_in_the_draft(member: Client, operator: Operator) -> None:
    data = {
        "offers": ["subcontracting"],
        "seeks": ["licence", "joint_venture"],
        "markets": ["FR", "SN"],
        "exclude_countries": ["US"],
        "visibility": "members",
    }
    member.post(step_url("wishes"), data | revision_of(operator))
    draft = draft_of(operator)
    assert (draft.offers, draft.seeks) == (["subcontracting"], ["licence", "joint_venture"])
    assert (set(draft.markets), draft.exclude_countries) == ({"FR", "SN"}, ["US"])
    assert (draft.visibility, operator.visibility) == ("members", "public")


def test_wishes_refuse_a_market_that_is_also_excluded(member: Client, operator: Operator) -> None:
    data = {"markets": ["FR"], "exclude_countries": ["FR"], "visibility": "public"}
    response = member.post(step_url("wishes"), data | revision_of(operator))
    assert response.context["form"].errors == {
        "exclude_countries": ["France est aussi parmi vos marchés : choisissez."]
    }


def test_a_stale_save_overwrites_nothing_and_keeps_the_text(
    member: Client, operator: Operator
) -> None:
    other = MembershipFactory(operator=operator, user__first_name="Nadia", user__last_name="Fassi")
    before = revision_of(operator)
    signed_in(other.user).post(step_url("identity"), IDENTITY | {"city": "Tanger"} | before)
    mine = IDENTITY | {"city": "Nador"}
    response = member.post(step_url("identity"), mine | before)
    assert response.status_code == 409
    assert "Nadia Fassi a enregistré une autre version" in response.context["refused"]
    assert 'value="Nador"' in text_of(response)
    assert draft_of(operator).city == "Tanger"
    again = mine | {"revision": response.context["revision"]}
    assert member.post(step_url("identity"), again).status_code == 302
    assert draft_of(operator).city == "Nador"


def test_a_page_of_three_rows_takes_the_queries_of_a_page_of_one(
    member: Client, operator: Operator, django_assert_num_queries: Any
) -> None:
    ready_index(wait=True)  # Made once a process, at the first page that asks.
    with django_assert_num_queries(20):
        member.get(step_url("capabilities"))
    for process in ("extrusion", "coating"):
        operator.capabilities.create(process=process, categories=["A07", "A0301"])
    operator.save()
    with django_assert_num_queries(20):
        member.get(step_url("capabilities"))


def test_a_profile_in_review_is_not_changed_and_says_why(
    member: Client, operator: Operator, editor: User
) -> None:
    open_review()
    member.post(step_url("identity"), IDENTITY | {"city": "Nador"} | revision_of(operator))
    member.post("/fr/operators/rif-silicone/submit/")
    data = IDENTITY | {"city": "Oujda"} | revision_of(operator)
    response = member.post(step_url("identity"), data)
    assert (response.status_code, draft_of(operator).city) == (422, "Nador")
    assert "Retirez-la de la revue" in response.context["refused"]
    assert 'value="Oujda"' in text_of(response)
