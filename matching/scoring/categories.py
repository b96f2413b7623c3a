"""How close two device categories are in the EMDN tree.

A code holds its whole branch, a letter and then two digits a level: A, A01, A0101. The deeper
the last common ancestor, the closer; an ancestor covers what lies below it, so a profile that
says "A0201" answers a request for "A02010202" nearly as well as the exact code.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

COVERING = (0.0, 0.3, 0.75, 0.9, 1.0)
"""Closeness when one code is an ancestor of the other, by the ancestor's depth."""

BESIDE = (0.0, 0.1, 0.3, 0.6, 0.8, 0.9)
"""Closeness of two codes on different branches, by the depth of their common ancestor."""

COVERED = 0.6
"""From here on, a scope is said to cover a category."""


def depth(code: str) -> int:
    """The level of a code: 1 for "A", 2 for "A01"."""
    return (len(code) + 1) // 2


def common_depth(one: str, other: str) -> int:
    """The depth of the last common ancestor; 0 when even the letters differ."""
    for level in range(min(depth(one), depth(other)), 0, -1):
        if one[: 2 * level - 1] == other[: 2 * level - 1]:
            return level
    return 0


@lru_cache(maxsize=1 << 16)
def closeness(one: str, other: str) -> float:
    """How close two codes are, in [0, 1]; 1 for the same code."""
    if one == other:
        return 1.0
    common = common_depth(one, other)
    scale = COVERING if common == min(depth(one), depth(other)) else BESIDE
    return scale[min(common, len(scale) - 1)]


def best_closeness(code: str, held: Iterable[str]) -> float:
    """The closest of `held` to `code`; 0 when nothing is held."""
    return max((closeness(code, other) for other in held), default=0.0)


def category_fit(asked: Sequence[str], held: Sequence[str]) -> float | None:
    """How well `held` serves `asked`: half the best pair, half the average over what is asked.

    None when one side says nothing: then nothing is known, which is not the same as no fit.
    """
    if not asked or not held:
        return None
    best = [best_closeness(code, held) for code in asked]
    return (max(best) + sum(best) / len(best)) / 2


def covers(scope: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether a scope reaches at least one asked category; an unstated scope covers all."""
    if not scope or not asked:
        return True
    return any(best_closeness(code, scope) >= COVERED for code in asked)


def reduced(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes without doubles, in their order."""
    return tuple(dict.fromkeys(codes))
