"""Publications while the processes that index are killed and the search server is stopped.

    python -m bench faults [--publications 10000] [--kills 20] [--stops 3] [--seed 1]

Publishes through the site's own service and kills the worker process with SIGKILL at random
moments. With ELASTICSEARCH_URL the server that deploy/services.py has started is stopped as well,
by SIGKILL and by SIGTERM in turn, and started again some publications later. At the end index and
database are compared document by document. Prints JSON; the exit code is 1 where they differ.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from bench.indexers import Indexers
from deploy.local import elasticsearch

TEXTS = ("Injection en salle blanche", "Usinage de précision", "تعقيم بأكسيد الإيثيلين")
LEASE_SECONDS = 2
# How the search server is stopped, in turn.
SIGNALS = (signal.SIGKILL, signal.SIGTERM)


def publish_while_killing(
    indexers: Indexers,
    *,
    publications: int,
    kills: int,
    seed: int,
    seconds: float = 3600.0,
    stops: int = 0,
) -> dict[str, Any]:
    """Publish, kill and stop at moments drawn from `seed`; the figures once all is applied."""
    random, started = Random(seed), time.perf_counter()
    kill_at = moments(random, publications, kills)
    stop_at = apart(random, publications, stops)
    start_at = {number + away(publications, stops) for number in stop_at}
    worker, known = indexers.start("loop"), list[int]()
    for number in range(publications):
        publish_one(number, random, known)
        if number in stop_at:
            elasticsearch.down(by=SIGNALS[stop_at.index(number) % len(SIGNALS)])
        if number in kill_at:
            kill(indexers, worker)
            worker = indexers.start("loop")
        if number in start_at:
            elasticsearch.start()
    if stops:
        elasticsearch.start()
    published = time.perf_counter() - started
    is_drained = wait_until_drained(seconds)
    kill(indexers, worker)
    return figures(published, time.perf_counter() - started, is_drained) | {
        "publications": publications,
        "kills": len(kill_at),
        "server_stops": len(stop_at),
    }


def kill(indexers: Indexers, worker: int) -> None:
    """Kill the worker; one that has ended by itself would have been no worker for a while."""
    code = indexers.kill(worker)
    if code != -signal.SIGKILL:
        raise RuntimeError(f"The worker ended by itself with {code}.")


def moments(random: Random, publications: int, count: int) -> set[int]:
    """After which publications something happens; never after the very last ones."""
    return set(random.sample(range(publications * 9 // 10), count))


def apart(random: Random, publications: int, count: int) -> list[int]:
    """After which publications the server stops: once in each of `count` equal parts."""
    part = publications // max(1, count)
    latest = part - away(publications, count) - 1
    return [number * part + random.randrange(max(1, latest)) for number in range(count)]


def away(publications: int, count: int) -> int:
    """For how many publications the server stays away."""
    return max(1, publications // max(1, count) // 5)


def publish_one(number: int, random: Random, known: list[int]) -> None:
    """Publish a new operator (its key joins `known`), or change or take off an earlier one."""
    from cms.operators.models import Operator, OperatorText
    from cms.publishing.services import latest_draft, publish, unpublish

    drawn = random.random()
    if not known or drawn < 0.7:
        operator = Operator(
            name=f"Atlas {number}", slug=f"atlas-{number}", type="subcontractor", source="bench"
        )
        operator.texts.add(OperatorText(language="fr", body=random.choice(TEXTS)))
        publish(operator)
        known.append(operator.pk)
        return
    earlier = Operator.objects.get(pk=random.choice(known))
    if drawn < 0.94:
        draft = latest_draft(earlier)
        draft.name = f"Atlas {number} nouveau"
        publish(draft)
    else:
        unpublish(earlier, user=None)


def wait_until_drained(seconds: float) -> bool:
    """Whether the outbox empties in time."""
    from search.indexing.models import OutboxEntry

    end = time.monotonic() + seconds
    while OutboxEntry.objects.waiting().exists():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def figures(published: float, total: float, is_drained: bool) -> dict[str, Any]:
    """What the run came to."""
    from search.engines import get_engine
    from search.indexing.models import OutboxEntry
    from search.indexing.rebuilding import compare

    return {
        "engine": get_engine().health().engine,
        "documents": get_engine().count(),
        "entries": OutboxEntry.objects.count(),
        "waiting": OutboxEntry.objects.waiting().count(),
        "given_up": OutboxEntry.objects.dead().count(),
        "is_drained": is_drained,
        "difference": compare().counts(),
        "seconds_publishing": round(published, 1),
        "seconds_until_drained": round(total, 1),
    }


def main(arguments: list[str]) -> None:
    """Run on a database and an index of the run's own."""
    parser = argparse.ArgumentParser(prog="python -m bench faults")
    parser.add_argument("--publications", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument(
        "--stops", type=int, default=3, help="of the search server, if there is one"
    )
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    for result in run(asked):
        print(json.dumps(result, indent=2))
        if any(result["difference"].values()) or not result["is_drained"]:
            sys.exit(1)


def remove_indexes() -> None:
    """Leave no index of the run on a server."""
    from search.engines import get_engine
    from search.engines.elasticsearch import ElasticsearchEngine

    engine = get_engine()
    if isinstance(engine, ElasticsearchEngine):
        with engine.cluster.client() as client:
            client.indices.delete(index=[engine.stored.index(g) for g in engine.generations()])


def run(asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Set the site up as a worker's, so that the publishing process indexes nothing itself."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    stored = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with (
        tempfile.TemporaryDirectory(prefix="wasl-fault-") as folder,
        override_settings(TASKS=stored),
    ):
        database = Path(folder) / "faults.sqlite3"
        settings.DATABASES["default"]["NAME"] = str(database)
        settings.SEARCH_INDEX_DIR = Path(folder) / "index"
        settings.ELASTICSEARCH_PREFIX = f"wasl-fault-{os.getpid()}"
        settings.SENTENCE_ENCODER = "none"
        call_command("migrate", verbosity=0)
        given = {
            "database": str(database),
            "index_dir": str(settings.SEARCH_INDEX_DIR),
            "prefix": settings.ELASTICSEARCH_PREFIX,
            "lease": LEASE_SECONDS,
        }
        stops = asked.stops if settings.ELASTICSEARCH_URL else 0
        with Indexers("bench.settings", given) as indexers:
            yield publish_while_killing(
                indexers,
                publications=asked.publications,
                kills=asked.kills,
                seed=asked.seed,
                stops=stops,
            ) | {"seed": asked.seed, "lease_seconds": LEASE_SECONDS}
        remove_indexes()
