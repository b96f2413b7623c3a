"""Queries and searches as the plain dictionaries that are sent: what is said once is shared.

The client's own query objects are built, compared and written out one by one, which took longer
than most answers. No one changes a dictionary that is made here.
"""

from collections.abc import Iterable
from typing import Any

Query = dict[str, Any]
Search = dict[str, Any]

EVERYTHING: Query = {"match_all": {}}
NOTHING: Query = {"match_none": {}}


def term(field: str, value: Any, boost: float | None = None) -> Query:
    """Documents with the value."""
    return {"term": {field: value if boost is None else {"value": value, "boost": boost}}}


def terms(field: str, values: Iterable[Any]) -> Query:
    """Documents with one of the values."""
    return {"terms": {field: list(values)}}


def begun(field: str, start: str, boost: float | None = None) -> Query:
    """Documents with a value that begins so."""
    found: Query = {"value": start} if boost is None else {"value": start, "boost": boost}
    return {"prefix": {field: found}}


def between(field: str, **bounds: Any) -> Query:
    """Documents with a value within bounds: gte, lte, lt."""
    return {"range": {field: bounds}}


def all_of(queries: Iterable[Query]) -> Query:
    """Documents that meet all, without a score."""
    wanted = list(queries)
    return {"bool": {"filter": wanted}} if wanted else EVERYTHING


def any_of(queries: Iterable[Query]) -> Query:
    """Documents that meet one; none for no queries."""
    wanted = list(queries)
    return some_of(wanted, 1) if wanted else NOTHING


def some_of(queries: Iterable[Query], least: int, **others: Any) -> Query:
    """Documents that meet so many at least, and other clauses; the score is the sum."""
    return {"bool": {"should": list(queries), "minimum_should_match": least, **others}}


def best_of(queries: Iterable[Query], **options: Any) -> Query:
    """Documents that meet one; the score is the best."""
    return {"dis_max": {"queries": list(queries), **options}}


def searched(query: Query, *, size: int, **options: Any) -> Search:
    """A search of `size` hits."""
    return {"query": query, "size": size, **options}
