"""10,000 saved searches against 100 changed documents, with 10,000 operators in the index.

    python -m bench saved [--operators N] [--searches N] [--encoder PATH]

With ELASTICSEARCH_URL set it is asked of that engine. Alerts are by words and filters, so vectors
are drawn unless `--encoder search.vectors.UniversalSentenceEncoder` is given. The reference is
the same requests asked of the whole index, as a person would on the page.
"""

import argparse
import time

from django.conf import settings
from django.core.management import call_command

from accounts.models import User
from bench.encoder import DRAWN
from bench.generate import generate_operators
from bench.report import emit, milliseconds, show
from bench.rows import FILTERS, TEXTS, requests, store_operators
from search.documents import document_id
from search.engines import get_engine
from search.indexing.rebuilding import rebuild
from search.requests import OPERATORS, Audience, SearchRequest
from search.saved.matching import match_documents
from search.saved.models import Match, SavedSearch

CHANGED = 100


def save_searches(count: int) -> None:
    """`count` searches of a tenth as many people, no two of one person the same."""
    people = User.objects.bulk_create(
        [User(email=f"person{n}@wasl.example") for n in range(max(1, count // 10))]
    )
    SavedSearch.objects.bulk_create(
        [
            SavedSearch(
                user=people[number % len(people)],
                name=f"search {number}",
                request=request_of(number).to_json(),
            )
            for number in range(count)
        ],
        batch_size=500,
    )


def request_of(number: int) -> SearchRequest:
    """The request of a saved search; the trailing number makes each one a text of its own."""
    text = f"{TEXTS[number % len(TEXTS)]} {number % 997}"
    return SearchRequest(text=text, **FILTERS[number % len(FILTERS)])  # type: ignore[arg-type]


def main(arguments: list[str]) -> None:
    """Fill, save, run, print."""
    parser = argparse.ArgumentParser(prog="bench saved")
    parser.add_argument("--operators", type=int, default=10_000)
    parser.add_argument("--searches", type=int, default=10_000)
    parser.add_argument("--encoder", default=DRAWN)
    given = parser.parse_args(arguments)
    settings.SENTENCE_ENCODER = given.encoder
    call_command("migrate", run_syncdb=True, verbosity=0)
    store_operators(list(generate_operators(given.operators)))
    rebuild()
    save_searches(given.searches)
    start, begun = time.perf_counter(), time.process_time()
    match_documents([document_id(OPERATORS, pk) for pk in range(1, CHANGED + 1)])
    took, busy = time.perf_counter() - start, time.process_time() - begun
    member = Audience.member()
    whole = milliseconds(lambda r: get_engine().search(r, member), requests(200))
    rows = {
        "saved searches against 100 changed": {
            "searches": given.searches,
            "seconds": round(took, 1),
            "cpu_s": round(busy, 1),
            "matches": Match.objects.count(),
        },
        "reference: each asked of the whole index": {
            "searches": given.searches,
            "seconds": round(sum(whole) / len(whole) * given.searches / 1000, 1),
        },
    }
    show("Saved searches", rows)
    emit("saved", rows)
