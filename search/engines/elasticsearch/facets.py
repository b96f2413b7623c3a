"""The counts of each facet without its own filter."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from search.engines.contract import FacetCount
from search.engines.elasticsearch.clauses import Query, Search, all_of
from search.engines.elasticsearch.documents import CODED, KIND, TRL
from search.engines.elasticsearch.filters import valid_on
from search.engines.embedded.facets import chosen_codes
from search.requests import FACETS, SearchRequest

ALL = (KIND, *FACETS, TRL)
SHARED, CODES, CREDENTIALS = "narrowed", "codes", "credentials"
# More codes than a facet can have: the device categories are the longest list, some 8,000.
MOST_CODES = 20_000


def terms_aggregation(field: str, include: Sequence[str] = ()) -> dict[str, Any]:
    """The values of a field with their documents, or only some of the values."""
    chosen = {"include": list(include)} if include else {}
    return {"terms": {"field": field, "size": MOST_CODES, **chosen}}


def credentials_aggregation(today: date, include: Sequence[str] = ()) -> dict[str, Any]:
    """The standards of the credentials that are valid on a day, with their documents."""
    # The days of one standard never overlap: a credential that is valid is one document.
    standards = {CODES: terms_aggregation("credentials.standard", include)}
    valid = {"filter": all_of(valid_on(today)), "aggs": standards}
    return {"nested": {"path": "credentials"}, "aggs": {"valid": valid}}


def count_shared(search: Search, filters: Mapping[str, Query], today: date) -> Search:
    """A narrowed `search` with the counts of the facets that are not narrowed, in one go."""
    aggs = {CODES: terms_aggregation("codes")}
    if CREDENTIALS not in filters:
        aggs[CREDENTIALS] = credentials_aggregation(today)
    return search | {"aggs": aggs}


def own_aggregation(facet: str, today: date) -> dict[str, Any]:
    """The codes of a facet that is narrowed, from its own field."""
    if facet == CREDENTIALS:
        return credentials_aggregation(today)
    return terms_aggregation(facet if facet in (KIND, TRL) else f"facets.{facet}")


def read_facets(
    answer: Mapping[str, Any], request: SearchRequest
) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of every facet in the aggregations of the answers, by their names."""
    counts = shared_counts(answer.get(SHARED, {}))
    for facet in answer.keys() & ALL:
        counts[facet] = counts_in(answer[facet][facet])
    return {f: ordered_counts(counts.get(f, {}), chosen_codes(request, f)) for f in ALL}


def shared_counts(held: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The counts that are not narrowed, by facet and code."""
    counts: dict[str, dict[str, int]] = {}
    for key, count in counts_in(held.get(CODES, {})).items():
        facet, _, code = key.partition(":")
        counts.setdefault(facet, {})[code] = count
    return counts | {CREDENTIALS: counts_in(held.get(CREDENTIALS, {}))}


def counts_in(held: Mapping[str, Any]) -> dict[str, int]:
    """The counts of one aggregation."""
    buckets = held.get("valid", {}).get(CODES, held).get("buckets", ())
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}


def ordered_counts(counts: dict[str, int], chosen: tuple[str, ...]) -> tuple[FacetCount, ...]:
    """The most frequent first, then by code; chosen codes also at 0."""
    shown = dict.fromkeys(chosen, 0) | {c: n for c, n in counts.items() if n}
    ordered = sorted(shown.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(code, count, code in chosen) for code, count in ordered)


def has_facet(facet: str) -> bool:
    """Whether a facet has codes that documents carry."""
    return facet in CODED or facet == CREDENTIALS
