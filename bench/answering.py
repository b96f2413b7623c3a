"""Part of the search measurement: the process that answers, engine and page, and its memory."""

from django.test import Client

from bench.report import timed
from bench.rows import requests
from bench.subjects import Figures, memory
from search.engines import get_engine
from search.requests import ANONYMOUS, SearchRequest
from search.results.addresses import query_of


def ask_page(client: Client, request: SearchRequest) -> None:
    """Open the page as a visitor; anything but a page is a failure."""
    response = client.get(f"/fr/search/?{query_of(request)}")
    assert response.status_code == 200, response.status_code


def answer(given: Figures) -> Figures:
    """Ask the engine, then the page, the same."""
    engine, client, asked = get_engine(), Client(), requests(given["asked"])
    ask_page(client, asked[0])
    return {
        "engine, fused, all facets": timed(lambda r: engine.search(r, ANONYMOUS), asked),
        "search page": timed(lambda r: ask_page(client, r), asked),
        "memory": memory(),
    }
