"""Both engines side by side: the same documents, the same searches, the same run.

ELASTICSEARCH_URL=http://127.0.0.1:9299 python -m bench engines [--operators N]
"""

import argparse
import time
import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from bench.generate import TODAY, generate_operators
from bench.report import emit, milliseconds, percentiles, show
from bench.rows import requests
from search.documents import Document
from search.engines import SearchEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.requests import ANONYMOUS, SearchRequest
from search.vectors import SentenceEncoder, encode_documents, encoded_text, load_encoder

ASKED = 210
BATCH = 500
WARM = 20


def filled(engine: SearchEngine, documents: Sequence[Document]) -> float:
    """Build, fill and serve an index; documents a second."""
    start = time.perf_counter()
    generation = engine.build()
    for place in range(0, len(documents), BATCH):
        engine.upsert(documents[place : place + BATCH], generation=generation)
    engine.count_in(generation)
    engine.swap(generation)
    return len(documents) / (time.perf_counter() - start)


def with_vectors(
    documents: Sequence[Document], encoder: SentenceEncoder | None
) -> Sequence[Document]:
    """The documents with their vectors, so that neither engine is timed for the encoder."""
    if encoder is None:
        return documents
    vectors = encode_documents(encoder, [encoded_text(document) for document in documents])
    return [d.with_vector(vector) for d, vector in zip(documents, vectors, strict=True)]


def measure(engine: SearchEngine, asked: Sequence[SearchRequest], last: int) -> dict[str, Any]:
    """Percentiles of each sort of question, by its name."""
    typed = [request.text[:4] for request in asked if len(request.text) >= 4]
    deep = [SearchRequest(page=last - n) for n in range(20)]
    for request in asked[:WARM]:
        engine.search(request, ANONYMOUS)
    return {
        "fused, all facets": percentiles(
            milliseconds(lambda r: engine.search(r, ANONYMOUS), asked)
        ),
        "words only, all facets": percentiles(
            milliseconds(lambda r: engine.search(r, ANONYMOUS, with_meaning=False), asked)
        ),
        "completion": percentiles(milliseconds(lambda t: engine.complete(t, ANONYMOUS), typed)),
        "last pages": percentiles(milliseconds(lambda r: engine.search(r, ANONYMOUS), deep)),
    }


def shared_hits(one: SearchEngine, other: SearchEngine, asked: Sequence[SearchRequest]) -> float:
    """The share of the first page's hits that both engines show."""
    shares = []
    for request in asked:
        first, second = ({h.id for h in e.search(request, ANONYMOUS).hits} for e in (one, other))
        if first or second:
            shares.append(len(first & second) / max(len(first), len(second)))
    return sum(shares) / max(1, len(shares))


def equal_totals(one: SearchEngine, other: SearchEngine, asked: Sequence[SearchRequest]) -> float:
    """The share of the searches by words alone in which both engines count the same hits."""
    equal = [
        len({e.search(r, ANONYMOUS, with_meaning=False).total for e in (one, other)}) == 1
        for r in asked
    ]
    return sum(equal) / len(equal)


def main(arguments: list[str]) -> None:
    """Fill both, ask both, print, remove the indexes."""
    parser = argparse.ArgumentParser(prog="bench engines")
    parser.add_argument("--operators", type=int, default=10_000)
    count = parser.parse_args(arguments).operators
    if not settings.ELASTICSEARCH_URL:
        parser.error("ELASTICSEARCH_URL is not set: make services, then set it")
    encoder = load_encoder(settings.SENTENCE_ENCODER)
    documents, asked = with_vectors(list(generate_operators(count)), encoder), requests(ASKED)
    embedded = EmbeddedEngine(settings.DATA_DIR / "engine", encoder=encoder, today=lambda: TODAY)
    elastic = ElasticsearchEngine(
        settings.ELASTICSEARCH_URL,
        prefix=f"wasl-bench-{uuid.uuid4().hex[:8]}",
        encoder=encoder,
        today=lambda: TODAY,
    )
    rows: dict[str, dict[str, Any]] = {}
    try:
        for engine in (embedded, elastic):
            rate = filled(engine, documents)
            rows[f"{engine.name}: rebuild"] = {"documents_s": round(rate)}
            for name, row in measure(engine, asked, engine.count() // 20).items():
                rows[f"{engine.name}: {name}"] = row
        rows["both: hits shared on a page"] = {
            "share": round(shared_hits(embedded, elastic, asked), 3)
        }
        rows["both: equal totals by words"] = {
            "share": round(equal_totals(embedded, elastic, asked), 3)
        }
    finally:
        with elastic.cluster.client() as client:
            client.indices.delete(index=[elastic.stored.index(g) for g in elastic.generations()])
    show(f"Both engines at {count:,} operators", rows)
    emit("engines", rows)
