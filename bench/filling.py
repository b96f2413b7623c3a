"""Part of the engines' measurement: an index built and served, and what encoding would cost."""

import itertools
import time
from collections.abc import Iterable, Iterator

from bench.generate import generate_operators, generate_opportunities
from bench.meaning import Meanings
from bench.subjects import ENCODER, Figures, engine_of
from search.documents import Document
from search.vectors import encode_documents, encoded_text, load_encoder

BATCH = 500
ENCODED = 200


def corpus(given: Figures) -> Iterator[Document]:
    """The documents to index, with vectors."""
    encoder = load_encoder(ENCODER)
    assert encoder is not None
    made = itertools.chain(
        generate_operators(given["operators"]),
        generate_opportunities(given["opportunities"], operators=given["operators"]),
    )
    return Meanings(encoder).given(made)


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """As a rebuild makes them."""
    stream = iter(documents)
    while batch := list(itertools.islice(stream, BATCH)):
        yield batch


def fill(given: Figures) -> Figures:
    """Build and serve an index; only the engine's own time counts, not that of generating."""
    engine, wall, cpu, count = engine_of(given), 0.0, 0.0, 0
    generation = engine.build()
    for batch in batches(corpus(given)):
        start_wall, start_cpu = time.perf_counter(), time.process_time()
        count += engine.upsert(batch, generation=generation)
        wall += time.perf_counter() - start_wall
        cpu += time.process_time() - start_cpu
    start_wall = time.perf_counter()
    engine.count_in(generation)
    engine.swap(generation)
    wall += time.perf_counter() - start_wall
    return {
        "documents": count,
        "seconds": round(wall, 1),
        "cpu_seconds": round(cpu, 1),
        "docs_s": round(count / wall),
        "docs_cpu_s": round(count / cpu) if given["engine"] == "embedded" else "",
    }


def encode(given: Figures) -> Figures:
    """What the vectors of real texts cost, which `fill` leaves out."""
    encoder = load_encoder(ENCODER)
    assert encoder is not None
    encoder.encode(["warm"])
    texts = [encoded_text(document) for document in generate_operators(ENCODED)]
    start_wall, start_cpu = time.perf_counter(), time.process_time()
    encode_documents(encoder, texts)
    wall, cpu = time.perf_counter() - start_wall, time.process_time() - start_cpu
    return {"docs_s": round(ENCODED / wall), "docs_cpu_s": round(ENCODED / cpu)}
