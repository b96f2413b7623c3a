"""Who may read, and what a request narrows: filters as pure functions."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from search.documents import MEMBERS, NAMED, PUBLIC
from search.engines.elasticsearch.clauses import (
    EVERYTHING,
    Query,
    all_of,
    any_of,
    between,
    term,
    terms,
)
from search.engines.elasticsearch.documents import CODED, KIND, TRL
from search.requests import KINDS, Audience, SearchRequest

AMONG = "among"


def reader_filter(audience: Audience, today: date) -> Query:
    """What `audience` may find on a day. Part of every query: no label passes it either."""
    current = between("expires", gte=today.isoformat())
    if audience.sees_all:
        return all_of([terms("kind", KINDS), current])
    open_to_all = [PUBLIC, MEMBERS] if audience.is_member else [PUBLIC]
    ways = [terms("visibility", open_to_all)]
    if audience.operators or audience.introduced:
        known = terms("visibility", (PUBLIC, MEMBERS, NAMED))
        ways.append(all_of([known, named_filter(audience)]))
    return all_of([any_of(ways), current])


def named_filter(audience: Audience) -> Query:
    """What is opened to `audience` by name: its own, those introduced, those that allow it."""
    if audience.sees_all:
        return EVERYTHING
    near = sorted(audience.operators | audience.introduced)
    ways = [terms("operator", near), terms("allowed", sorted(audience.operators))]
    return any_of(way for way, pks in zip(ways, (near, audience.operators), strict=True) if pks)


def is_named_to(source: Mapping[str, Any], audience: Audience) -> bool:
    """`named_filter` for one entry."""
    if audience.sees_all or source["operator"] in audience.operators | audience.introduced:
        return True
    return not audience.operators.isdisjoint(source.get("allowed") or ())


def request_filters(
    request: SearchRequest, today: date, among: Collection[str] | None = None
) -> dict[str, Query]:
    """The filter of each facet that is narrowed; inside a facet the codes are alternatives."""
    made = {f: terms(f"facets.{f}", request.codes(f)) for f in CODED if request.codes(f)}
    if request.credentials:
        held = [terms("credentials.standard", request.credentials), *valid_on(today)]
        made["credentials"] = {"nested": {"path": "credentials", "query": all_of(held)}}
    if request.kind:
        made[KIND] = term("kind", request.kind)
    if request.trl_min is not None or request.trl_max is not None:
        made[TRL] = between(TRL, gte=request.trl_min or 1, lte=request.trl_max or 9)
    if among is not None:
        made[AMONG] = terms("id", sorted(set(among)))
    return made


def valid_on(today: date) -> list[Query]:
    """Credentials that are valid on a day."""
    day = today.isoformat()
    return [
        between("credentials.valid_from", lte=day),
        between("credentials.valid_to", gte=day),
    ]


def but(filters: Mapping[str, Query], facet: str) -> list[Query]:
    """All filters except that of one facet."""
    return [query for name, query in filters.items() if name != facet]
