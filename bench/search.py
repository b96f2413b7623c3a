"""The search page and the engine at 10,000 operators, against Wagtail's own database search.

python -m bench search [--operators N]
"""

import argparse

from django.core.management import call_command
from django.test import Client

from bench.generate import generate_operators
from bench.report import emit, milliseconds, percentiles, resident_mb, show, within
from bench.rows import requests, search_reference, store_operators, store_reference
from search.engines import get_engine
from search.indexing.rebuilding import rebuild
from search.requests import ANONYMOUS, SearchRequest
from search.results.addresses import query_of

ASKED = 210
# At 10,000 rows one question takes the reference half a minute: it answers what it can in so long.
REFERENCE_SECONDS = 120.0


def ask_page(client: Client, request: SearchRequest) -> None:
    """Open the page as a visitor; anything but a page is a failure."""
    response = client.get(f"/fr/search/?{query_of(request)}")
    assert response.status_code == 200, response.status_code


def main(arguments: list[str]) -> None:
    """Fill a database and an index, ask all three the same, print."""
    parser = argparse.ArgumentParser(prog="bench search")
    parser.add_argument("--operators", type=int, default=10_000)
    count = parser.parse_args(arguments).operators
    call_command("migrate", run_syncdb=True, verbosity=0)
    documents = list(generate_operators(count))
    store_operators(documents)
    store_reference(documents)
    rebuild()
    engine, client, asked = get_engine(), Client(), requests(ASKED)
    ask_page(client, asked[0])
    rows = {
        "engine, fused, all facets": percentiles(
            milliseconds(lambda r: engine.search(r, ANONYMOUS), asked)
        ),
        "search page": percentiles(milliseconds(lambda r: ask_page(client, r), asked)),
        "reference: Wagtail database search": percentiles(
            milliseconds(search_reference, within(asked, REFERENCE_SECONDS))
        ),
    }
    show(f"Search at {count:,} operators", rows)
    memory = {"process with encoder": {"resident_mb": resident_mb(), "operators": count}}
    emit("search", rows | memory)
    show("Memory", memory)
