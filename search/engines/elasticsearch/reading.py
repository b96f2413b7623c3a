"""What is asked of the serving index."""

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

import numpy as np

from search.engines.contract import Completion, Neighbour, SearchResult
from search.engines.elasticsearch.cards import page_hits
from search.engines.elasticsearch.clauses import term
from search.engines.elasticsearch.cluster import Cluster, total_of
from search.engines.elasticsearch.completion import complete_text
from search.engines.elasticsearch.facets import read_facets
from search.engines.elasticsearch.fallbacks import respell
from search.engines.elasticsearch.filters import reader_filter, request_filters
from search.engines.elasticsearch.meeting import meeting_on
from search.engines.elasticsearch.queries import count_search, knn_search
from search.engines.elasticsearch.ranking import Plan, ids_of_page, make_plan, rank
from search.engines.elasticsearch.scanning import count_documents, scan_digests
from search.engines.elasticsearch.similar import neighbours_of, similar_to
from search.engines.query_vectors import QueryVectors
from search.requests import ANONYMOUS, KINDS, Audience, SearchRequest, clean_text
from search.text import QueryWord, query_words
from search.vectors import SentenceEncoder, normalise


class Reading:
    """The reading half of the contract."""

    def __init__(
        self,
        cluster: Cluster,
        *,
        prefix: str,
        encoder: SentenceEncoder | None,
        today: Callable[[], date],
    ) -> None:
        self.cluster = cluster
        self.prefix = prefix
        self.encoder = encoder
        self.today = today
        self.vectors = QueryVectors(encoder)

    def search(
        self,
        request: SearchRequest,
        audience: Audience,
        *,
        with_facets: bool = True,
        with_highlights: bool = True,
        with_meaning: bool = True,
        among: Collection[str] | None = None,
    ) -> SearchResult:
        """See the contract."""
        words = query_words(request.text)
        if request.text and not words:
            facets = read_facets({}, request) if with_facets else {}
            return SearchResult(facets=facets, no_words=True)
        vector = self.vectors.of(request.text, words) if with_meaning else None
        plan = self._plan(request, audience, words, vector, among)
        ranking = rank(self.cluster, self.prefix, plan, with_facets=with_facets)
        pages = max(1, math.ceil(ranking.total / request.page_size))
        page = min(request.page, pages)
        ids = ids_of_page(self.cluster, self.prefix, plan, ranking, page)
        lookups = plan.match.lookups if plan.match else ()
        return SearchResult(
            hits=page_hits(
                self.cluster, self.prefix, plan, ranking, ids, with_highlights=with_highlights
            ),
            total=ranking.total,
            page=page,
            pages=pages,
            facets=read_facets(ranking.aggregations, request) if with_facets else {},
            did_you_mean=respell(self.cluster, self.prefix, plan.reader, request.text, lookups),
            relaxed=bool(plan.match and plan.match.relaxed),
        )

    def _plan(
        self,
        request: SearchRequest,
        audience: Audience,
        words: tuple[QueryWord, ...],
        vector: np.ndarray | None,
        among: Collection[str] | None = None,
    ) -> Plan:
        return make_plan(
            self.cluster,
            self.prefix,
            request,
            audience,
            self.today(),
            words=words,
            vector=vector,
            among=among,
        )

    def meeting(
        self, asked: Sequence[tuple[SearchRequest, Audience]], *, among: Collection[str]
    ) -> list[frozenset[str]]:
        """See the contract."""
        return meeting_on(self.cluster, self.prefix, asked, among, self.today())

    def complete(
        self, text: str, audience: Audience, *, language: str = "fr", kind: str = "", limit: int = 8
    ) -> tuple[Completion, ...]:
        """See the contract."""
        today = self.today()
        return complete_text(
            self.cluster,
            self.prefix,
            reader_filter(audience, today),
            today,
            text=clean_text(text),
            language=language,
            kind=kind,
            limit=limit,
        )

    def more_like_this(
        self, id: str, audience: Audience, *, kind: str = "", limit: int = 6
    ) -> tuple[Neighbour, ...]:
        """See the contract."""
        reader = reader_filter(audience, self.today())
        narrowed = [reader, *([term("kind", kind)] if kind in KINDS else [])]
        return similar_to(self.cluster, self.prefix, clean_text(id), reader, narrowed, limit)

    def nearest(
        self,
        vector: np.ndarray,
        request: SearchRequest,
        audience: Audience,
        *,
        limit: int = 100,
    ) -> tuple[Neighbour, ...]:
        """See the contract."""
        wanted, today = normalise(vector), self.today()
        if not wanted.any() or limit < 1:
            return ()
        filters = request_filters(request, today)
        allowed = [reader_filter(audience, today), *filters.values()]
        answer = self.cluster.search(self.prefix, knn_search(wanted, allowed, size=limit))
        return neighbours_of(answer, lambda hit: 2 * hit["_score"] - 1)

    def count(self, request: SearchRequest | None = None, audience: Audience | None = None) -> int:
        """See the contract."""
        if request is None:
            return count_documents(self.cluster, self.prefix)
        words = query_words(request.text)
        if request.text and not words:
            return 0
        vector = self.vectors.of(request.text, words)
        plan = self._plan(request, audience or ANONYMOUS, words, vector)
        counted = count_search(plan.found, plan.filters.values())
        return total_of(self.cluster.search(self.prefix, counted))

    def digests(self) -> Iterator[tuple[str, str]]:
        """See the contract."""
        yield from scan_digests(self.cluster, self.prefix)
