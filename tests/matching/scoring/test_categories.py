import pytest

from matching.scoring.categories import category_fit, closeness, common_depth, covers


@pytest.mark.parametrize(
    ("one", "other", "depth"),
    [("A0201", "A0202", 2), ("A0201", "B0201", 0), ("A", "A0201", 1), ("Z1215", "Z12159004", 3)],
)
def test_common_depth_counts_levels(one: str, other: str, depth: int) -> None:
    assert common_depth(one, other) == depth


def test_closeness_is_one_for_the_same_code() -> None:
    assert closeness("A02010202", "A02010202") == 1.0


def test_closeness_grows_with_the_common_branch() -> None:
    steps = [closeness("A020102", other) for other in ("B01", "A03", "A0205", "A020107")]
    assert steps == [0.0, 0.1, 0.3, 0.6]


def test_closeness_of_an_ancestor_beats_a_sister() -> None:
    assert closeness("A020102", "A0201") == 0.9 > closeness("A020102", "A020107")


def test_closeness_is_symmetric() -> None:
    assert closeness("A02", "A020102") == closeness("A020102", "A02")


def test_category_fit_is_unknown_when_one_side_says_nothing() -> None:
    assert category_fit([], ["A"]) is None
    assert category_fit(["A"], []) is None


def test_category_fit_averages_the_best_and_all_asked() -> None:
    assert category_fit(["A0201", "B01"], ["A0201"]) == (1.0 + 0.5) / 2


def test_covers_takes_an_unstated_scope_as_covering() -> None:
    assert covers([], ["A0201"])
    assert covers(["A02"], ["A0201"])
    assert not covers(["A03"], ["A0201"])
