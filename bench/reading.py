"""Part of the engines' measurement: opening, 500 mixed queries one after another, memory."""

import itertools
import time

from bench.queries import mixed_queries
from bench.report import with_cpu
from bench.subjects import Figures, engine_of, memory


def read(given: Figures) -> Figures:
    """Open, ask the mixed queries one after another, tell times and memory."""
    before = memory()
    start_wall, start_cpu = time.perf_counter(), time.process_time()
    engine = engine_of(given)
    count = engine.count()
    opening = {
        "ms": round((time.perf_counter() - start_wall) * 1000),
        "cpu_ms": round((time.process_time() - start_cpu) * 1000),
    }
    opened, queries = memory(), mixed_queries()
    for _, ask in mixed_queries(seed=2)[:25]:
        ask(engine)
    wall: dict[str, list[float]] = {}
    cpu: dict[str, list[float]] = {}
    for kind, ask in queries:
        start_wall, start_cpu = time.perf_counter(), time.process_time()
        ask(engine)
        wall.setdefault(kind, []).append((time.perf_counter() - start_wall) * 1000)
        cpu.setdefault(kind, []).append((time.process_time() - start_cpu) * 1000)
    return {
        "count": count,
        "opening": opening,
        "memory": {
            "before opening": before,
            "opened": opened,
            "after 500 queries, with encoder": memory(),
        },
        "queries": {kind: with_cpu(wall[kind], cpu[kind]) for kind in sorted(wall)}
        | {
            "all": with_cpu(
                list(itertools.chain(*wall.values())), list(itertools.chain(*cpu.values()))
            )
        },
    }
