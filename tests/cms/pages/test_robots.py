import pytest
from django.test import Client

from tests.factories import OperatorFactory, OpportunityFactory

pytestmark = pytest.mark.django_db


def test_robots_names_the_sitemap_and_closes_the_members_pages(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Disallow: /admin/" in lines


def test_sitemap_lists_each_section(client: Client) -> None:
    page = client.get("/sitemap.xml").content.decode()

    sections = ("pages", "operators", "opportunities")
    assert all(f"http://testserver/sitemap-{name}.xml" in page for name in sections)


def test_sitemap_of_operators_has_public_ones_in_every_language(client: Client) -> None:
    OperatorFactory(slug="public")
    OperatorFactory(slug="inner", visibility="members")
    OperatorFactory(slug="draft", live=False)

    page = client.get("/sitemap-operators.xml").content.decode()

    assert page.count("<loc>") == 3
    assert "<loc>http://testserver/ar/operators/public/</loc>" in page
    assert 'hreflang="en" href="http://testserver/en/operators/public/"' in page
    assert "inner" not in page
    assert "draft" not in page


def test_sitemap_of_opportunities_leaves_out_the_closed(client: Client) -> None:
    open_one = OpportunityFactory()
    OpportunityFactory(expires_on="2020-01-01")

    page = client.get("/sitemap-opportunities.xml").content.decode()

    assert page.count("<loc>") == 3
    assert f"/fr/opportunities/{open_one.pk}/" in page


def test_sitemap_of_pages_has_each_language_once(client: Client) -> None:
    page = client.get("/sitemap-pages.xml").content.decode()

    assert page.count("<loc>") == 18
    assert "<loc>http://testserver/ar/privacy/</loc>" in page
    assert "<loc>http://testserver/fr/</loc>" in page


def test_an_unknown_section_is_not_found(client: Client) -> None:
    assert client.get("/sitemap-nothing.xml", follow=True).status_code == 404
