"""The engine to measure, and what its process holds."""

from pathlib import Path
from typing import Any

from bench.generate import TODAY
from search.engines import SearchEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.vectors import load_encoder

ENCODER = "search.vectors.UniversalSentenceEncoder"
Figures = dict[str, Any]


def engine_of(given: Figures, *, encodes: bool = True) -> SearchEngine:
    """The engine to measure."""
    encoder = load_encoder(ENCODER) if encodes else None
    if given["engine"] == "embedded":
        return EmbeddedEngine(Path(given["path"]), encoder=encoder, today=lambda: TODAY)
    url, prefix = given["url"], given["prefix"]
    return ElasticsearchEngine(url, prefix=prefix, encoder=encoder, today=lambda: TODAY)


def memory() -> Figures:
    """What this process holds now, in MB: all, and with shared pages counted by their share."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    held = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:] if "kB" in line}
    return {"resident_mb": held["Rss"] // 1024, "pss_mb": held["Pss"] // 1024}
