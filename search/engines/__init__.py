"""Search engines behind one contract. `get_engine()` is the only way to one.

Read contract.py first: what an engine is asked and what it answers. The rest of Wasl imports
from here and from search.requests and search.documents, never from a particular engine.
"""

from functools import lru_cache
from pathlib import Path

from search.engines.contract import (
    Completion,
    FacetCount,
    Health,
    Hit,
    Neighbour,
    SearchEngine,
    SearchResult,
)
from search.engines.errors import IndexBusy, IndexDamaged, IndexMissing, SearchUnavailable

__all__ = [
    "Completion",
    "FacetCount",
    "Health",
    "Hit",
    "IndexBusy",
    "IndexDamaged",
    "IndexMissing",
    "Neighbour",
    "SearchEngine",
    "SearchResult",
    "SearchUnavailable",
    "get_engine",
]


def get_engine() -> SearchEngine:
    """The engine that the settings name: SEARCH_INDEX_DIR and SENTENCE_ENCODER; one a process."""
    from django.conf import settings

    return embedded_engine(Path(settings.SEARCH_INDEX_DIR), settings.SENTENCE_ENCODER)


@lru_cache(maxsize=8)
def embedded_engine(path: Path, encoder: str) -> SearchEngine:
    """The embedded engine on a folder, with the encoder at a dotted path (or "none")."""
    from django.utils import timezone

    from search.engines.embedded import EmbeddedEngine
    from search.vectors import load_encoder

    return EmbeddedEngine(path, encoder=load_encoder(encoder), today=timezone.localdate)
