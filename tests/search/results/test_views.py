"""The search page: what it finds, for whom, and that nothing a reader types breaks it."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.operators.models import Disclosure, OperatorText
from search.engines import SearchEngine
from search.indexing.services import apply_outbox
from tests.factories import CuratorFactory, MembershipFactory, UserFactory
from tests.search.factories import make_operator, make_opportunity, make_pairs
from tests.search.results.reading import PAGE, names

pytestmark = pytest.mark.django_db


def test_search_show_finds_by_prose_and_marks_it(client: Client, engine: SearchEngine) -> None:
    make_operator("Atlas Plasturgie", body="Sous-traitant : injection plastique, salle blanche.")
    make_operator("Rif Textile", body="Confection de blouses.")
    apply_outbox()
    response = client.get(PAGE, {"q": "injection plastique salle blanche"})
    assert [card.title for card in response.context["cards"]] == ["Atlas Plasturgie"]
    assert "<mark>injection</mark>" in response.content.decode()


def test_search_show_hides_drafts_and_opportunities_of_hidden_operators(
    client: Client, engine: SearchEngine
) -> None:
    make_operator("Brouillon", live=False)
    make_opportunity(operator=make_operator("Caché", slug="cache", live=False))
    apply_outbox()
    assert names(client) == []


def test_search_narrows_by_facets_or_inside_and_between(
    client: Client, engine: SearchEngine
) -> None:
    make_operator("Atlas", slug="a", processes=("injection_moulding",), country="MA")
    make_operator("Bosphore", slug="b", processes=("sewing",), country="TR", region="")
    make_operator("Cap Vert", slug="c", processes=("sewing",), country="FR", region="")
    apply_outbox()
    either = {"process": ["injection_moulding", "sewing"], "country": ["MA", "TR"], "sort": "name"}
    assert names(client, either) == ["Atlas", "Bosphore"]
    facets = client.get(PAGE, {"country": "MA"}).context["facets"]
    countries = next(facet for facet in facets if facet.name == "country")
    assert {v.value: (v.count, v.is_selected) for v in countries.values} == {
        "MA": (1, True),
        "TR": (1, False),
        "FR": (1, False),
    }


def test_each_box_of_a_facet_has_an_id_by_which_it_keeps_the_focus(
    client: Client, engine: SearchEngine
) -> None:
    make_operator("Atlas", processes=("injection_moulding", "sewing"))
    apply_outbox()
    boxes = [
        re.findall(r'<input type="checkbox" id="([\w-]+)" name="process"', page.content.decode())
        for page in (
            client.get(PAGE),
            client.get(PAGE, {"process": "sewing"}, HTTP_HX_REQUEST="true"),
        )
    ]
    ids = ["facet-process-injection_moulding", "facet-process-sewing"]
    assert [sorted(found) for found in boxes] == [ids, ids]


def test_search_pages_are_shareable(client: Client, engine: SearchEngine) -> None:
    for number in range(21):
        make_operator(f"Atelier {number:02}", slug=f"atelier-{number}")
    apply_outbox()
    response = client.get(PAGE, {"q": "atelier", "sort": "name", "page": "2"})
    assert names(client, {"q": "atelier", "sort": "name", "page": "2"}) == ["Atelier 20"]
    assert "q=atelier&amp;sort=name&amp;page=1" in response.content.decode()


def test_search_answers_htmx_with_results_and_fresh_counts_only(
    client: Client, engine: SearchEngine
) -> None:
    make_operator()
    apply_outbox()
    response = client.get(PAGE, {"q": "atlas"}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="results")
    text = response.content.decode()
    assert "<html" not in text
    assert 'id="facets-body" hx-swap-oob="true"' in text
    assert "HX-Request" in response["Vary"]


def test_search_shows_each_reader_what_they_may_see(client: Client, engine: SearchEngine) -> None:
    public = make_operator("Atlas Public", slug="p")
    members = make_operator("Atlas Membres", slug="m", visibility="members")
    named = make_operator("Atlas Nommé", slug="n", visibility="named")
    owner = MembershipFactory(operator=named).user
    teammate = MembershipFactory(operator=named, role="viewer").user
    stranger, curator = UserFactory(), CuratorFactory()
    introduced = MembershipFactory(operator=public).user
    Disclosure.objects.create(operator=named, reader=public)
    apply_outbox()
    seen = {}
    for reader, user in (
        ("anonymous", None),
        ("stranger", stranger),
        ("owner", owner),
        ("teammate", teammate),
        ("introduced", introduced),
        ("curator", curator),
    ):
        browser = Client()
        if user:
            browser.force_login(user)
        response = browser.get(PAGE, {"q": "atlas", "sort": "name"})
        kinds = {kind: count for kind, count, _query in response.context["kinds"]}
        completed = browser.get("/fr/search/complete/", {"q": "atlas"}).content.decode()
        seen[reader] = (
            names(browser, {"q": "atlas", "sort": "name"}),
            kinds["operators"],
            sum(o.name.split()[1] in completed for o in (public, members, named)),
        )
    everything = (["Atlas Membres", "Atlas Nommé", "Atlas Public"], 3, 3)
    assert seen == {
        "anonymous": (["Atlas Public"], 1, 1),
        "stranger": (["Atlas Membres", "Atlas Public"], 2, 2),
        "owner": everything,
        "teammate": everything,
        "introduced": everything,
        "curator": everything,
    }


def test_a_person_is_found_by_company_and_a_company_by_person_for_members_only(
    client: Client, engine: SearchEngine
) -> None:
    operator = make_operator("Atlas Plasturgie")
    person = UserFactory(first_name="Zineb", last_name="Tazi", job_title="Directrice qualité")
    MembershipFactory(operator=operator, user=person)
    apply_outbox()
    assert names(client, {"q": "Zineb Tazi"}) == []
    assert "Zineb" not in client.get(PAGE, {"q": "Atlas"}).content.decode()
    client.force_login(UserFactory())
    assert names(client, {"q": "Zineb Tazi"}) == ["Atlas Plasturgie"]
    assert (
        "<bdi>Zineb Tazi</bdi>, <bdi>Directrice qualité</bdi>"
        in client.get(PAGE, {"q": "Atlas"}).content.decode()
    )


def test_people_of_a_card_stand_together_with_their_function(
    client: Client, engine: SearchEngine
) -> None:
    atlas = make_operator("Atlas")
    for name, job in (("Nadia", "directrice générale"), ("Karim", "")):
        user = UserFactory(first_name=name, last_name="Alami", job_title=job)
        MembershipFactory(operator=atlas, user=user)
    apply_outbox()
    client.force_login(UserFactory())

    page = client.get("/ar/search/").content.decode()

    assert re.findall(r'<span class="card__person">(.*?)</span>', page) == [
        "<bdi>Nadia Alami</bdi>، <bdi>directrice générale</bdi> ·",
        "<bdi>Karim Alami</bdi>",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_search_show_asks_the_database_as_often_for_one_as_for_many(
    client: Client,
    engine: SearchEngine,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    make_pairs(count, title="Atlas cherche un mouliste")
    apply_outbox()
    client.get(PAGE)
    with django_assert_num_queries(9):
        client.get(PAGE, {"q": "atlas"})


def test_completion_proposes_names_and_labels(client: Client, engine: SearchEngine) -> None:
    make_operator("Injectomed", processes=("injection_moulding",))
    apply_outbox()
    text = client.get("/fr/search/complete/", {"q": "inject"}).content.decode()
    assert "?q=Injectomed" in text
    assert "?process=injection_moulding" in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_search_show_speaks_the_language_of_its_address(
    client: Client, engine: SearchEngine, language: str
) -> None:
    make_operator()
    apply_outbox()
    text = client.get(f"/{language}/search/").content.decode()
    assert {"en": "1 result<", "ar": "نتيجة واحدة<"}[language] in text.replace("\n", "")


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("kind", ["operators", "opportunities"])
@pytest.mark.parametrize(
    ("query", "kept"), [("", ""), ("?q=laser&country=MA&kind=x", "q=laser&kind={}&country=MA")]
)
def test_all_of_a_kind_are_the_search_of_it(
    client: Client, engine: SearchEngine, language: str, kind: str, query: str, kept: str
) -> None:
    response = client.get(f"/{language}/{kind}/{query}")
    wanted = kept.format(kind) or f"kind={kind}"
    assert (response.status_code, response["Location"]) == (302, f"/{language}/search/?{wanted}")
    assert client.get(response["Location"]).context["asked"].kind == kind


def test_hits_say_the_language_of_what_they_show(client: Client, engine: SearchEngine) -> None:
    operator = make_operator("Atlas", body="Moulage de silicone.")
    OperatorText.objects.create(
        operator=operator, language="en", summary="Moulds & <b>catheters</b>."
    )
    make_opportunity("قثطرات سيليكون", body="نبحث عن شريك", language="ar", operator=operator)
    apply_outbox()

    def shown(word: str) -> str:
        return client.get(PAGE, {"q": word}).content.decode()

    assert '<p class="card__what" dir="auto">Moulage de <mark>silicone</mark>.</p>' in shown(
        "silicone"
    )
    english = "Moulds &amp; &lt;b&gt;<mark>catheters</mark>&lt;/b&gt;."
    assert f'<p class="card__what" lang="en" dir="auto">{english}</p>' in shown("catheters")
    arabic = shown("قثطرات")
    assert '<bdi lang="ar" dir="auto"><mark>قثطرات</mark> سيليكون</bdi>' in arabic
    assert '<p class="card__what" lang="ar" dir="auto">نبحث عن شريك</p>' in arabic
