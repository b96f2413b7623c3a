"""Any page at a bounded cost: no cliff at 10,000 hits and no heap that grows with the page.

Up to WINDOW hits Elasticsearch sorts and skips by itself. Behind that, hits by date are counted day
by day, and those of newer days are left out; in another order a point in time is walked by
`search_after` in steps of WINDOW ids, from whichever end is nearer: the last page, which an address
like `?page=99999` asks for, costs as little as the first.
"""

from collections.abc import Mapping
from typing import Any

from search.engines.elasticsearch.clauses import Query, Search
from search.engines.elasticsearch.cluster import PIT_KEEP, Cluster
from search.engines.elasticsearch.queries import (
    DAYS,
    ORDERS,
    Order,
    days_search,
    ids_search,
    published_before,
)
from search.requests import RECENT, SearchRequest

# index.max_result_window, as every index has it by default.
WINDOW = 10_000
# In milliseconds.
DAY = 24 * 60 * 60 * 1000
OPPOSITE = {"asc": "desc", "desc": "asc"}


def window_of(request: SearchRequest) -> tuple[int, int]:
    """Where the page of a request starts and its size, or nothing where it is behind WINDOW."""
    start = (request.page - 1) * request.page_size
    return (start, request.page_size) if start + request.page_size <= WINDOW else (0, 0)


def page_ids(
    cluster: Cluster,
    index: str,
    query: Query,
    order: Order,
    *,
    start: int,
    count: int,
    total: int,
) -> list[str]:
    """The ids of the hits from `start` on, at most `count`, of `total` in that order."""
    count = min(count, total - start)
    if count <= 0:
        return []
    if start + count > WINDOW and order == ORDERS[RECENT]:
        query, start = from_its_day(cluster, index, query, start)
        return ids_from(cluster, index, query, order, start, count)
    left = total - start - count
    if left < start and start + count > WINDOW:
        found = ids_from(cluster, index, query, reverse(order), left, count)
        return found[::-1]
    return ids_from(cluster, index, query, order, start, count)


def from_its_day(cluster: Cluster, index: str, query: Query, start: int) -> tuple[Query, int]:
    """The newest hits from the day of the one at `start` on, and how many of them are before it."""
    answer = cluster.search(index, days_search(query))
    for day in answer["aggregations"][DAYS]["buckets"]:
        if start < day["doc_count"]:
            return published_before(query, int(day["key"]) + DAY), start
        start -= day["doc_count"]
    return query, start


def reverse(order: Order) -> Order:
    """The same order from its other end."""
    return [{field: OPPOSITE[way] for field, way in key.items()} for key in order]


def ids_from(
    cluster: Cluster,
    index: str,
    query: Query,
    order: Order,
    start: int,
    count: int,
) -> list[str]:
    """`count` ids after the first `start`."""
    if start + count <= WINDOW:
        answer = cluster.search(index, ids_search(query, order, count) | {"from": start})
        return ids_in(answer, order)
    found = walk(cluster, index, ids_search(query, order, WINDOW), start, count)
    return ids_in(found, order)


def ids_in(answer: Mapping[str, Any], order: Order) -> list[str]:
    """The ids among the sort values; behind them a point in time adds one of its own."""
    last = len(order) - 1
    return [hit["sort"][last] for hit in answer["hits"]["hits"]]


def walk(cluster: Cluster, index: str, search: Search, start: int, count: int) -> dict[str, Any]:
    """Step over `start` hits in one state of the index, then read `count`."""
    after: dict[str, Any] = {}
    with cluster.point_in_time(index) as pit:
        fixed = search | {"pit": {"id": pit, "keep_alive": PIT_KEEP}}
        while start > 0:
            answer = cluster.search(index, fixed | {"size": min(start, WINDOW)} | after)
            hits = answer["hits"]["hits"]
            if not hits:
                return answer
            after = {"search_after": hits[-1]["sort"]}
            start -= len(hits)
        return cluster.search(index, fixed | {"size": count} | after)
