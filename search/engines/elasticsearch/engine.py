"""The engine on an Elasticsearch cluster. What it is asked and answers is in contract.py."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

import numpy as np
from elasticsearch.dsl import Search

from search.documents import Document
from search.engines.contract import Completion, Guard, Health, Hit, Neighbour, SearchResult
from search.engines.elasticsearch.cluster import (
    Cluster,
    make_client,
    total_of,
)
from search.engines.elasticsearch.completion import complete_text
from search.engines.elasticsearch.facets import read_facets
from search.engines.elasticsearch.fallbacks import respell
from search.engines.elasticsearch.filters import all_of, reader_filter, request_filters, term
from search.engines.elasticsearch.generations import Generations
from search.engines.elasticsearch.hits import make_hit
from search.engines.elasticsearch.queries import cards_search, knn_search
from search.engines.elasticsearch.ranking import Plan, Ranking, ids_of_page, make_plan, rank
from search.engines.elasticsearch.scanning import documents_only, scan_digests
from search.engines.elasticsearch.similar import neighbours_of, similar_to
from search.engines.elasticsearch.writing import (
    Known,
    delete_actions,
    document_actions,
    label_actions,
    new_labels,
    refresh,
    send,
    vectors_of,
)
from search.engines.errors import SearchUnavailable
from search.requests import ANONYMOUS, KINDS, Audience, SearchRequest, clean_text
from search.text import QueryWord, query_words
from search.text.highlighting import Marker
from search.vectors import SentenceEncoder, encode_query, normalise


class ElasticsearchEngine:
    """See search.engines.contract.SearchEngine. `today` is asked at each search."""

    name = "elasticsearch"

    def __init__(
        self,
        url: str,
        *,
        api_key: str = "",
        ca_certs: str = "",
        prefix: str = "wasl",
        encoder: SentenceEncoder | None = None,
        today: Callable[[], date] = date.today,
        seconds: float = 15,
    ) -> None:
        client = make_client(url, api_key=api_key, ca_certs=ca_certs, seconds=seconds)
        self.cluster = Cluster(client, address_of(url))
        self.stored = Generations(self.cluster, prefix)
        self.prefix = prefix
        self.encoder = encoder
        self.today = today
        self.labels: dict[str, Known] = {}
        # A reader who sets filters or turns pages sends the same text again and again.
        self._encoded = lru_cache(maxsize=1000)(self._encode)

    # Reading

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
        vector = self._text_vector(request.text, words) if with_meaning else None
        plan = self._plan(request, audience, words, vector, among)
        ranking = rank(self.cluster, self.prefix, plan, with_facets=with_facets)
        pages = max(1, math.ceil(ranking.total / request.page_size))
        page = min(request.page, pages)
        ids = ids_of_page(self.cluster, self.prefix, plan, ranking, page)
        lookups = plan.match.lookups if plan.match else ()
        return SearchResult(
            hits=self._hits(plan, ranking, ids, with_highlights=with_highlights),
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

    def _hits(
        self, plan: Plan, ranking: Ranking, ids: Sequence[str], *, with_highlights: bool
    ) -> tuple[Hit, ...]:
        """The third round trip: the entries of the page, in its order."""
        if not ids:
            return ()
        match = plan.match
        marker = Marker(match.terms, match.prefix) if match and with_highlights else None
        words = match.filter(plan.audience) if match else None
        search = cards_search(ids, plan.reader, words, with_texts=marker is not None)
        answer = self.cluster.search(self.prefix, search)
        found = {hit["_source"]["id"]: hit for hit in answer["hits"]["hits"]}
        return tuple(
            make_hit(
                found[id],
                marker,
                plan.audience,
                language=plan.request.language,
                score=ranking.scores.get(id, 0.0),
                has_text=match is not None,
            )
            for id in ids
            if id in found
        )

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
            return self._count_of(self.prefix)
        words = query_words(request.text)
        if request.text and not words:
            return 0
        vector = self._text_vector(request.text, words)
        plan = self._plan(request, audience or ANONYMOUS, words, vector)
        counted = Search().query(all_of([plan.base, *plan.filters.values()]))
        answer = self.cluster.search(self.prefix, counted.extra(size=0, track_total_hits=True))
        return total_of(answer)

    def count_in(self, generation: str) -> int:
        """See the contract."""
        index = self.stored.required(generation)
        refresh(self.cluster, index)
        return self._count_of(index)

    def _count_of(self, index: str) -> int:
        search = Search().query(documents_only()).extra(size=0, track_total_hits=True)
        return total_of(self.cluster.search(index, search))

    def digests(self) -> Iterator[tuple[str, str]]:
        """See the contract."""
        yield from scan_digests(self.cluster, self.prefix)

    def health(self) -> Health:
        """See the contract."""
        try:
            generation = self.stored.checked()
            documents = self.count()
        except SearchUnavailable as error:
            return Health(ok=False, engine=self.name, detail=str(error))
        return Health(ok=True, engine=self.name, generation=generation, documents=documents)

    # Writing

    def upsert(
        self, documents: Iterable[Document], *, generation: str = "", guard: Guard | None = None
    ) -> int:
        """See the contract. A bulk request is not one commit: what fails is written again."""
        latest = list({document.id: document for document in documents}.values())
        if not latest:
            return 0
        index = self.stored.required(generation)
        keys, vectors = vectors_of(self.cluster, self._sources(index), latest, self.encoder)
        known = self.labels.setdefault(index, {})
        labels = new_labels(latest, known)
        if guard:
            guard()
        send(self.cluster, label_actions(index, labels))
        send(self.cluster, document_actions(index, latest, keys, vectors))
        known.update({id: repr(keyword.labels) for id, keyword in labels.items()})
        self._refresh_serving(index, generation)
        return len(latest)

    def delete(
        self, ids: Iterable[str], *, generation: str = "", guard: Guard | None = None
    ) -> int:
        """See the contract."""
        wanted = list(ids)
        if not wanted:
            return 0
        index = self.stored.required(generation)
        if guard:
            guard()
        removed = send(self.cluster, delete_actions(index, wanted))
        self._refresh_serving(index, generation)
        return removed

    def _refresh_serving(self, index: str, generation: str) -> None:
        """Refresh what is searched; an index that fills is refreshed when it is counted."""
        if not generation or generation == self.stored.serving():
            refresh(self.cluster, index)

    def _sources(self, index: str) -> list[str]:
        """The index to write and, while that one fills, the serving one."""
        serving = self.stored.serving()
        return list(dict.fromkeys([index, *([self.stored.index(serving)] if serving else [])]))

    # Rebuilding beside

    def build(self) -> str:
        """See the contract."""
        return self.stored.create()

    def swap(self, generation: str) -> str:
        """See the contract."""
        return self.stored.swap(generation)

    def drop(self, generation: str) -> None:
        """See the contract."""
        self.stored.drop(generation)
        self.labels.pop(self.stored.index(generation), None)

    def generations(self) -> tuple[str, ...]:
        """See the contract."""
        return self.stored.names()

    def serving(self) -> str:
        """See the contract."""
        return self.stored.serving()

    # Meaning

    def _text_vector(self, text: str, words: Sequence[QueryWord]) -> np.ndarray | None:
        """The vector of a text that means something: it has a word of three letters or more."""
        if self.encoder is None or not any(len(w.word) > 2 and w.word.isalpha() for w in words):
            return None
        vector = self._encoded(text)
        return vector if vector.any() else None

    def _encode(self, text: str) -> np.ndarray:
        assert self.encoder is not None  # noqa: S101 - for the type; callers ask first.
        return encode_query(self.encoder, text)


def address_of(url: str) -> str:
    """The nodes as they may be shown: without a password."""
    return ", ".join(part.split("@")[-1].strip() for part in url.split(","))
