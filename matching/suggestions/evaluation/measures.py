"""Measures of a ranking against graded judgments, and their uncertainty."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

RELEVANT = 2
"""From this grade on a pair counts as found (the judged set's own rule)."""
BOOTSTRAPS = 2000

Grades = Mapping[str, int]


def gain_at(ranking: Sequence[str], grades: Grades, depth: int) -> float:
    """Discounted cumulative gain, 2^grade - 1 over log2 of the rank plus one."""
    return sum(
        (2 ** grades.get(key, 0) - 1) / math.log2(rank + 2)
        for rank, key in enumerate(ranking[:depth])
    )


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """The gain over that of the ideal order, in [0, 1]; 0 where nothing is relevant."""
    ideal = sorted(grades, key=lambda key: -grades[key])
    best = gain_at(ideal, grades, depth)
    return gain_at(ranking, grades, depth) / best if best else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Grades) -> float:
    """One over the rank of the first relevant candidate; 0 without one."""
    ranks = (rank for rank, key in enumerate(ranking, 1) if grades.get(key, 0) >= RELEVANT)
    return 1 / next(ranks, math.inf)


def precision(ranking: Sequence[str], grades: Grades, depth: int = 5) -> float:
    """The share of relevant candidates among the first."""
    return sum(grades.get(key, 0) >= RELEVANT for key in ranking[:depth]) / depth


MEASURES: dict[str, Callable[[Sequence[str], Grades], float]] = {
    "nDCG@10": ndcg,
    "MRR": reciprocal_rank,
    "P@5": precision,
}


def interval(values: Sequence[float], seed: int = 20261125) -> tuple[float, float]:
    """The bootstrap 95 % interval of a mean over queries (percentiles, fixed seed)."""
    if not values:
        return 0.0, 0.0
    draws = np.random.default_rng(seed).integers(0, len(values), (BOOTSTRAPS, len(values)))
    low, high = np.percentile(np.asarray(values)[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def summary(
    rankings: Mapping[str, Sequence[str]], judged: Mapping[str, Grades]
) -> dict[str, object]:
    """Every measure over the queries: mean and interval, rounded to three places."""
    measured = {
        name: [measure(rankings[query], judged[query]) for query in rankings]
        for name, measure in MEASURES.items()
    }
    return {
        name: {"mean": mean(values), "ci95": rounded(values)} for name, values in measured.items()
    }


def mean(values: Sequence[float]) -> float:
    """The mean to three places; 0 of nothing."""
    return round(sum(values) / len(values), 3) if values else 0.0


def rounded(values: Sequence[float]) -> list[float]:
    """The interval to three places."""
    return [round(bound, 3) for bound in interval(values)]
