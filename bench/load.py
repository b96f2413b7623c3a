"""Parts of the engines' measurement: readers, publications, and whether those are found."""

import itertools
import sys
import threading
import time

from bench.generate import generate_operators
from bench.meaning import Meanings
from bench.queries import mixed_queries
from bench.report import percentiles
from bench.subjects import ENCODER, Figures, engine_of, memory
from search.documents import Document
from search.engines import SearchEngine
from search.requests import ANONYMOUS, Audience, SearchRequest
from search.vectors import load_encoder

LOOK_SECONDS = 0.01
PATIENCE_SECONDS = 60.0


def publications(given: Figures) -> list[Document]:
    """What is published, in its order."""
    return list(generate_operators(int(given["seconds"] * given["rate"]), first=given["first"]))


def wait_for_begin() -> float:
    """Say that this process is ready; the moment at which all begin, by the clock they share."""
    print("ready", flush=True)
    begin = float(sys.stdin.readline())
    time.sleep(max(0.0, begin - time.monotonic()))
    return begin


def publish(given: Figures) -> Figures:
    """Write what is due, all that waits in one commit, as a worker drains the outbox."""
    engine, encoder = engine_of(given), load_encoder(ENCODER)
    assert encoder is not None
    documents, rate = list(Meanings(encoder).given(publications(given))), given["rate"]
    total = len(documents)
    engine.count()
    took, done, begin = list[float](), 0, wait_for_begin()
    while done < total:
        time.sleep(max(0.0, begin + done / rate - time.monotonic()))
        due = min(total, 1 + int((time.monotonic() - begin) * rate))
        start = time.perf_counter()
        engine.upsert(documents[done:due])
        took.append((time.perf_counter() - start) * 1000)
        done = due
    return percentiles(took) | {"publications": total}


def look(given: Figures) -> Figures:
    """In another process: how long after its publication each document is found."""
    engine, waited = engine_of(given, encodes=False), list[float]()
    documents = publications(given)
    is_found(engine, documents[0])
    begin = wait_for_begin()
    for number, document in enumerate(documents):
        published = begin + number / given["rate"]
        time.sleep(max(0.0, published - time.monotonic()))
        while not is_found(engine, document):
            if time.monotonic() - published > PATIENCE_SECONDS:
                raise TimeoutError(f"{document.id} is not found after {PATIENCE_SECONDS} s")
            time.sleep(LOOK_SECONDS)
        waited.append((time.monotonic() - published) * 1000)
    return percentiles(waited)


def is_found(engine: SearchEngine, document: Document) -> bool:
    """Whether a curator's search finds it, whoever else may see it."""
    found = engine.search(
        SearchRequest(),
        Audience.curator(),
        with_facets=False,
        with_highlights=False,
        among=[document.id],
    )
    return found.total == 1


def ask(given: Figures) -> Figures:
    """Readers in threads of one process, each asking again at once, until the time is over."""
    engine = engine_of(given)
    engine.search(SearchRequest(text="seringue"), ANONYMOUS)
    took: list[float] = []
    end = wait_for_begin() + given["seconds"]

    def ask_on(seed: int) -> None:
        for _, question in itertools.cycle(mixed_queries(seed)):
            if time.monotonic() > end:
                return
            start_wall = time.perf_counter()
            question(engine)
            took.append((time.perf_counter() - start_wall) * 1000)
            time.sleep(given["pause"])

    seeds = range(given["seed"], given["seed"] + given["threads"])
    threads = [threading.Thread(target=ask_on, args=(seed,)) for seed in seeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"took": took, "memory": memory()}
