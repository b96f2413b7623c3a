"""What is sent to Elasticsearch, as dictionaries: no server is needed."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from search.engines.elasticsearch.clauses import terms
from search.engines.elasticsearch.facets import read_facets
from search.engines.elasticsearch.filters import reader_filter, request_filters
from search.engines.elasticsearch.queries import (
    best_search,
    count_search,
    facet_searches,
    found_query,
    knn_search,
    most_search,
    scored_query,
    word_searches,
)
from search.engines.elasticsearch.ranking import near_search, scores_in
from search.engines.elasticsearch.words import (
    lookup_filter,
    matched,
    word_score,
)
from search.engines.embedded.schema import BOOSTS
from search.engines.lookups import Lookup
from search.requests import ANONYMOUS, Audience, SearchRequest
from search.text import QueryWord, query_words

TODAY = date(2026, 11, 25)


CURRENT = {"range": {"expires": {"gte": "2026-11-25"}}}


PUBLIC = reader_filter(ANONYMOUS, TODAY)


LASER = QueryWord("laser", frozenset(("laser", "las:fr")))


def test_a_visitor_reads_what_is_public_and_current() -> None:
    visible = {
        "bool": {"minimum_should_match": 1, "should": [{"terms": {"visibility": ["public"]}}]}
    }
    assert PUBLIC["bool"]["filter"] == [visible, CURRENT]


def test_a_member_reads_more_and_what_is_opened_by_name() -> None:
    made = reader_filter(Audience.member([3], [8]), TODAY)
    opened, current = made["bool"]["filter"]
    open_to_all, by_name = opened["bool"]["should"]
    assert current == CURRENT
    assert open_to_all == {"terms": {"visibility": ["public", "members"]}}
    known, near = by_name["bool"]["filter"]
    assert known == {"terms": {"visibility": ["public", "members", "named"]}}
    assert near["bool"]["should"] == [{"terms": {"operator": [3, 8]}}, {"terms": {"allowed": [3]}}]


def test_a_curator_reads_all_that_is_current_and_no_label() -> None:
    kinds = {"terms": {"kind": ["operators", "opportunities"]}}
    made = reader_filter(Audience.curator(), TODAY)
    assert made == {"bool": {"filter": [kinds, CURRENT]}}


def test_each_facet_is_a_filter_of_its_own() -> None:
    request = SearchRequest(
        kind="operators", countries=("MA", "FR"), credentials=("ISO 9001",), trl_min=4
    )
    made = request_filters(request, TODAY, ["b", "a"])
    assert made == {
        "countries": {"terms": {"facets.countries": ["MA", "FR"]}},
        "credentials": {
            "nested": {
                "path": "credentials",
                "query": {
                    "bool": {
                        "filter": [
                            {"terms": {"credentials.standard": ["ISO 9001"]}},
                            {"range": {"credentials.valid_from": {"lte": "2026-11-25"}}},
                            {"range": {"credentials.valid_to": {"gte": "2026-11-25"}}},
                        ]
                    }
                },
            }
        },
        "kind": {"term": {"kind": "operators"}},
        "trl": {"range": {"trl": {"gte": 4, "lte": 9}}},
        "among": {"terms": {"id": ["a", "b"]}},
    }


def test_a_word_is_scored_in_every_public_field_and_a_stem_is_worth_less() -> None:
    made = word_score(LASER, {"names": 6.0, "body": 1.0})
    assert made == {
        "dis_max": {
            "tie_breaker": 0.2,
            "queries": [
                {"term": {"terms.names": {"value": "las:fr", "boost": 4.2}}},
                {"term": {"terms.body": {"value": "las:fr", "boost": 0.7}}},
                {"term": {"terms.names": {"value": "laser", "boost": 6.0}}},
                {"term": {"terms.body": {"value": "laser", "boost": 1.0}}},
            ],
        }
    }


def test_private_texts_are_not_even_asked_for_a_visitor() -> None:
    assert lookup_filter(Lookup(LASER), ANONYMOUS) == {"terms": {"all": ["las:fr", "laser"]}}
    made = lookup_filter(Lookup(LASER), Audience.member([3]))
    named = made["bool"]["should"][2]["bool"]["filter"]
    assert named == [
        {"terms": {"terms.named": ["las:fr", "laser"]}},
        {
            "bool": {
                "minimum_should_match": 1,
                "should": [
                    {"terms": {"operator": [3]}},
                    {"terms": {"allowed": [3]}},
                ],
            }
        },
    ]


def test_stand_ins_are_sought_in_public_texts_only() -> None:
    slip = QueryWord("lager", frozenset(("lager",)))
    lookup = Lookup(LASER, slips=(slip,), spelling="lager")
    made = lookup_filter(lookup, Audience.member([3]))
    assert made == {"bool": {"minimum_should_match": 1, "should": [{"terms": {"all": ["lager"]}}]}}


@pytest.mark.parametrize(
    ("text", "most", "needed", "relaxed"),
    [
        ("laser", 1, 1, False),
        ("laser bleu", 2, 2, False),
        ("laser bleu", 1, 1, True),
        ("moulage injection salle blanche", 4, 3, False),
        ("moulage injection salle blanche", 2, 2, True),
        ("seringue حقن syringe", 1, 1, False),
        ("laser", 0, 1, False),
    ],
)
def test_enough_of_the_words_are_needed(text: str, most: int, needed: int, relaxed: bool) -> None:
    match = matched(tuple(Lookup(word) for word in query_words(text)), most)
    assert (match.needed, match.relaxed) == (needed, relaxed)


def test_the_share_of_the_words_weighs_where_some_may_lack() -> None:
    words = tuple(Lookup(word) for word in query_words("moulage injection salle blanche"))
    partial = matched(words, 3).score(ANONYMOUS)
    weighed = partial["function_score"]
    assert [f["weight"] for f in weighed["functions"]] == [0.5625, 1.0]
    assert [
        f.get("filter", {}).get("bool", {}).get("minimum_should_match")
        for f in weighed["functions"]
    ] == [None, 4]
    assert (weighed["score_mode"], weighed["boost_mode"]) == ("max", "multiply")
    assert weighed["query"]["bool"]["minimum_should_match"] == 3
    assert "bool" in matched(words[:2], 2).score(ANONYMOUS)


def test_words_are_counted_no_further_than_it_matters() -> None:
    lookups = (Lookup(LASER), Lookup(LASER))
    counted = word_searches(lookups, PUBLIC, ANONYMOUS)
    assert [(one["size"], one["track_total_hits"]) for one in counted] == [(0, 5), (0, 5)]
    assert counted[0]["query"]["bool"]["filter"][0] == PUBLIC
    most = most_search(lookups, PUBLIC, ANONYMOUS)
    assert (most["size"], most["track_total_hits"]) == (1, False)
    assert most["query"]["bool"]["filter"] == [PUBLIC]
    assert [one["constant_score"]["boost"] for one in most["query"]["bool"]["should"]] == [1, 1]


def test_the_text_finds_by_words_or_by_meaning_within_what_is_visible() -> None:
    match = matched((Lookup(LASER),), 1)
    near = {"terms": {"id": ["operators-2"]}}
    all_found = found_query(match, {"operators-2"}, PUBLIC, ANONYMOUS)
    narrowed = terms("facets.countries", ["MA"])
    scored = scored_query(match, all_found, [narrowed], ANONYMOUS)
    assert scored["bool"]["filter"] == [all_found, narrowed]
    assert scored["bool"]["should"] == [match.score(ANONYMOUS)]
    found = all_found
    reader, ways = found["bool"]["filter"]
    assert reader == PUBLIC
    assert ways["bool"]["should"] == [match.filter(ANONYMOUS), near]
    assert found_query(None, (), PUBLIC, ANONYMOUS) == {"bool": {"filter": [PUBLIC]}}


def test_the_best_are_chosen_by_a_sum_and_scored_exactly() -> None:
    match = matched((Lookup(LASER), Lookup(LASER)), 2)
    made = best_search(match, [PUBLIC], ANONYMOUS)
    summed = made["query"]["bool"]
    assert summed["filter"] == [match.filter(ANONYMOUS), PUBLIC]
    assert summed["minimum_should_match"] == 1
    each = word_score(LASER, BOOSTS)["dis_max"]["queries"]
    assert summed["should"] == [*each, *each]
    assert made["rescore"] == {
        "window_size": 1000,
        "query": {"rescore_query": match.score(ANONYMOUS), "query_weight": 0},
    }
    assert made["size"] == 500


def test_of_two_that_tie_the_newer_is_first() -> None:
    def hit(id: str, score: float, published: int) -> dict[str, Any]:
        return {"_score": score, "fields": {"id": [id], "published": [str(published)]}}

    found = [hit("c", 1.5, 7), hit("b", 1.5, 8), hit("a", 1.5, 8), hit("d", 2.0, 1)]
    assert list(scores_in({"hits": {"hits": found}})) == ["d", "a", "b", "c"]


def test_counts_leave_the_own_filter_out_and_share_the_rest() -> None:
    filters = request_filters(SearchRequest(countries=("MA",), modes=("jv",)), TODAY)
    made = facet_searches(PUBLIC, filters, TODAY)
    countries, modes = filters["countries"], filters["modes"]
    assert list(made) == ["narrowed", "countries", "modes"]
    assert made["countries"] == {
        "query": {"bool": {"filter": [PUBLIC, modes]}},
        "aggs": {"countries": {"terms": {"field": "facets.countries", "size": 20_000}}},
        "size": 0,
        "track_total_hits": False,
    }
    assert made["modes"]["query"]["bool"]["filter"] == [PUBLIC, countries]
    shared = made["narrowed"]
    assert shared["query"]["bool"]["filter"][0] == PUBLIC
    assert len(shared["query"]["bool"]["filter"]) == 3
    assert shared["aggs"]["codes"] == {"terms": {"field": "codes", "size": 20_000}}
    assert shared["aggs"]["credentials"]["nested"] == {"path": "credentials"}
    assert (shared["size"], shared["track_total_hits"]) == (0, True)


def test_without_facets_only_what_is_narrowed_is_counted() -> None:
    filters = request_filters(SearchRequest(countries=("MA",)), TODAY)
    made = count_search(PUBLIC, filters.values())
    assert made["query"]["bool"]["filter"] == [PUBLIC, filters["countries"]]
    assert (made["size"], made["track_total_hits"]) == (0, True)


def test_counts_are_ordered_and_keep_what_is_chosen() -> None:
    held = ("regions:b", 2), ("countries:DE", 9), ("regions:a", 2), ("trl:7", 3)
    answer = {
        "narrowed": {
            "codes": {"buckets": [{"key": key, "doc_count": count} for key, count in held]},
            "credentials": {"valid": {"codes": {"buckets": [{"key": "MDSAP", "doc_count": 1}]}}},
        },
        "countries": {"countries": {"buckets": [{"key": "FR", "doc_count": 1}]}},
    }
    found = read_facets(answer, SearchRequest(countries=("MA",)))
    shown = {
        facet: [(c.code, c.count, c.selected) for c in counts] for facet, counts in found.items()
    }
    assert shown["regions"] == [("a", 2, False), ("b", 2, False)]
    assert shown["credentials"] == [("MDSAP", 1, False)]
    assert shown["trl"] == [("7", 3, False)]
    assert shown["countries"] == [("FR", 1, False), ("MA", 0, True)]
    assert shown["modes"] == []


def test_neighbours_are_filtered_before_they_are_counted() -> None:
    made = knn_search(np.ones(512, np.float32), [PUBLIC], size=50)
    assert made["knn"]["filter"] == [PUBLIC]
    assert (made["knn"]["k"], made["knn"]["num_candidates"], made["size"]) == (50, 100, 50)
    assert near_search(np.ones(512, np.float32), [PUBLIC])["knn"]["similarity"] == 0.18
