"""The pages of saved searches: a person's own, and nobody else's."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from search.engines import SearchEngine
from search.engines.errors import IndexBusy
from search.requests import SearchRequest
from search.saved.matching import save_search
from search.saved.models import SavedSearch
from tests.factories import CuratorFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = "/fr/saved/new/?q=moules&country=MA&page=3&sort=name"


def test_search_page_offers_to_save_to_members_who_searched(
    client: Client, engine: SearchEngine
) -> None:
    address = "/fr/saved/new/?q=moules&amp;country=MA"
    assert address not in client.get("/fr/search/?q=moules&country=MA").content.decode()
    client.force_login(UserFactory())
    assert address in client.get("/fr/search/?q=moules&country=MA").content.decode()
    assert "/fr/saved/new/" not in client.get("/fr/search/").content.decode()


def test_search_create_keeps_the_search_without_its_page(
    client: Client, engine: SearchEngine
) -> None:
    user = UserFactory()
    client.force_login(user)
    assert client.get(NEW).context["form"].initial == {"name": "moules, Maroc"}
    for _press in range(2):
        response = client.post(NEW, {"name": "Moules", "rhythm": "weekly"})
        assert response.status_code == 302
    search = SavedSearch.objects.get(user=user)
    assert (search.name, search.rhythm) == ("Moules", "weekly")
    assert search.asked == SearchRequest(text="moules", countries=("MA",))


@pytest.mark.parametrize(
    "data", [{}, {"name": " "}, {"name": "x" * 121}, {"name": "x", "rhythm": "hourly"}]
)
def test_search_create_says_what_is_wrong(
    client: Client, engine: SearchEngine, data: dict[str, str]
) -> None:
    client.force_login(UserFactory())
    response = client.post(NEW, {"rhythm": "daily", **data})
    assert response.status_code == 422
    assert response.context["form"].errors
    assert SavedSearch.objects.count() == 0


def test_a_name_is_used_once_and_the_number_is_bounded(
    client: Client, engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = UserFactory()
    client.force_login(user)
    save_search(user, name="Moules", asked=SearchRequest(text="presses"), rhythm="daily")
    assert client.post(NEW, {"name": "Moules", "rhythm": "daily"}).status_code == 422
    monkeypatch.setattr("search.saved.forms.MOST_SEARCHES", 1)
    assert client.post(NEW, {"name": "Autre", "rhythm": "daily"}).status_code == 422


def test_search_create_saves_nothing_while_search_is_down(
    client: Client, engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise IndexBusy("busy")

    client.force_login(UserFactory())
    monkeypatch.setattr(type(engine), "search", refuse)
    response = client.post(NEW, {"name": "Moules", "rhythm": "daily"})
    assert response.status_code == 422
    assert "Moules" in response.content.decode()
    assert SavedSearch.objects.count() == 0


def test_saved_searches_are_their_owners_alone(client: Client, engine: SearchEngine) -> None:
    owner = UserFactory()
    search = save_search(owner, name="Moules", asked=SearchRequest(text="moules"), rhythm="daily")
    pages = [f"/fr/saved/{search.pk}/", f"/fr/saved/{search.pk}/delete/"]
    for reader in (None, UserFactory(), CuratorFactory()):
        browser = Client()
        if reader:
            browser.force_login(reader)
        codes = [browser.post(page, {"name": "x", "rhythm": "daily"}).status_code for page in pages]
        assert codes == ([404, 404] if reader else [302, 302])
    client.force_login(owner)
    client.post(pages[0], {"name": "Presses", "rhythm": "instant"})
    assert SavedSearch.objects.get().name == "Presses"
    client.post(pages[1])
    assert SavedSearch.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_search_list_asks_as_often_for_one_as_for_many(
    client: Client,
    engine: SearchEngine,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    user = UserFactory()
    for number in range(count):
        asked = SearchRequest(text="moules", countries=("MA",))
        save_search(user, name=f"Moules {number}", asked=asked, rhythm="daily")
    client.force_login(user)
    client.get("/fr/saved/")
    with django_assert_num_queries(8):
        assert len(client.get("/fr/saved/").context["rows"]) == count


@pytest.mark.parametrize(
    ("kind", "badge"),
    [("operators", "Operators"), ("opportunities", "Opportunities"), ("", None)],
)
def test_search_list_says_whether_operators_or_opportunities_are_meant(
    client: Client, engine: SearchEngine, kind: str, badge: str | None
) -> None:
    user = UserFactory()
    client.force_login(user)
    asked = SearchRequest(text="moulds", kind=kind)
    save_search(user, asked=asked, name="Moulds", rhythm="daily")
    html = client.get("/en/saved/").content.decode()
    badges = re.findall(r'<span class="badge">(?:<bdi>)?([^<]+)', html)
    assert badges == list(filter(None, [badge, "moulds"]))
