"""The counts of each facet without its own filter, as filter aggregations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from elasticsearch.dsl import A, Search
from elasticsearch.dsl.query import Query

from search.engines.contract import FacetCount
from search.engines.elasticsearch.documents import CODED
from search.engines.elasticsearch.filters import KIND, TRL, all_of, but, valid_on
from search.engines.embedded.facets import chosen_codes
from search.requests import FACETS, SearchRequest

ALL = (KIND, *FACETS, TRL)
SHARED = "narrowed"
# More codes than a facet can have: the device categories are the longest list, some 8,000.
MOST_CODES = 20_000


def facet_aggregation(facet: str, today: date) -> Any:
    """The codes of a facet with their documents; of credentials those valid on a day."""
    if facet == "credentials":
        made = A("nested", path="credentials")
        codes = A("terms", field="credentials.standard", size=MOST_CODES)
        made.bucket("valid", A("filter", all_of(valid_on(today)))).bucket("codes", codes)
        return made
    field = facet if facet in (KIND, TRL) else f"facets.{facet}"
    return A("terms", field=field, size=MOST_CODES)


def add_facets(search: Search, filters: Mapping[str, Query], today: date) -> Search:
    """`search` with the counts; facets that are not narrowed share one filter."""
    shared = search.aggs.bucket(SHARED, "filter", filter=all_of(filters.values()))
    for facet in ALL:
        if facet in filters:
            own = search.aggs.bucket(facet, "filter", filter=all_of(but(filters, facet)))
            own.bucket(facet, facet_aggregation(facet, today))
        else:
            shared.bucket(facet, facet_aggregation(facet, today))
    return search


def read_facets(
    answer: Mapping[str, Any], request: SearchRequest
) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of every facet in the aggregations of an answer."""
    counted = {}
    for facet in ALL:
        held = answer.get(facet, answer.get(SHARED, {})).get(facet, {})
        buckets = held.get("valid", {}).get("codes", held).get("buckets", ())
        counts = {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
        counted[facet] = ordered_counts(counts, chosen_codes(request, facet))
    return counted


def ordered_counts(counts: dict[str, int], chosen: tuple[str, ...]) -> tuple[FacetCount, ...]:
    """The most frequent first, then by code; chosen codes also at 0."""
    shown = dict.fromkeys(chosen, 0) | {c: n for c, n in counts.items() if n}
    ordered = sorted(shown.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(code, count, code in chosen) for code, count in ordered)


def has_facet(facet: str) -> bool:
    """Whether a facet has codes that documents carry."""
    return facet in CODED or facet == "credentials"
