"""How alike two texts are, by their words and by their vectors, each in [0, 1]."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from matching.scoring.profiles import Prose
from matching.scoring.weights import TEXT_RANGE, WORDS_RANGE

UNSEEN = 3.0
"""Weight of a word that no profile has."""
USUAL_LENGTH = 60
"""Informative words in an ordinary profile: a longer one is discounted, as in BM25."""


@dataclass(frozen=True, eq=False)
class Rarity:
    """How much each word tells: its inverse document frequency (Robertson and Spärck Jones)."""

    weights: dict[str, float]

    @classmethod
    def of(cls, texts: Iterable[Collection[str]]) -> "Rarity":
        """Count words over all profiles of a pool."""
        sets = list(texts)
        return cls.counted(Counter(token for tokens in sets for token in tokens), len(sets))

    @classmethod
    def counted(cls, seen: Mapping[str, int], size: int) -> "Rarity":
        """From the number of profiles with each word, among `size` profiles."""
        return cls({t: math.log(1 + (size - n + 0.5) / (n + 0.5)) for t, n in seen.items()})

    @lru_cache(maxsize=64)  # noqa: B019  At most 64 word sets of recent wishes are held.
    def weigh_all(self, tokens: frozenset[str]) -> float:
        """The summed weight of the words of a wish, which many candidates are compared with."""
        return self.weigh(tokens)

    def weigh(self, tokens: Iterable[str]) -> float:
        """The summed weight of some words."""
        return sum(self.weights.get(token, UNSEEN) for token in tokens)


def stretched(value: float, bounds: tuple[float, float]) -> float:
    """`value` on the scale that runs from one bound to the other, cut at 0 and 1."""
    low, high = bounds
    return min(1.0, max(0.0, (value - low) / (high - low)))


def vector_likeness(one: Prose, other: Prose) -> float | None:
    """The cosine, stretched; None when a text has no vector."""
    if one.vector is None or other.vector is None:
        return None
    return stretched(float(one.vector @ other.vector), TEXT_RANGE)


def word_likeness(asked: Prose, held: Prose, rarity: Rarity) -> float | None:
    """The share of the asked words' weight that is held, less for very long profiles."""
    if not asked.tokens or not held.tokens:
        return None
    wanted = frozenset(asked.tokens)
    shared = rarity.weigh(wanted.intersection(held.tokens)) / rarity.weigh_all(wanted)
    length = math.sqrt(0.5 + 0.5 * len(held.tokens) / USUAL_LENGTH)
    return stretched(shared / length, WORDS_RANGE)
