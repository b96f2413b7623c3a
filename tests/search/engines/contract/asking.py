"""Asking an engine in few words."""

from typing import Any

from search.engines import SearchEngine, SearchResult
from search.requests import (
    ANONYMOUS,
    Audience,
    SearchRequest,
)

MEMBER = Audience.member()
CURATOR = Audience.curator()


def find(
    engine: SearchEngine, text: str = "", audience: Audience = ANONYMOUS, **asked: Any
) -> SearchResult:
    """A search by its fields."""
    return engine.search(SearchRequest(text=text, **asked), audience)


def pks(result: SearchResult) -> list[int]:
    """What was found, in its order."""
    return [hit.pk for hit in result.hits]


def counts(result: SearchResult, facet: str) -> dict[str, int]:
    """The counts of a facet by code."""
    return {count.code: count.count for count in result.facets[facet]}
