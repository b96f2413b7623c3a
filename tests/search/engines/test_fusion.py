"""Reciprocal ranks and the bounds of meaning."""

import numpy as np
import pytest

from search.engines.fusion import (
    COSINE_FLOOR,
    MOST_NEIGHBOURS,
    best_first,
    fuse_ranks,
    neighbour_threshold,
)


def test_an_item_in_both_lists_comes_before_one_in_a_single_list() -> None:
    fused = fuse_ranks([np.array([3.0, 2.0, 0.0, 0.0]), np.array([0.0, 0.2, 0.9, 0.0])])
    assert fused.tolist() == pytest.approx([1 / 61, 1 / 62 + 1 / 62, 1 / 61, 0])
    assert best_first(fused, 4).tolist() == [1, 0, 2, 3]


def test_where_two_tie_the_earlier_list_decides() -> None:
    fused = fuse_ranks([np.array([0.0, 0.0, 9.0]), np.array([0.7, 0.0, 0.0])])
    assert best_first(fused, 2).tolist() == [2, 0]


def test_the_best_come_first_and_ties_stay_in_place() -> None:
    scores = np.array([1.0, 5.0, 5.0, 2.0, 5.0])
    assert best_first(scores, 2).tolist() == [1, 2]
    assert best_first(scores, 10).tolist() == [1, 2, 4, 3, 0]
    assert best_first(np.zeros(0), 5).tolist() == []


def test_chance_is_no_neighbour() -> None:
    assert neighbour_threshold(np.array([0.05, 0.1])) == COSINE_FLOOR
    assert neighbour_threshold(np.array([0.5, 0.1])) == pytest.approx(0.4)
    assert neighbour_threshold(np.zeros(0)) == 1.0


def test_neighbours_are_limited_in_number() -> None:
    cosines = np.linspace(0.9, 1.0, 1000)
    bound = neighbour_threshold(cosines)
    assert int((cosines >= bound).sum()) == MOST_NEIGHBOURS
