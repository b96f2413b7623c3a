"""What Elasticsearch is asked for a page: its order, its cards, completion."""

from datetime import date
from typing import Any

import pytest

from search.engines.elasticsearch.clauses import term
from search.engines.elasticsearch.filters import reader_filter
from search.engines.elasticsearch.paging import reverse
from search.engines.elasticsearch.queries import (
    ORDERS,
    begun_search,
    cards_search,
    known_words_search,
    names_search,
    near_words_search,
    order_of,
    without,
)
from search.engines.elasticsearch.ranking import fused_scores
from search.engines.elasticsearch.words import lookup_filter, names_score
from search.engines.lookups import Lookup
from search.requests import ANONYMOUS, NAME, SearchRequest
from search.text import query_words, tokenize

PUBLIC = reader_filter(ANONYMOUS, date(2026, 11, 25))


def test_cards_are_read_through_the_readers_filter() -> None:
    made = cards_search(["operators-1"], PUBLIC, None, with_texts=False)
    assert made["query"]["bool"]["filter"] == [
        {"terms": {"id": ["operators-1"]}},
        PUBLIC,
    ]
    assert made["_source"] == ["id", "kind", "pk", "operator", "allowed"]


def test_names_are_completed_by_whole_words_and_a_beginning() -> None:
    typed = tokenize("moules lou")
    made = names_search(typed, PUBLIC, "operators", 24)
    assert made["query"]["bool"]["filter"][1:] == [
        {"terms": {"complete": ["moules"]}},
        {
            "bool": {
                "minimum_should_match": 1,
                "should": [{"prefix": {"complete": {"value": "lou"}}}],
            }
        },
        {"term": {"kind": "operators"}},
    ]


def test_the_words_of_a_text_are_named_in_its_cards() -> None:
    words = term("all", "moules")
    made = cards_search(["operators-1"], PUBLIC, words, with_texts=True)
    assert made["query"]["bool"]["should"] == [
        {"bool": {"filter": [{"term": {"all": "moules"}}], "_name": "words"}}
    ]


def test_words_that_begin_so_are_those_of_visible_documents() -> None:
    lookup = Lookup(query_words("ster")[0])
    made = begun_search(lookup, PUBLIC, ANONYMOUS)
    assert made["query"]["bool"] == {
        "filter": [PUBLIC, {"prefix": {"words": {"value": "ster"}}}],
        "must_not": [lookup_filter(lookup, ANONYMOUS)],
    }
    assert (made["size"], made["track_total_hits"]) == (0, 1)


def test_each_word_that_may_be_meant_is_counted_by_a_filter() -> None:
    made = known_words_search(PUBLIC, ["lit", "lots"])
    assert made["query"]["bool"]["filter"] == [PUBLIC]
    assert made["aggs"]["words"]["filters"]["filters"] == {
        "lit": {"term": {"words": "lit"}},
        "lots": {"term": {"words": "lots"}},
    }


def test_words_near_another_are_those_of_visible_documents() -> None:
    made = near_words_search(PUBLIC, "steralisetion", "ste")
    assert made["query"]["bool"]["filter"][0] == PUBLIC
    assert made["aggs"]["words"]["terms"] == {
        "field": "words",
        "include": "ste.*",
        "size": 5000,
    }


def test_a_name_must_hold_every_word() -> None:
    made = names_score(query_words("atlas plast"))
    assert len(made["bool"]["must"]) == 2


def test_without_a_text_the_newest_come_first() -> None:
    assert order_of(SearchRequest()) == [{"published": "desc"}, {"id": "asc"}]
    assert order_of(SearchRequest(text="x"))[0] == {"_score": "desc"}
    assert order_of(SearchRequest(text="x", sort=NAME))[0] == {"sort_name": "asc"}


def test_the_far_end_is_read_in_the_opposite_order() -> None:
    assert reverse(ORDERS["relevance"]) == [
        {"_score": "asc"},
        {"published": "asc"},
        {"id": "desc"},
    ]


def test_behind_the_head_its_documents_are_left_out() -> None:
    made = without(PUBLIC, ["b", "a"])
    assert made == {"bool": {"must": [PUBLIC], "must_not": [{"terms": {"id": ["a", "b"]}}]}}


def test_ranks_by_words_names_and_meaning_are_fused() -> None:
    def ranked(**scores: float) -> list[dict[str, Any]]:
        return [{"sort": [score, 0, id]} for id, score in scores.items()]

    fused = fused_scores({"a": 3.0, "b": 2.0}, ranked(b=5.0), {"c": 0.9, "b": 0.8})
    assert list(fused) == ["b", "a", "c"]
    assert fused["b"] == pytest.approx(1 / 62 + 1 / 61 + 1 / 62)
    assert fused["a"] == pytest.approx(1 / 61) == fused["c"]
