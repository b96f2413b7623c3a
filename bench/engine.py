"""The embedded engine as it grows, against Wagtail's own database search on the same rows.

    python -m bench engine [--operators 1000 10000 100000] [--seconds 20] [--pause 0]

For each size (and half as many opportunities): building, size on disk, opening, 500 mixed queries
one after another, memory of the process that does so; then 8 readers while 20 documents a second
are published, and how long until another process finds each. Vectors are given (see meaning.py);
what encoding costs stands beside. Takes about 8 minutes on 2 cores; data are in a temporary folder.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.parts import begin_together, figures_of, run, start
from bench.report import emit, percentiles, show
from bench.subjects import Figures

SIZES = (1000, 10_000, 100_000)
READERS, PROCESSES = 8, 2
RATE = 20.0
# The reference is asked so long; with its rows stored and a last answer awaited it may take more.
REFERENCE_ASKED, REFERENCE_SECONDS, REFERENCE_MOST_SECONDS = 60, 30.0, 150.0
# Publications have keys that no generated document and no earlier run has.
FIRST_PUBLISHED = 10_000_001
Rows = dict[str, dict[str, Any]]


def measure_size(given: Figures, chosen: argparse.Namespace) -> dict[str, Rows]:
    """The tables of one size for the engine in `given`."""
    built, found = built_index(given), run("read", given)
    tables = {"building": {"index": built}, "queries": found["queries"]}
    if given["engine"] == "embedded":
        built["size_mb"] = folder_mb(Path(given["path"]))
        tables["opening"] = {"opening": found["opening"]}
        tables["memory"] = {f"memory {when}": row for when, row in found["memory"].items()}
    return tables | {"load": measure_load(given, chosen)}


def built_index(given: Figures) -> Figures:
    """The figures of building, of this run or of the one that left the index behind."""
    kept = Path(given["path"]).with_suffix(".json")
    if kept.exists():
        figures: Figures = json.loads(kept.read_text())
        return figures
    figures = run("fill", given)
    kept.write_text(json.dumps(figures))
    return figures


def measure_load(given: Figures, chosen: argparse.Namespace) -> Rows:
    """8 readers, a publisher, and one who looks for what was published."""
    plan = given | {
        "seconds": chosen.seconds,
        "pause": chosen.pause,
        "rate": RATE,
        "first": chosen.first,
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


@contextmanager
def data_folder(chosen: str | None) -> Iterator[Path]:
    """The folder asked for, or one that is removed at the end."""
    if chosen:
        Path(chosen).mkdir(parents=True, exist_ok=True)
        yield Path(chosen)
        return
    with tempfile.TemporaryDirectory(prefix="wasl-engine-") as folder:
        yield Path(folder)


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
    parser.add_argument("--folder", help="keep the data here, and use what an earlier run left")
    parser.set_defaults(first=FIRST_PUBLISHED + int(time.time()) % 10**7 * 1000)
    return parser.parse_args(arguments)


def measure_reference(folder: Path, operators: int) -> Rows:
    """Wagtail's database search."""
    given = {
        "database": str(folder / f"reference-{operators}.sqlite3"),
        "operators": operators,
        "asked": REFERENCE_ASKED,
        "seconds": REFERENCE_SECONDS,
    }
    found = run("reference", given, seconds=REFERENCE_MOST_SECONDS)
    return {"reference: Wagtail database search": found}


def show_tables(title: str, tables: dict[str, Rows]) -> Rows:
    """Print each; all their rows."""
    for name, rows in tables.items():
        show(f"{title}: {name}", rows)
    return {
        f"{title}: {table}: {name}": row
        for table, rows in tables.items()
        for name, row in rows.items()
    }


def main(arguments: list[str]) -> None:
    """Each size after the other; print."""
    chosen = parsed("engine", arguments)
    tables = {"what building leaves out": {"encoding texts": run("encode", {})}}
    everything = show_tables("vectors", tables)
    with data_folder(chosen.folder) as folder:
        for operators in chosen.operators:
            given = {
                "engine": "embedded",
                "path": str(folder / str(operators)),
                "operators": operators,
                "opportunities": operators // 2,
            }
            title = f"{operators:,} operators, {operators // 2:,} opportunities"
            everything |= show_tables(title, measure_size(given, chosen))
            if not chosen.no_reference:
                tables = {"reference": measure_reference(folder, operators)}
                everything |= show_tables(title, tables)
    emit("engine", everything)
