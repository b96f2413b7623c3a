"""Both engines side by side: the same documents, the same searches, the same run.

    ELASTICSEARCH_URL=http://127.0.0.1:9200 python -m bench engines [--operators 1000 10000 100000]

What `bench engine` measures (see there), for each engine; then how far they agree, and Wagtail's
database search as the reference. The index on the server is removed at the end, unless `--folder`
keeps the data: it is then used again, as the other engine's is (100,000 take 20 minutes to fill).
"""

import argparse
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

from bench.agreement import agreement
from bench.engine import Rows, data_folder, measure_reference, measure_size, parsed, show_tables
from bench.report import emit
from bench.subjects import Figures, engine_of
from search.engines.elasticsearch import ElasticsearchEngine


def server_figures(engine: ElasticsearchEngine) -> dict[str, Any]:
    """What the index takes on the server's disk, and the server's heap in use, in MB."""
    with engine.cluster.client() as client:
        name = engine.stored.index(engine.serving())
        size = client.indices.stats(index=name)["_all"]["primaries"]["store"]["size_in_bytes"]
        nodes = client.nodes.stats(metric="jvm")["nodes"].values()
    heap = sum(node["jvm"]["mem"]["heap_used_in_bytes"] for node in nodes)
    return {"size_mb": round(size / 1e6, 1), "heap_mb": round(heap / 1e6)}


def remove_indexes(engine: ElasticsearchEngine) -> None:
    """All that the run has made on the server."""
    with engine.cluster.client() as client:
        names = [engine.stored.index(generation) for generation in engine.generations()]
        if names:
            client.indices.delete(index=names)


def prefix_of(operators: int, chosen: argparse.Namespace) -> str:
    """Of the index on the server: the same again where it is kept."""
    return f"wasl-bench-{operators if chosen.folder else uuid.uuid4().hex[:8]}"


def measure_both(folder: Path, operators: int, chosen: argparse.Namespace) -> dict[str, Rows]:
    """The tables of one size."""
    same = {"operators": operators, "opportunities": operators // 2}
    embedded = same | {"engine": "embedded", "path": str(folder / str(operators))}
    prefix = prefix_of(operators, chosen)
    elastic: Figures = same | {
        "engine": "elasticsearch",
        "path": str(folder / prefix),
        "url": settings.ELASTICSEARCH_URL,
        "prefix": prefix,
    }
    one, other = engine_of(embedded), engine_of(elastic)
    assert isinstance(other, ElasticsearchEngine)
    tables: dict[str, Rows] = {}
    try:
        for given in (embedded, elastic):
            found = measure_size(given, chosen)
            tables |= {f"{given['engine']}, {name}": rows for name, rows in found.items()}
        tables["elasticsearch, server"] = {"server": server_figures(other)}
        tables["agreement"] = agreement(one, other)
    finally:
        if not chosen.folder:
            remove_indexes(other)
    return tables


def main(arguments: list[str]) -> None:
    """Each size after the other; print."""
    chosen = parsed("engines", arguments)
    if not settings.ELASTICSEARCH_URL:
        raise SystemExit("ELASTICSEARCH_URL is not set: make services, then set it")
    everything: Rows = {}
    with data_folder(chosen.folder) as folder:
        for operators in chosen.operators:
            tables = measure_both(folder, operators, chosen)
            if not chosen.no_reference:
                tables["reference"] = measure_reference(folder, operators)
            everything |= show_tables(f"{operators:,} operators", tables)
    emit("engines", everything)
