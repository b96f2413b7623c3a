"""The search page and the engine at 10,000 operators, against Wagtail's own database search.

    python -m bench search [--operators N]

A process of its own answers, as a web process does, and says what it holds with the encoder.
"""

import argparse

from django.core.management import call_command

from bench.generate import generate_operators
from bench.parts import run
from bench.report import emit, milliseconds, percentiles, show, within
from bench.rows import requests, search_reference, store_operators, store_reference
from search.indexing.rebuilding import rebuild

ASKED = 210
# At 10,000 rows one question takes the reference half a minute: it answers what it can in so long.
REFERENCE_SECONDS = 120.0


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
    rows = run("answer", {"asked": ASKED})
    held = {"web process with encoder": rows.pop("memory") | {"operators": count}}
    asked = within(requests(ASKED), REFERENCE_SECONDS)
    reference = percentiles(milliseconds(search_reference, asked))
    rows["reference: Wagtail database search"] = reference
    show(f"Search at {count:,} operators", rows)
    show("Memory", held)
    emit("search", rows | held)
