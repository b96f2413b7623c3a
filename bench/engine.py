"""The embedded engine as it grows, against Wagtail's own database search on the same rows.

    python -m bench engine [--operators 1000 10000 100000] [--seconds 20] [--pause 0]

For each size (and half as many opportunities): building, size on disk, opening, 500 mixed queries
one after another, memory of the process that does so; then 8 readers while 20 documents a second
are published, and how long until another process finds each. Vectors are given (see meaning.py);
what encoding costs stands beside. Takes about 8 minutes on 2 cores; data are in a temporary folder.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.parts import begin_together, figures_of, run, start
from bench.report import emit, percentiles, show
from bench.subjects import Figures

SIZES = (1000, 10_000, 100_000)
READERS, PROCESSES = 8, 2
RATE = 20.0
REFERENCE_ASKED = 60
Rows = dict[str, dict[str, Any]]


def measure_size(given: Figures, chosen: argparse.Namespace) -> Rows:
    """All rows of one size for the engine in `given`."""
    built = run("fill", given)
    found = run("read", given)
    memory = found["memory"]
    rows: Rows = {"index": built}
    if given["engine"] == "embedded":
        rows["index"]["size_mb"] = folder_mb(Path(given["path"]))
        rows["opening"] = found["opening"]
        rows["memory before opening"] = memory["before"]
        rows["memory, opened"] = memory["opened"]
        rows["memory after 500 queries, with encoder"] = memory["after"]
    return rows | found["queries"] | measure_load(given, chosen)


def measure_load(given: Figures, chosen: argparse.Namespace) -> Rows:
    """8 readers, a publisher, and one who looks for what was published."""
    plan = given | {
        "seconds": chosen.seconds,
        "pause": chosen.pause,
        "rate": RATE,
        "threads": READERS // PROCESSES,
    }
    readers = [start("ask", plan | {"seed": 100 * n}) for n in range(1, PROCESSES + 1)]
    publisher, looker = start("publish", plan), start("look", plan)
    begin_together([*readers, publisher, looker])
    asked = [figures_of(reader) for reader in readers]
    took = [ms for figures in asked for ms in figures["took"]]
    return {
        "8 readers, 20 publications a second": percentiles(took)
        | {"searches_s": round(len(took) / chosen.seconds, 1)},
        "one of two reading processes": asked[0]["memory"],
        "commit": figures_of(publisher),
        "publication to findable": figures_of(looker),
    }


def folder_mb(path: Path) -> float:
    """The size of all files in a folder."""
    return round(sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6, 1)


def parsed(name: str, arguments: Sequence[str]) -> argparse.Namespace:
    """The options that both measurements of engines have."""
    parser = argparse.ArgumentParser(prog=f"python -m bench {name}")
    parser.add_argument("--operators", type=int, nargs="+", default=SIZES)
    parser.add_argument("--seconds", type=float, default=20.0, help="of publications")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two questions")
    parser.add_argument("--no-reference", action="store_true")
    return parser.parse_args(arguments)


def measure_reference(folder: Path, operators: int) -> Rows:
    """Wagtail's database search."""
    given = {
        "database": str(folder / f"reference-{operators}.sqlite3"),
        "operators": operators,
        "asked": REFERENCE_ASKED,
    }
    return {"reference: Wagtail database search": run("reference", given)}


def main(arguments: list[str]) -> None:
    """Each size after the other; print."""
    chosen = parsed("engine", arguments)
    everything: Rows = {"encoding texts": run("encode", {})}
    show("Encoding, which the index's own figures leave out", everything)
    with tempfile.TemporaryDirectory(prefix="wasl-engine-") as folder:
        for operators in chosen.operators:
            given = {
                "engine": "embedded",
                "path": str(Path(folder) / str(operators)),
                "operators": operators,
                "opportunities": operators // 2,
            }
            rows = measure_size(given, chosen)
            if not chosen.no_reference:
                rows |= measure_reference(Path(folder), operators)
            show(
                f"Embedded engine: {operators:,} operators, {operators // 2:,} opportunities", rows
            )
            everything |= {f"{operators}: {name}": row for name, row in rows.items()}
    emit("engine", everything)
