import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override
from wagtail.models import Page, Site

from cms.operators.models import Capability
from cms.opportunities.models import OpportunityText
from cms.pages import trees
from cms.pages.models import EditorialPage, HomePage
from cms.pages.trees import set_up_pages
from tests.factories import CuratorFactory, MembershipFactory, OperatorFactory, OpportunityFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ("fr", "en", "ar")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    ["", "help/", "privacy/", "guides/", "guides/technology-transfer/", "guides/credentials/"],
)
def test_each_page_exists_in_each_language(client: Client, language: str, path: str) -> None:
    response = client.get(f"/{language}/{path}")

    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in page
    assert all(
        f'hreflang="{code}" href="http://testserver/{code}/{path}"' in page for code in LANGUAGES
    )


def test_set_up_pages_again_changes_nothing() -> None:
    before = list(Page.objects.values_list("pk", "title", "path"))

    set_up_pages()

    assert list(Page.objects.values_list("pk", "title", "path")) == before
    assert HomePage.objects.count() == 3
    assert EditorialPage.objects.count() == 15
    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="fr")


def test_set_up_pages_keeps_what_is_written_and_adds_what_lacks() -> None:
    written = EditorialPage.objects.get(slug="help", locale__language_code="fr")
    written.title = "Mode d'emploi"
    written.save_revision().publish()
    EditorialPage.objects.get(slug="help", locale__language_code="ar").delete()

    set_up_pages()

    french = EditorialPage.objects.get(slug="help", locale__language_code="fr")
    arabic = EditorialPage.objects.get(slug="help", locale__language_code="ar")
    assert french.title == "Mode d'emploi"
    assert arabic.translation_key == french.translation_key


def test_set_up_pages_brings_up_what_nobody_has_saved_since_it_was_shipped() -> None:
    EditorialPage.objects.filter(slug="help").update(body="<p>Ancien texte</p>", summary="Ancien")
    HomePage.objects.update(lead="Ancien")

    set_up_pages()

    page = EditorialPage.objects.get(slug="help", locale__language_code="ar")
    assert page.body == (trees.CONTENT / "help.ar.html").read_text("utf-8")
    assert not EditorialPage.objects.filter(summary="Ancien").exists()
    assert not HomePage.objects.filter(lead="Ancien").exists()


def test_home_counts_what_the_reader_may_see(client: Client) -> None:
    shown = OperatorFactory(country="FR")
    Capability.objects.create(operator=shown, process="extrusion")
    Capability.objects.create(operator=shown, process="welding")
    inner = OperatorFactory(visibility="members")
    Capability.objects.create(operator=inner, process="casting")
    OperatorFactory(live=False)
    OpportunityFactory(operator=shown)
    OpportunityFactory(operator=inner)

    visitor = client.get("/fr/").context["figures"]
    client.force_login(MembershipFactory().user)
    member = client.get("/fr/").context["figures"]

    assert (visitor.operators, visitor.countries, visitor.processes) == (1, 1, 2)
    assert visitor.opportunities == 1
    assert (member.operators, member.countries, member.processes) == (3, 2, 3)
    assert member.opportunities == 2


def test_home_shows_the_latest_open_opportunities(client: Client) -> None:
    titles = ["Ancienne", "Récente"]
    for n, title in enumerate(titles):
        row = OpportunityFactory(first_published_at=f"2026-11-0{n + 1}T09:00:00Z")
        OpportunityText.objects.create(opportunity=row, language="fr", title=title)
    OpportunityFactory(expires_on="2020-01-01")

    cards = client.get("/fr/").context["opportunities"]

    assert [card.opportunity.title for card in cards] == ["Récente", "Ancienne"]


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries_for_any_length(
    client: Client, django_assert_num_queries: object, count: int
) -> None:
    for _n in range(count):
        OpportunityFactory()
    cache.clear()
    client.get("/fr/")

    with django_assert_num_queries(12):  # type: ignore[operator]
        client.get("/fr/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_is_light(client: Client, language: str) -> None:
    for _n in range(8):
        OpportunityFactory()

    assert len(client.get(f"/{language}/").content) < 40_000


def test_a_page_without_its_translation_names_only_those_there_are(client: Client) -> None:
    EditorialPage.objects.get(slug="help", locale__language_code="ar").delete()

    response = client.get("/fr/help/")

    assert response.status_code == 200
    assert set(response.context["alternates"]) == {"fr", "en"}


def test_an_unpublished_page_is_not_found(client: Client) -> None:
    EditorialPage.objects.get(slug="help", locale__language_code="fr").unpublish()

    assert client.get("/fr/help/").status_code == 404


def test_a_curator_writes_pages(client: Client, settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    curator = CuratorFactory()
    client.force_login(curator)
    home = HomePage.objects.get(locale__language_code="fr")

    assert home.permissions_for_user(curator).can_publish_subpage()
    assert client.get(f"/admin/pages/add/pages/editorialpage/{home.pk}/").status_code == 200


def test_crumbs_name_home_shortly(client: Client) -> None:
    with override("fr"):
        crumbs = client.get("/fr/guides/credentials/").context["crumbs"]

    assert [label for label, _url in crumbs] == [
        "Accueil",
        "Guides",
        "Certificats : ce que la fédération vérifie",
    ]


def test_home_says_the_language_of_a_title(client: Client) -> None:
    OpportunityText.objects.create(
        opportunity=OpportunityFactory(), language="en", title="Infusion pumps"
    )

    assert '<bdi lang="en" dir="auto">Infusion pumps</bdi>' in client.get("/fr/").content.decode()
    assert '<bdi dir="auto">Infusion pumps</bdi>' in client.get("/en/").content.decode()
