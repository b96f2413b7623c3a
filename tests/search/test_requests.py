"""A request is a value that takes anything."""

import json

from search.requests import (
    FACETS,
    MAX_CODES,
    MAX_PAGE,
    MAX_PAGE_SIZE,
    MAX_TEXT,
    Audience,
    SearchRequest,
)


def test_a_request_survives_json() -> None:
    request = SearchRequest(
        text="l'oréal", language="ar", kind="operators", countries=("MA",), trl_min=3, page=4
    )
    stored = json.loads(json.dumps(request.to_json()))
    assert stored == {
        "text": "l'oréal",
        "language": "ar",
        "kind": "operators",
        "countries": ["MA"],
        "trl_min": 3,
        "page": 4,
    }
    assert SearchRequest.from_json(stored) == request


def test_an_empty_request_stores_nothing() -> None:
    assert SearchRequest().to_json() == {}
    assert SearchRequest.from_json({}) == SearchRequest()


def test_stored_names_of_another_version_are_ignored() -> None:
    assert SearchRequest.from_json({"text": "x", "colour": "red"}) == SearchRequest(text="x")


def test_text_is_cut_and_cleaned() -> None:
    assert SearchRequest(text="  a\x00b\t\nc \ud800 ").text == "a b c"
    assert len(SearchRequest(text="z" * 10_000).text) == MAX_TEXT
    assert SearchRequest(text=" \u3000\t").text == ""
    assert SearchRequest(text=None).text == ""  # type: ignore[arg-type]


def test_numbers_out_of_range_are_clamped() -> None:
    wide = SearchRequest(page=10**30, page_size=10**9)
    assert (wide.page, wide.page_size) == (MAX_PAGE, MAX_PAGE_SIZE)
    assert SearchRequest(page=0, page_size=0) == SearchRequest(page=1, page_size=1)
    odd = SearchRequest(page="x", page_size=None, trl_min="y", trl_max=float("inf"))  # type: ignore[arg-type]
    assert odd == SearchRequest()


def test_a_range_the_wrong_way_round_is_turned() -> None:
    request = SearchRequest(trl_min=99, trl_max=2)
    assert (request.trl_min, request.trl_max) == (2, 9)
    assert SearchRequest(trl_min=0).trl_min == 1


def test_codes_are_distinct_short_texts() -> None:
    request = SearchRequest(countries=["MA", "MA", "", 3, "x" * 101, " FR\x00 "])  # type: ignore[arg-type]
    assert request.countries == ("MA", "FR")
    assert SearchRequest(countries="MA").countries == ()  # type: ignore[arg-type]
    many = SearchRequest(countries=tuple(str(n) for n in range(500)))
    assert len(many.countries) == MAX_CODES


def test_unknown_choices_fall_back() -> None:
    request = SearchRequest(language="xx", kind="people", sort="random")
    assert request == SearchRequest()


def test_filters_are_told_from_text_and_kind() -> None:
    assert not SearchRequest(text="x", kind="operators", page=2).has_filters()
    assert SearchRequest(trl_max=3).has_filters()
    for facet in FACETS:
        assert SearchRequest(**{facet: ("a",)}).has_filters()  # type: ignore[arg-type]


def test_audiences() -> None:
    assert Audience.member([1], [2]) == Audience(True, False, frozenset({1}), frozenset({2}))
    assert (Audience.curator().is_member, Audience.curator().sees_all) == (True, True)
    assert Audience() == Audience(False, False, frozenset(), frozenset())
