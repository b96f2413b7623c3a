"""The embedded engine by itself, without a database: searches, writes, size, memory.

python -m bench engine [--operators N] [--opportunities N] [--vectors FILE]

`--vectors FILE` takes the vectors of the operators from an .npy file, so that a run need not wait
for the encoder; queries are encoded all the same. CPU times stand beside the elapsed ones, as they
hold on a machine that others use too.
"""

import argparse
import itertools
import random
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from bench.generate import Trade, generate_operators, generate_opportunities
from bench.report import emit, milliseconds, percentiles, resident_mb, show, timed
from bench.rows import FILTERS, TEXTS, requests
from search.documents import Document
from search.engines.embedded import EmbeddedEngine
from search.requests import ANONYMOUS, LANGUAGES, OPERATORS, SearchRequest
from search.vectors import load_encoder

ENCODER = "search.vectors.UniversalSentenceEncoder"
BATCH = 500
TYPED = ("pl", "med", "steri", "inj", "cath", "atl", "حق", "تعق", "seringue st", "atlas pla")
Rows = dict[str, dict[str, Any]]


def new_texts(count: int) -> list[SearchRequest]:
    """Requests of which no two hold the same text, most with words that come again."""
    source = random.Random(7)
    made = []
    for number in range(count):
        trade, language = Trade.drawn(source), LANGUAGES[number % 3]
        text = trade.phrase(source, "{p} {c}", language)
        made.append(SearchRequest(text=text, kind=OPERATORS, **FILTERS[number % len(FILTERS)]))  # type: ignore[arg-type]
    return made


def fill(engine: EmbeddedEngine, documents: Iterable[Document]) -> dict[str, float]:
    """Write documents in batches as a rebuild does; how quickly."""
    start, cpu, count = time.perf_counter(), time.process_time(), 0
    generation = engine.build()
    stream = iter(documents)
    while batch := list(itertools.islice(stream, BATCH)):
        count += engine.upsert(batch, generation=generation)
    engine.swap(generation)
    used = time.process_time() - cpu
    return {
        "documents": count,
        "seconds": round(time.perf_counter() - start, 1),
        "per_second": round(count / (time.perf_counter() - start)),
        "per_cpu_second": round(count / used),
    }


def folder_mb(path: Path) -> float:
    """The size of all files in a folder."""
    return round(sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6, 1)


def measure_reading(engine: EmbeddedEngine, asked: Sequence[SearchRequest]) -> Rows:
    """Searches whose words were met before, then those of new texts."""

    def search(request: SearchRequest) -> object:
        return engine.search(request, ANONYMOUS)

    def without_meaning(request: SearchRequest) -> object:
        return engine.search(request, ANONYMOUS, with_meaning=False)

    no_text = [SearchRequest(kind=OPERATORS, page=r.page, countries=r.countries) for r in asked]
    rows = {"fused, texts met for the first time": timed(search, new_texts(len(asked)))}
    for request in asked[: len(TEXTS)]:
        search(request)
    rows["words, all facets"] = timed(without_meaning, asked)
    rows["facets alone"] = timed(search, no_text)
    rows["fused, all facets"] = timed(search, asked)
    rows["completion"] = timed(lambda text: engine.complete(text, ANONYMOUS), TYPED * 5)
    ids = [f"{OPERATORS}-{pk}" for pk in range(1, 41)]
    rows["more like this"] = timed(lambda id: engine.more_like_this(id, ANONYMOUS), ids)
    return rows


def measure_writing(
    engine: EmbeddedEngine, changed: Sequence[Document], asked: Sequence[SearchRequest]
) -> Rows:
    """One document a commit, and the first search after each."""
    written: list[float] = []
    after: list[float] = []
    for document, request in zip(changed, itertools.cycle(asked), strict=False):
        written += milliseconds(engine.upsert, [[document]])
        after += milliseconds(lambda r: engine.search(r, ANONYMOUS), [request])
    return {"write of one document": percentiles(written), "search after it": percentiles(after)}


def stream(operators: int, opportunities: int, vectors: str) -> Iterable[Document]:
    """The documents, with their vectors if they are given."""
    made = np.load(vectors) if vectors else None
    for place, document in enumerate(generate_operators(operators)):
        known = made is not None and place < len(made)
        yield document.with_vector(made[place]) if known else document  # type: ignore[index]
    yield from generate_opportunities(opportunities, operators=operators)


def main(arguments: list[str]) -> None:
    """Build, open afresh, measure, print."""
    parser = argparse.ArgumentParser(prog="bench engine")
    parser.add_argument("--operators", type=int, default=10_000)
    parser.add_argument("--opportunities", type=int, default=0)
    parser.add_argument("--vectors", default="")
    parser.add_argument("--asked", type=int, default=210)
    chosen = parser.parse_args(arguments)
    path = settings.DATA_DIR / "engine"
    encoder = load_encoder(ENCODER)
    documents = stream(chosen.operators, chosen.opportunities, chosen.vectors)
    index = fill(EmbeddedEngine(path, encoder=encoder), documents)
    engine = EmbeddedEngine(path, encoder=encoder)
    rows: Rows = {"index": index | {"size_mb": folder_mb(path)}}
    rows["opening"] = timed(lambda _: engine.count(), [None])
    timings = measure_reading(engine, requests(chosen.asked))
    changed = list(generate_operators(20, seed=2))
    timings |= measure_writing(engine, changed, requests(chosen.asked))
    show("Index", {"index": rows["index"]})
    show(f"Engine at {chosen.operators:,} operators", {"opening": rows["opening"]} | timings)
    memory = {"memory": {"resident_mb": resident_mb()}}
    show("Memory", memory)
    emit("engine", rows | timings | memory)
