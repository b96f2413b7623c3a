"""The search page takes whatever is sent to it, and never fails."""

import re
from typing import Any

import pytest
from django.test import Client

from search.engines import SearchEngine
from search.engines.errors import IndexMissing
from search.indexing.services import apply_outbox
from tests.search.factories import make_operator
from tests.search.results.reading import PAGE

pytestmark = pytest.mark.django_db


BAD_TEXTS = (
    "l'oréal",
    "(",
    "AND",
    "foo:bar",
    '"',
    "a" * 10_000,
    "mot " * 2_500,
    "   ",
    "🙂 🩺",
    "\x00\x1b",
    "\ud800",
    "<script>alert(1)</script>",
    "%",
    "*",
    "~2",
    "[1 TO 2]",
)


@pytest.mark.parametrize("text", BAD_TEXTS)
@pytest.mark.parametrize("address", ["/fr/search/", "/fr/search/complete/"])
def test_search_takes_any_text(
    client: Client, engine: SearchEngine, text: str, address: str
) -> None:
    make_operator()
    apply_outbox()
    query = text.encode(errors="surrogatepass")
    assert client.get(address, {"q": query}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "category=-1",
        "category=A1",
        "category=%FF%FE",
        "page=0",
        "page=99999",
        "page=-1",
        "page=x",
        "page=",
        "kind=persons",
        "sort=price",
        "trl_min=99",
        "trl_min=x&trl_max=%F0%9F%99%82",
        "q=%ff%fe",
        "country=" + "&country=".join(["XX"] * 300),
    ],
)
def test_search_takes_any_parameter(client: Client, engine: SearchEngine, query: str) -> None:
    make_operator()
    apply_outbox()
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    assert response.context["pages"].number == 1


def test_search_shows_an_unknown_facet_code_and_how_to_drop_it(
    client: Client, engine: SearchEngine
) -> None:
    make_operator()
    apply_outbox()
    response = client.get(PAGE, {"process": "alchemy", "q": "atlas"})
    assert response.context["cards"] == []
    chip = response.context["chips"][0]
    assert (chip.label, chip.query, chip.is_unknown) == ("alchemy", "q=atlas", True)


def test_search_says_plainly_that_it_is_down(
    client: Client, engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise IndexMissing("no index")

    monkeypatch.setattr(type(engine), "search", refuse)
    monkeypatch.setattr(type(engine), "complete", refuse)
    response = client.get(PAGE, {"q": "atlas"})
    assert response.status_code == 503
    assert "La recherche est indisponible" in response.content.decode()
    assert client.get("/fr/search/complete/", {"q": "at"}).content.strip() == b""


def test_search_repeats_an_endless_text_no_longer_than_needed(
    client: Client, engine: SearchEngine
) -> None:
    for number in range(21):
        make_operator(f"Abri {number:02}", slug=f"abri-{number}")
    apply_outbox()
    text = "abri " * 2_000  # 10,000 characters
    page = client.get(PAGE, {"q": text, "sort": "name"}).content.decode()

    runs = [len(run) for run in re.findall(r"(?:abri[ +]?)+", page)]
    assert max(runs) == 499  # What is searched, of 500 characters at most.
    assert f"pour « <bdi>{text[:79].rstrip()}…</bdi> »" in page
    assert f"<title>{text[:59]}… : recherche" in page
    assert f'/en/search/?q={text[:499].replace(" ", "+")}&amp;sort=name"' in page
    assert f'?q={text[:499].replace(" ", "+")}&amp;sort=name&amp;page=2" rel="next"' in page
