"""The searches that the engine sends, as pure functions: each is tested as a dictionary."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query
from elasticsearch.helpers import pack_dense_vector

from search.engines.elasticsearch.cluster import NO_FIELDS
from search.engines.elasticsearch.documents import LABEL, TEXTS, code_key
from search.engines.elasticsearch.facets import (
    ALL,
    CODES,
    CREDENTIALS,
    SHARED,
    count_shared,
    credentials_aggregation,
    own_aggregation,
    terms_aggregation,
)
from search.engines.elasticsearch.filters import all_of, any_of, but, term, terms
from search.engines.elasticsearch.words import Lookup, WordMatch, begun_filter, lookup_filter
from search.engines.embedded.lexical import FEW_HITS
from search.engines.fusion import MOST_NEIGHBOURS
from search.requests import KINDS, NAME, RECENT, Audience, SearchRequest
from search.text import QueryWord, Token

# How many of the best by words take part in the fusion; behind them words alone order the hits.
HEAD = 500
NAMED = 200
# Neighbours that a filtered facet may count beyond those that the page shows.
MOST_COUNTED = 500
# Of each candidate the quantised vector is read first; those kept are compared exactly. Of the 200
# nearest among 100,000 operators twice as many hold 79 %, five times 95 %, eight times 98 %, which
# costs 6 ms more than twice.
OVERSAMPLE = 8.0
MOST_NEAREST = 5000
COMPLETED_LABELS = 1000
MOST_WORDS, MOST_NEAR_WORDS = 5000, 1000
WORDS, DAYS = "words", "days"
CARD = ("kind", "pk", "operator", "allowed")

Order = Sequence[Any]
ORDERS: dict[str, Order] = {
    "relevance": [{"_score": "desc"}, {"published": "desc"}, {"id": "asc"}],
    RECENT: [{"published": "desc"}, {"id": "asc"}],
    NAME: [{"sort_name": "asc"}, {"id": "asc"}],
}


def order_of(request: SearchRequest) -> Order:
    """How the hits of a request are sorted; without a text there is no relevance."""
    return ORDERS[request.sort if request.text or request.sort == NAME else RECENT]


def ids_search(query: Query, order: Order, size: int) -> Search:
    """The ids of hits in order, read from the sort values: no entry is opened for them."""
    return Search().query(query).sort(*order).extra(size=size, **NO_FIELDS)


def count_search(found: Query, narrowed: Iterable[Query]) -> Search:
    """How many documents of `found` pass some filters."""
    query = all_of([found, *narrowed])
    return Search().query(query).extra(size=0, track_total_hits=True)


def facet_searches(found: Query, filters: Mapping[str, Query], today: date) -> dict[str, Search]:
    """The counts of all facets: of those that are not narrowed together with the hits (SHARED),
    of each other one among what its own filter does not narrow.

    Searches and not parts of that for the hits: nothing is scored, they run side by side, and the
    server keeps their answers for whoever turns the page.
    """
    made = {SHARED: count_shared(count_search(found, filters.values()), filters, today)}
    for facet in [facet for facet in ALL if facet in filters]:
        made[facet] = count_search(found, but(filters, facet)).extra(track_total_hits=False)
        made[facet].aggs.bucket(facet, own_aggregation(facet, today))
    return made


def found_query(
    match: WordMatch | None, near: Iterable[str], reader: Query, audience: Audience
) -> Query:
    """What the text finds among what the reader may see: by its words, or near its meaning."""
    if match is None:
        return all_of([reader])
    ways, ids = [match.filter(audience)], sorted(near)
    return all_of([reader, any_of([*ways, terms("id", ids)]) if ids else ways[0]])


def scored_query(
    match: WordMatch, found: Query, narrowed: Iterable[Query], audience: Audience
) -> Query:
    """What is found and passes the filters, with the score of the words where they stand.

    The single field that filters read tells first which documents are hits: each word is scored in
    every field, in all its forms, and most documents that hold one word lack the others.
    """
    return Q("bool", filter=[found, *narrowed], should=[match.score(audience)])


def days_search(query: Query) -> Search:
    """How many hits each day of publication has, the newest first; no day without."""
    search = Search().query(query).extra(size=0, track_total_hits=False)
    days = A("date_histogram", field="published", fixed_interval="1d", min_doc_count=1)
    days.order = {"_key": "desc"}
    search.aggs.bucket(DAYS, days)
    return search


def published_before(query: Query, moment: int) -> Query:
    """The hits of a query that were published before a moment (milliseconds since 1970)."""
    return all_of([query, Q("range", published={"lt": moment, "format": "epoch_millis"})])


def without(query: Query, ids: Iterable[str]) -> Query:
    """`query` without some documents."""
    return Q("bool", must=[query], must_not=[terms("id", sorted(ids))])


def word_searches(lookups: Sequence[Lookup], reader: Query, audience: Audience) -> list[Search]:
    """In how many visible documents each word stands; the server stops counting at FEW_HITS."""
    found = (all_of([reader, lookup_filter(lookup, audience)]) for lookup in lookups)
    return [Search().query(query).extra(size=0, track_total_hits=FEW_HITS) for query in found]


def most_search(lookups: Sequence[Lookup], reader: Query, audience: Audience) -> Search:
    """The visible document that holds the most of the words: its score is how many.

    As a score and not as a count of documents, so that the server stops at one that holds all.
    """
    each = [Q("constant_score", filter=lookup_filter(w, audience), boost=1) for w in lookups]
    query = Q("bool", should=each, filter=[reader], minimum_should_match=1)
    return Search().query(query).extra(size=1, track_total_hits=False, **NO_FIELDS)


def knn_search(
    vector: np.ndarray,
    allowed: Iterable[Query],
    *,
    size: int = MOST_NEIGHBOURS,
    least: float = -1.0,
    fields: Sequence[str] = ("id", "kind", "pk", "operator"),
) -> Search:
    """The `size` nearest (MOST_NEAREST at most) to a vector among what is allowed.

    `least` is the smallest cosine that counts.
    """
    size = min(size, MOST_NEAREST)
    knn: dict[str, Any] = {
        "field": "vector",
        "query_vector": pack_dense_vector(vector.astype(np.float32)),
        "k": size,
        "num_candidates": min(10_000, 2 * size),
        "filter": [query.to_dict() for query in allowed],
        "similarity": least,
        "rescore_vector": {"oversample": OVERSAMPLE},
    }
    asked = {"knn": knn, "size": size, "docvalue_fields": list(fields), "track_total_hits": False}
    return Search().update_from_dict(asked | NO_FIELDS)


def cards_search(
    ids: Sequence[str], reader: Query, match: Query | None, *, with_texts: bool
) -> Search:
    """The entries of a page's hits; `matched_queries` tells in which of them the words stand.

    The reader's filter once more: what has been hidden since the ids were read is left out.
    """
    named = [Q("bool", filter=[match], _name=WORDS)] if match is not None else []
    query = Q("bool", filter=[terms("id", ids), reader], should=named, minimum_should_match=0)
    fields: list[Any] = ["id", *CARD, *(TEXTS if with_texts else ())]
    return Search().query(query).source(fields).extra(size=len(ids))


def known_words_search(reader: Query, candidates: Sequence[str]) -> Search:
    """In how many visible documents each of some words stands.

    Each is a filter, which costs what the documents of that word do. The values of a field would
    be those of all words of these documents: 28 s for one that stands in 66,000, and 40 ms so.
    """
    search = Search().query(all_of([reader]))
    filters = {word: term("words", word).to_dict() for word in candidates}
    search.aggs.bucket("words", A("filters", filters=filters))
    return search.extra(size=0, track_total_hits=False)


def begun_search(lookup: Lookup, reader: Query, audience: Audience) -> Search:
    """Whether a visible document without the word holds another one that begins so."""
    query = Q(
        "bool",
        filter=[reader, begun_filter(lookup.word.word)],
        must_not=[lookup_filter(lookup, audience)],
    )
    return Search().query(query).extra(size=0, track_total_hits=1)


def near_words_search(reader: Query, word: str, start: str) -> Search:
    """The words of visible documents that begin with `start`, those near a word among them."""
    near = {"value": word, "fuzziness": 2, "prefix_length": len(start)}
    holds = Q("fuzzy", words=near | {"max_expansions": MOST_NEAR_WORDS})
    search = Search().query(all_of([reader, holds]))
    words = A("terms", field="words", include=f"{re.escape(start)}.*", size=MOST_WORDS)
    search.aggs.bucket("words", words)
    return search.extra(size=0, track_total_hits=False)


def written_search(reader: Query, word: str) -> Search:
    """The newest visible document that holds a word, with its texts."""
    search = Search().query(all_of([reader, term("words", word)])).sort(*ORDERS[RECENT])
    return search.source(list(TEXTS)).extra(size=1, track_total_hits=False)


def names_search(typed: Sequence[Token], reader: Query, kind: str, size: int) -> Search:
    """Documents whose names or titles hold the words typed, the last as a beginning; newest first.

    Every word but the last as it stands.
    """
    held = [terms("complete", token.words) for token in typed[:-1]]
    begun = any_of(Q("prefix", complete={"value": word}) for word in typed[-1].words[:2])
    wanted = [reader, *held, begun, *([term("kind", kind)] if kind in KINDS else [])]
    search = Search().query(all_of(wanted)).sort(*ORDERS[RECENT])
    return search.source(["id", "kind", "pk", "names", "titles"]).extra(size=size)


def labels_search(typed: Sequence[Token], language: str) -> Search:
    """Labels with a word that begins as typed; whether a document carries them is asked next."""
    field = f"label_words.{language}"
    begun = any_of(Q("prefix", **{field: {"value": word}}) for word in typed[-1].words[:2])
    query = all_of([term("kind", LABEL), begun])
    fields: list[Any] = ["label_facet", "label_code", "labels"]
    return Search().query(query).source(fields).extra(size=COMPLETED_LABELS)


def label_counts_search(codes: Mapping[str, Sequence[str]], reader: Query, today: date) -> Search:
    """In how many visible documents each code stands, by facet."""
    search = Search().query(all_of([reader])).extra(size=0, track_total_hits=False)
    keys = [code_key(f, code) for f, held in codes.items() if f != CREDENTIALS for code in held]
    if keys:
        search.aggs.bucket(CODES, terms_aggregation("codes", keys))
    if CREDENTIALS in codes:
        search.aggs.bucket(CREDENTIALS, credentials_aggregation(today, codes[CREDENTIALS]))
    return search


def similar_search(text: str, allowed: Sequence[Query], size: int) -> Search:
    """Documents that share the telling terms of a text (ready terms, split at spaces)."""
    like = Q(
        "more_like_this",
        fields=[f"terms.{name}" for name in ("title", "summary", "body")],
        like=[text],
        min_term_freq=1,
        min_doc_freq=2,
        max_query_terms=24,
        minimum_should_match=1,
    )
    query = Q("bool", filter=list(allowed), must=[like]) if text else Q("match_none")
    fields = ["id", "kind", "pk", "operator"]
    return Search().query(query).extra(size=size, docvalue_fields=fields, **NO_FIELDS)


def word_of(token: Token) -> QueryWord:
    """A token as a word to find."""
    return QueryWord(token.words[0], token.terms, token.parts)
