"""From a request to the ids of its page: words and meaning together, narrowed, in order.

Three round trips, whatever the page: the words are counted and the neighbours read; then the
hits are ranked and counted; then the entries of the page are opened.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from search.engines.elasticsearch.clauses import Query, Search, all_of
from search.engines.elasticsearch.cluster import Cluster, total_of
from search.engines.elasticsearch.facets import SHARED
from search.engines.elasticsearch.fallbacks import with_fallbacks
from search.engines.elasticsearch.filters import reader_filter, request_filters
from search.engines.elasticsearch.paging import ids_in, page_ids, window_of
from search.engines.elasticsearch.queries import (
    MOST_COUNTED,
    NAMED,
    ORDERS,
    Order,
    best_search,
    count_search,
    facet_searches,
    found_query,
    ids_search,
    knn_search,
    most_search,
    order_of,
    scored_query,
    without,
    word_searches,
)
from search.engines.elasticsearch.words import WordMatch, matched, names_score
from search.engines.fusion import (
    COSINE_FLOOR,
    MOST_NEIGHBOURS,
    best_first,
    fuse_ranks,
    neighbour_threshold,
)
from search.engines.lookups import Lookup
from search.requests import Audience, SearchRequest
from search.text import QueryWord


@dataclass
class Plan:
    """What is asked, made ready: the filters, and what the first round trip found.

    `near` are the cosines of the neighbours that pass the filters, `counted` the ids of all
    neighbours near enough, those that only other choices of a facet would show among them.
    """

    request: SearchRequest
    audience: Audience
    today: date
    words: tuple[QueryWord, ...]
    reader: Query
    filters: Mapping[str, Query]
    match: WordMatch | None = None
    near: dict[str, float] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)

    @cached_property
    def found(self) -> Query:
        """What the text finds among what the reader may see, not narrowed by the filters."""
        return found_query(self.match, self.counted, self.reader, self.audience)

    @property
    def narrowed(self) -> list[Query]:
        """The reader's filter and those of the request."""
        return [self.reader, *self.filters.values()]

    @cached_property
    def hits(self) -> Query:
        """What is shown: narrowed, and scored where the order is that of relevance."""
        narrowed = list(self.filters.values())
        if self.match is None or not self.is_by_relevance:
            return all_of([self.found, *narrowed])
        return scored_query(self.match, self.found, narrowed, self.audience)

    @property
    def order(self) -> Order:
        """How the hits are sorted."""
        return order_of(self.request)

    @property
    def is_by_relevance(self) -> bool:
        """Whether ranks are fused."""
        return self.order is ORDERS["relevance"]


@dataclass(frozen=True)
class Ranking:
    """The answer to the second round trip: how many hits, the counts, ids in order.

    `head` are the best ids by relevance with their `scores`; in another order `page` are the ids of
    the page asked for, none if it lies behind the window or behind the end.
    """

    total: int
    aggregations: Mapping[str, Any]
    head: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    page: tuple[str, ...] = ()


def make_plan(
    cluster: Cluster,
    index: str,
    request: SearchRequest,
    audience: Audience,
    today: date,
    *,
    words: tuple[QueryWord, ...],
    vector: np.ndarray | None,
    among: Collection[str] | None = None,
) -> Plan:
    """The first round trip, with those for the fall-backs where a word is lost."""
    filters = request_filters(request, today, among)
    plan = Plan(request, audience, today, words, reader_filter(audience, today), filters)
    if not words:
        return plan
    lookups = tuple(Lookup(word) for word in words)
    searches = word_searches(lookups, plan.reader, audience)
    searches.append(most_search(lookups, plan.reader, audience))
    if vector is not None:
        searches.append(near_search(vector, [plan.reader, *filters.values()]))
    if vector is not None and filters:
        searches.append(near_search(vector, [plan.reader], size=MOST_COUNTED))
    answers = cluster.search_all(index, searches)
    found = [total_of(answer) for answer in answers[: len(words)]]
    plan.match = match_words(cluster, index, plan, lookups, found, answers[len(words)])
    take_neighbours(plan, [cosines_of(answer) for answer in answers[len(words) + 1 :]])
    return plan


def match_words(
    cluster: Cluster,
    index: str,
    plan: Plan,
    lookups: tuple[Lookup, ...],
    found: list[int],
    most: Mapping[str, Any],
) -> WordMatch:
    """The words with their fall-backs, and how many of them a hit must hold."""
    stood_in = with_fallbacks(cluster, index, plan.reader, plan.audience, lookups, found)
    if stood_in != lookups:
        most = cluster.search(index, most_search(stood_in, plan.reader, plan.audience))
    return matched(stood_in, round(most["hits"]["max_score"] or 0))


