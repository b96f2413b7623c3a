"""How far two engines agree on the mixed queries: totals, facets, spelling, the first ten."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bench.queries import mixed_queries
from search.engines import SearchEngine
from search.engines.contract import Completion, SearchResult

FIRST = 10
Row = dict[str, float]


def agreement(one: SearchEngine, other: SearchEngine) -> dict[str, dict[str, Any]]:
    """By kind of question: how many, and the share of them in which each part is equal.

    `first_ten` is the share of the first ten that both show, `in_order` that of equal lists.
    """
    found: dict[str, list[Row]] = {}
    for kind, ask in mixed_queries():
        found.setdefault(kind, []).append(compared(ask(one), ask(other)))
    return {
        kind: {"n": len(rows)}
        | {name: round(float(np.mean([row[name] for row in rows])), 3) for name in rows[0]}
        for kind, rows in sorted(found.items())
    }


def compared(first: Any, second: Any) -> Row:
    """Two answers to one question."""
    shown, others = (shown_first(answer) for answer in (first, second))
    longer = max(len(shown), len(others))
    share = len(set(shown) & set(others)) / longer if longer else 1.0
    same = {"first_ten": share, "in_order": float(shown == others)}
    if isinstance(first, SearchResult) and isinstance(second, SearchResult):
        same |= {
            "totals": float(first.total == second.total),
            "facets": float(first.facets == second.facets),
            "spelling": float(first.did_you_mean == second.did_you_mean),
        }
    return same


def shown_first(answer: Any) -> list[str]:
    """The first ten of hits, proposals or neighbours."""
    entries: Sequence[Any] = answer.hits if isinstance(answer, SearchResult) else answer
    return [entry.text if isinstance(entry, Completion) else entry.id for entry in entries[:FIRST]]
