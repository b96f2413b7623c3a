"""Publications while the processes that index are killed and the search server is stopped.

    python -m bench faults [--publications 10000] [--kills 20] [--stops 3] [--seed 1]

Publishes through the site's own service and kills the worker process with SIGKILL at random
moments; with ELASTICSEARCH_URL the server is stopped and started through deploy/services.py as
well. At the end index and database are compared document by document. Prints JSON; the exit code
is 1 where they differ.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from bench.indexers import ROOT, Indexers

TEXTS = ("Injection en salle blanche", "Usinage de précision", "تعقيم بأكسيد الإيثيلين")
LEASE_SECONDS = 2


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
    stop_at = moments(random, publications, stops)
    worker = indexers.start("loop")
    unanswered, known = 0, list[int]()
    for number in range(publications):
        publish_one(number, random, known)
        if number in stop_at:
            with_server("stop")
        if number in kill_at:
            indexers.kill(worker)
            worker = indexers.start("loop")
        if number - max(1, publications // 20) in stop_at:
            unanswered += 1
            with_server("start")
    if unanswered < len(stop_at):
        with_server("start")
    published = time.perf_counter() - started
    is_drained = wait_until_drained(seconds)
    indexers.kill(worker)
    return figures(published, time.perf_counter() - started, is_drained) | {
        "publications": publications,
        "kills": len(kill_at),
        "server_stops": len(stop_at),
    }


def moments(random: Random, publications: int, count: int) -> set[int]:
    """After which publications something happens; never after the very last ones."""
    return set(random.sample(range(publications * 9 // 10), count))


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


def with_server(verb: str) -> None:
    """Stop or start the search server that deploy/services.py has started."""
    act = "services.stop('elasticsearch')" if verb == "stop" else "services.up_elasticsearch()"
    code = f"import sys; sys.path.insert(0, 'deploy'); import services; {act}"
    env = {k: v for k, v in os.environ.items() if k != "ELASTICSEARCH_URL"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, check=True)


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


def run(asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Set the site up as a worker's, so that the publishing process indexes nothing itself."""
    from django.conf import settings
    from django.core.management import call_command

    with tempfile.TemporaryDirectory(prefix="wasl-fault-") as folder:
        database = Path(folder) / "faults.sqlite3"
        settings.DATABASES["default"]["NAME"] = str(database)
        settings.SEARCH_INDEX_DIR = Path(folder) / "index"
        settings.ELASTICSEARCH_PREFIX = f"wasl-fault-{os.getpid()}"
        settings.SENTENCE_ENCODER = "none"
        settings.TASKS["default"]["BACKEND"] = "django_tasks_db.DatabaseBackend"
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