def cosines_of(answer: Mapping[str, Any]) -> dict[str, float]:
    """The cosines of neighbours by id; Elasticsearch scores (1 + cosine) / 2."""
    return {hit["fields"]["id"][0]: 2 * hit["_score"] - 1 for hit in answer["hits"]["hits"]}


def take_neighbours(plan: Plan, found: Sequence[Mapping[str, float]]) -> None:
    """Keep those near enough; how near is judged among what the filters leave."""
    if not found:
        return
    bound = neighbour_threshold(np.array(list(found[0].values())))
    bound = max(bound, COSINE_FLOOR)
    plan.near = {id: cosine for id, cosine in found[0].items() if cosine >= bound}
    plan.counted = {id for near in found for id, cosine in near.items() if cosine >= bound}


def near_search(
    vector: np.ndarray, allowed: Sequence[Query], *, size: int = MOST_NEIGHBOURS
) -> Search:
    """The ids of the nearest that may be near enough."""
    return knn_search(vector, allowed, size=size, least=COSINE_FLOOR, fields=["id"])


def rank(cluster: Cluster, index: str, plan: Plan, *, with_facets: bool) -> Ranking:
    """The second round trip."""
    counts = {SHARED: count_search(plan.found, plan.filters.values())}
    if with_facets:
        counts = facet_searches(plan.found, plan.filters, plan.today)
    searches = [hits_search(plan), *counts.values()]
    if plan.is_by_relevance:
        searches.append(ids_search(named_query(plan), plan.order, NAMED))
    hits, *answers = cluster.search_all(index, searches)
    counted = dict(zip(counts, answers, strict=False))
    total = total_of(counted[SHARED])
    held = {name: answer.get("aggregations", {}) for name, answer in counted.items()}
    if not plan.is_by_relevance:
        return Ranking(total, held, page=tuple(ids_in(hits, plan.order)))
    scores = fused_scores(scores_in(hits), answers[-1]["hits"]["hits"], plan.near)
    return Ranking(total, held, tuple(scores), scores)


def hits_search(plan: Plan) -> Search:
    """The best by words where ranks are fused, else the page itself."""
    if plan.match is not None and plan.is_by_relevance:
        return best_search(plan.match, plan.narrowed, plan.audience)
    start, size = window_of(plan.request)
    return ids_search(plan.hits, plan.order, size) | {"from": start}


def scores_in(answer: Mapping[str, Any]) -> dict[str, float]:
    """The scores by id, the highest first; of two that tie the newer, then the lower id."""
    hits = ((hit["_score"], hit["fields"]) for hit in answer["hits"]["hits"])
    found = [(-score, -int(held["published"][0]), held["id"][0]) for score, held in hits]
    return {id: -score for score, _, id in sorted(found)}


def named_query(plan: Plan) -> Query:
    """Documents whose names hold every one of the words, within the filters."""
    return {"bool": {"must": [names_score(plan.words)], "filter": plan.narrowed}}


def fused_scores(
    lexical: Mapping[str, float],
    by_name: Sequence[Mapping[str, Any]],
    near: Mapping[str, float],
) -> dict[str, float]:
    """The best hits in the order of their fused ranks, with the fused scores."""
    named = {hit["sort"][-1]: float(hit["sort"][0]) for hit in by_name}
    ids = list(dict.fromkeys((*lexical, *named, *near)))
    columns = [np.array([ranks.get(id, 0.0) for id in ids]) for ranks in (lexical, near, named)]
    fused = fuse_ranks(columns)
    return {ids[place]: float(fused[place]) for place in best_first(fused, len(ids)).tolist()}


def ids_of_page(cluster: Cluster, index: str, plan: Plan, ranking: Ranking, page: int) -> list[str]:
    """The ids of one page: from the fused head, behind it by words alone."""
    if ranking.page and page == plan.request.page:
        return list(ranking.page)
    size = plan.request.page_size
    start, end = (page - 1) * size, min(page * size, ranking.total)
    first = list(ranking.head[start:end])
    if start + len(first) >= end:
        return first
    query = without(plan.hits, ranking.head) if ranking.head else plan.hits
    behind = max(0, start - len(ranking.head))
    return first + page_ids(
        cluster,
        index,
        query,
        plan.order,
        start=behind,
        count=end - start - len(first),
        total=ranking.total - len(ranking.head),
    )
