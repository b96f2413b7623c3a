"""The public page of an opportunity, for each kind of reader."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from cms.opportunities.models import Opportunity, OpportunityText
from tests.cms.operators.factories import people_of, signed_in
from tests.factories import OperatorFactory, OpportunityFactory

pytestmark = pytest.mark.django_db


def published(**fields: object) -> Opportunity:
    made: Opportunity = OpportunityFactory(
        operator=fields.pop("operator", None) or OperatorFactory(slug="rif", name="Rif Silicone"),
        categories=["A0301"],
        volume_per_year=250_777,
        unit="canules",
        **fields,
    )
    OpportunityText.objects.create(
        opportunity=made, language="fr", title="Cherche un mouleur", body="Pièces en silicone."
    )
    return made


def test_show_keeps_the_volume_for_members(client: Client) -> None:
    opportunity = published()
    html = client.get(opportunity.get_absolute_url()).content.decode()
    assert "Cherche un mouleur" in html
    assert [word for word in ("777", "canules") if word in html] == []
    reader = people_of(opportunity.operator)["stranger"]
    html = signed_in(reader).get(opportunity.get_absolute_url()).content.decode()
    assert "canules" in html


def test_show_of_a_closed_one_says_so(client: Client) -> None:
    opportunity = published(closed_at=timezone.now())
    html = client.get(opportunity.get_absolute_url()).content.decode()
    assert "a fermé cette opportunité" in html


def test_show_of_an_expired_one_says_so(client: Client) -> None:
    opportunity = published(expires_on=date(2020, 1, 31))
    html = client.get(opportunity.get_absolute_url()).content.decode()
    assert "était ouverte jusqu&#x27;au 31 janvier 2020" in html or (
        "était ouverte jusqu'au 31 janvier 2020" in html
    )


def test_show_of_an_open_one_says_nothing_of_closing(client: Client) -> None:
    html = client.get(published().get_absolute_url()).content.decode()
    assert "Elle ne reçoit plus de demandes" not in html


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("public", {"owner", "editor", "viewer", "stranger", "curator", "anonymous"}),
        ("members", {"owner", "editor", "viewer", "stranger", "curator"}),
        ("named", {"owner", "editor", "viewer", "curator"}),
    ],
)
def test_show_obeys_the_visibility(visibility: str, readers: set[str]) -> None:
    opportunity = published(visibility=visibility)
    url = opportunity.get_absolute_url()
    people = people_of(opportunity.operator)
    seen = {who for who, user in people.items() if signed_in(user).get(url).status_code == 200}
    assert seen == readers


def test_show_of_an_unpublished_one_leads_its_people_to_the_draft() -> None:
    opportunity = published(live=False)
    url = opportunity.get_absolute_url()
    people = people_of(opportunity.operator)
    codes = {who: signed_in(user).get(url).status_code for who, user in people.items()}
    members = dict.fromkeys(("owner", "editor", "viewer", "curator"), 302)
    assert codes == members | {"stranger": 404, "anonymous": 404}


def test_show_has_canonical_and_alternate_addresses(client: Client) -> None:
    opportunity = published()
    html = client.get(f"/en/opportunities/{opportunity.pk}/").content.decode()
    base = f"opportunities/{opportunity.pk}/"
    assert f'<link rel="canonical" href="http://testserver/en/{base}">' in html
    assert f'hreflang="ar" href="http://testserver/ar/{base}"' in html


def test_the_page_of_its_operator_lists_the_open_ones(client: Client) -> None:
    opportunity = published()
    published(operator=opportunity.operator, closed_at=timezone.now())
    html = client.get("/fr/operators/rif/").content.decode()
    assert html.count("Cherche un mouleur") == 1
