"""The searches that the engine sends, as pure functions: each is tested as a dictionary."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from elasticsearch.helpers import pack_dense_vector

from search.engines.elasticsearch.clauses import (
    NOTHING,
    Query,
    Search,
    all_of,
    any_of,
    begun,
    between,
    searched,
    some_of,
    term,
    terms,
)
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
from search.engines.elasticsearch.filters import but
from search.engines.elasticsearch.words import WordMatch, begun_filter, lookup_filter
from search.engines.embedded.lexical import FEW_HITS
from search.engines.fusion import MOST_NEIGHBOURS
from search.engines.lookups import Lookup
from search.requests import KINDS, NAME, RECENT, Audience, SearchRequest
from search.text import QueryWord, Token

# How many of the best by words take part in the fusion; behind them words alone order the hits.
HEAD = 500
# Those scored exactly, the best by the sum of all that their score is made of: of 39 searches among
# 150,000 each had the first 50 that it had without, and seven in eight of the 500.
CANDIDATES = 1000
NAMED = 200
# Neighbours that a filtered facet may count beyond those that the page shows.
MOST_COUNTED = 500
# Of each candidate the quantised vector is read first; those kept are compared exactly. Of the 200
# and the 500 nearest among 150,000 so many hold all; with one bit a dimension eight times as many
# held 99 %.
OVERSAMPLE = 1.5
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
    return searched(query, size=size, sort=order, track_total_hits=False, **NO_FIELDS)


def count_search(found: Query, narrowed: Iterable[Query]) -> Search:
    """How many documents of `found` pass some filters."""
    return searched(all_of([found, *narrowed]), size=0, track_total_hits=True)


def facet_searches(found: Query, filters: Mapping[str, Query], today: date) -> dict[str, Search]:
    """The counts of all facets: of those that are not narrowed together with the hits (SHARED),
    of each other one among what its own filter does not narrow.

    Searches and not parts of that for the hits: nothing is scored, they run side by side, and the
    server keeps their answers for whoever turns the page.
    """
    made = {SHARED: count_shared(count_search(found, filters.values()), filters, today)}
    for facet in [facet for facet in ALL if facet in filters]:
        aggs = {facet: own_aggregation(facet, today)}
        counted = {"track_total_hits": False, "aggs": aggs}
        made[facet] = count_search(found, but(filters, facet)) | counted
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
    return {"bool": {"filter": [found, *narrowed], "should": [match.score(audience)]}}


def best_search(match: WordMatch, narrowed: Iterable[Query], audience: Audience) -> Search:
    """The HEAD best by their words, with what tells the first of two that tie.

    All that is found is ordered by a stand-in first: it takes half the time of the score.
    """
    found = [match.filter(audience), *narrowed]
    exact = {"rescore_query": match.score(audience), "query_weight": 0}
    return searched(
        some_of(match.clauses(audience), 1, filter=found),
        size=HEAD,
        rescore={"window_size": CANDIDATES, "query": exact},
        docvalue_fields=["id", {"field": "published", "format": "epoch_millis"}],
        track_total_hits=False,
        **NO_FIELDS,
    )


def days_search(query: Query) -> Search:
    """How many hits each day of publication has, the newest first; no day without."""
    days = {"field": "published", "fixed_interval": "1d", "min_doc_count": 1}
    aggs = {DAYS: {"date_histogram": days | {"order": {"_key": "desc"}}}}
    return searched(query, size=0, track_total_hits=False, aggs=aggs)


def published_before(query: Query, moment: int) -> Query:
    """The hits of a query that were published before a moment (milliseconds since 1970)."""
    return all_of([query, between("published", lt=moment, format="epoch_millis")])


def without(query: Query, ids: Iterable[str]) -> Query:
    """`query` without some documents."""
    return {"bool": {"must": [query], "must_not": [terms("id", sorted(ids))]}}


def word_searches(lookups: Sequence[Lookup], reader: Query, audience: Audience) -> list[Search]:
    """In how many visible documents each word stands; the server stops counting at FEW_HITS."""
    found = (all_of([reader, lookup_filter(lookup, audience)]) for lookup in lookups)
    return [searched(query, size=0, track_total_hits=FEW_HITS) for query in found]


def most_search(lookups: Sequence[Lookup], reader: Query, audience: Audience) -> Search:
    """The visible document that holds the most of the words: its score is how many.

    As a score and not as a count of documents, so that the server stops at one that holds all.
    """
    held = (lookup_filter(lookup, audience) for lookup in lookups)
    each = ({"constant_score": {"filter": one, "boost": 1}} for one in held)
    query = some_of(each, 1, filter=[reader])
    return searched(query, size=1, track_total_hits=False, **NO_FIELDS)


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
        "filter": list(allowed),
        "similarity": least,
        "rescore_vector": {"oversample": OVERSAMPLE},
    }
    asked = {"knn": knn, "size": size, "docvalue_fields": list(fields), "track_total_hits": False}
    return asked | NO_FIELDS


def cards_search(
    ids: Sequence[str], reader: Query, match: Query | None, *, with_texts: bool
) -> Search:
    """The entries of a page's hits; `matched_queries` tells in which of them the words stand.

    The reader's filter once more: what has been hidden since the ids were read is left out.
    """
    named = [{"bool": {"filter": [match], "_name": WORDS}}] if match is not None else []
    query = some_of(named, 0, filter=[terms("id", ids), reader])
    fields = ["id", *CARD, *(TEXTS if with_texts else ())]
    return searched(query, size=len(ids), _source=fields)


def known_words_search(reader: Query, candidates: Sequence[str]) -> Search:
    """In how many visible documents each of some words stands.

    Each is a filter, which costs what the documents of that word do. The values of a field would
    be those of all words of these documents: 28 s for one that stands in 66,000, and 40 ms so.
    """
    each = {word: term("words", word) for word in candidates}
    aggs = {"words": {"filters": {"filters": each}}}
    return searched(all_of([reader]), size=0, track_total_hits=False, aggs=aggs)


def begun_search(lookup: Lookup, reader: Query, audience: Audience) -> Search:
    """Whether a visible document without the word holds another one that begins so."""
    held, longer = lookup_filter(lookup, audience), begun_filter(lookup.word.word)
    query = {"bool": {"filter": [reader, longer], "must_not": [held]}}
    return searched(query, size=0, track_total_hits=1)


def near_words_search(reader: Query, word: str, start: str) -> Search:
    """The words of visible documents that begin with `start`, those near a word among them."""
    near = {"value": word, "fuzziness": 2, "prefix_length": len(start)}
    holds = {"fuzzy": {"words": near | {"max_expansions": MOST_NEAR_WORDS}}}
    words = {"field": "words", "include": f"{re.escape(start)}.*", "size": MOST_WORDS}
    aggs = {"words": {"terms": words}}
    return searched(all_of([reader, holds]), size=0, track_total_hits=False, aggs=aggs)


def written_search(reader: Query, word: str) -> Search:
    """The newest visible document that holds a word, with its texts."""
    query, shown = all_of([reader, term("words", word)]), list(TEXTS)
    return searched(query, size=1, sort=ORDERS[RECENT], _source=shown, track_total_hits=False)


def names_search(typed: Sequence[Token], reader: Query, kind: str, size: int) -> Search:
    """Documents whose names or titles hold the words typed, the last as a beginning; newest first.

    Every word but the last as it stands.
    """
    held = [terms("complete", token.words) for token in typed[:-1]]
    started = any_of(begun("complete", word) for word in typed[-1].words[:2])
    wanted = [reader, *held, started, *([term("kind", kind)] if kind in KINDS else [])]
    shown = ["id", "kind", "pk", "names", "titles"]
    return searched(all_of(wanted), size=size, sort=ORDERS[RECENT], _source=shown)


def labels_search(typed: Sequence[Token], language: str) -> Search:
    """Labels with a word that begins as typed; whether a document carries them is asked next."""
    field = f"label_words.{language}"
    started = any_of(begun(field, word) for word in typed[-1].words[:2])
    query = all_of([term("kind", LABEL), started])
    shown = ["label_facet", "label_code", "labels"]
    return searched(query, size=COMPLETED_LABELS, _source=shown)


def label_counts_search(codes: Mapping[str, Sequence[str]], reader: Query, today: date) -> Search:
    """In how many visible documents each code stands, by facet."""
    aggs: dict[str, Any] = {}
    keys = [code_key(f, code) for f, held in codes.items() if f != CREDENTIALS for code in held]
    if keys:
        aggs[CODES] = terms_aggregation("codes", keys)
    if CREDENTIALS in codes:
        aggs[CREDENTIALS] = credentials_aggregation(today, codes[CREDENTIALS])
    return searched(all_of([reader]), size=0, track_total_hits=False, aggs=aggs)


def similar_search(text: str, allowed: Sequence[Query], size: int) -> Search:
    """Documents that share the telling terms of a text (ready terms, split at spaces)."""
    like = {
        "fields": [f"terms.{name}" for name in ("title", "summary", "body")],
        "like": [text],
        "min_term_freq": 1,
        "min_doc_freq": 2,
        "max_query_terms": 24,
        "minimum_should_match": 1,
    }
    must = {"filter": list(allowed), "must": [{"more_like_this": like}]}
    query = {"bool": must} if text else NOTHING
    fields = ["id", "kind", "pk", "operator"]
    return searched(query, size=size, docvalue_fields=fields, **NO_FIELDS)


def word_of(token: Token) -> QueryWord:
    """A token as a word to find."""
    return QueryWord(token.words[0], token.terms, token.parts)
