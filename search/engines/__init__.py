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
    """The engine that the settings name, one a process: the cluster at ELASTICSEARCH_URL if that is
    set, else the embedded one in SEARCH_INDEX_DIR; both with SENTENCE_ENCODER."""
    from django.conf import settings

    if settings.ELASTICSEARCH_URL:
        return elasticsearch_engine(
            settings.ELASTICSEARCH_URL,
            settings.ELASTICSEARCH_API_KEY,
            settings.ELASTICSEARCH_CA_CERTS,
            settings.ELASTICSEARCH_PREFIX,
            settings.SENTENCE_ENCODER,
        )
    return embedded_engine(Path(settings.SEARCH_INDEX_DIR), settings.SENTENCE_ENCODER)


@lru_cache(maxsize=8)
def embedded_engine(path: Path, encoder: str) -> SearchEngine:
    """The embedded engine on a folder, with the encoder at a dotted path (or "none")."""
    from django.utils import timezone

    from search.engines.embedded import EmbeddedEngine
    from search.vectors import load_encoder

    return EmbeddedEngine(path, encoder=load_encoder(encoder), today=timezone.localdate)


@lru_cache(maxsize=8)
def elasticsearch_engine(
    url: str, api_key: str, ca_certs: str, prefix: str, encoder: str
) -> SearchEngine:
    """The engine on a cluster, with the encoder at a dotted path (or "none")."""
    from django.utils import timezone

    from search.engines.elasticsearch import ElasticsearchEngine
    from search.vectors import load_encoder

    return ElasticsearchEngine(
        url,
        api_key=api_key,
        ca_certs=ca_certs,
        prefix=prefix,
        encoder=load_encoder(encoder),
        today=timezone.localdate,
    )
