"""Ranks made one: reciprocal rank fusion, in our own code and the same for every engine."""

from collections.abc import Sequence

import numpy as np

# G. Cormack, C. Clarke, S. Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual
# Rank Learning Methods" (SIGIR 2009): each list adds 1 / (60 + rank).
RANK_CONSTANT = 60.0
# Far less than what two ranks differ by.
TIE = 1e-9

# Cosines of the packaged encoder: unrelated and nonsense texts stay under 0.12 on profiles,
# texts on the same matter reach 0.2 to 0.5. Below the floor a neighbour is chance.
COSINE_FLOOR = 0.18
# Neighbours count down to this share of the best one, and at most so many.
COSINE_SHARE = 0.8
MOST_NEIGHBOURS = 200


def fuse_ranks(scores: Sequence[np.ndarray]) -> np.ndarray:
    """The fused score of each item from several score arrays over the same items.

    Only scores above 0 are ranked, the highest first; an item that no list ranks gets 0. All
    lists weigh the same: on CPV and the medical terms no other weight of the vectors did better.
    Where two items tie, the earlier list decides.
    """
    fused = np.zeros(len(scores[0]), np.float64)
    for place, column in enumerate(scores):
        ranked = np.flatnonzero(column > 0)
        order = ranked[np.argsort(-column[ranked], kind="stable")]
        fused[order] += (1 - TIE * place) / (RANK_CONSTANT + 1 + np.arange(len(order)))
    return fused


def neighbour_threshold(cosines: np.ndarray, most: int = MOST_NEIGHBOURS) -> float:
    """The cosine from which a neighbour counts, given those of all candidates."""
    if not len(cosines):
        return 1.0
    threshold = max(COSINE_FLOOR, COSINE_SHARE * float(cosines.max()))
    if int((cosines >= threshold).sum()) > most:
        return float(np.partition(cosines, -most)[-most])
    return threshold


def best_first(scores: np.ndarray, limit: int) -> np.ndarray:
    """The places of the `limit` highest scores, ties by place."""
    if limit < len(scores):
        edge = np.partition(scores, -limit)[-limit]
        places = np.flatnonzero(scores >= edge)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:limit]
