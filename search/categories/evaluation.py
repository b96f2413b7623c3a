"""How often the finder proposes the right category, beside simpler ways in the same run."""

import csv
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from search.categories.finding import find_codes, ready_index, text_vector
from search.categories.index import BRANCH_LETTERS, CategoryIndex
from search.categories.lexical import Bm25, label_stems, stems
from search.requests import clean_text
from search.text import tokenize

DEPTH = 10
COLUMNS = ("text", "emdn")
RANK_CONSTANT = 60
Ranker = Callable[[str], Sequence[str]]


class CategoryFileError(Exception):
    """The file is not one of texts and codes; the message says what is wrong, in English."""


@dataclass(frozen=True)
class Judged:
    """A text and the code that its maker gave it."""

    text: str
    code: str


def read_judged(path: Path) -> list[Judged]:
    """The rows of a CSV file with the columns `text` and `emdn`; others are ignored."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CategoryFileError(f"{path} can't be read: {error}") from error
    if not rows or any(name not in rows[0] for name in COLUMNS):
        raise CategoryFileError(f"{path} must have rows with the columns {', '.join(COLUMNS)}.")
    judged = [Judged(row["text"] or "", (row["emdn"] or "").strip()) for row in rows]
    return [row for row in judged if row.text.strip() and row.code]


def evaluate(judged: Sequence[Judged]) -> dict[str, object]:
    """Counts, recalls and milliseconds a call of the finder and of its references.

    `unknown` are rows whose code the database lacks: they count as missed.
    """
    index = ready_index(wait=True)
    if index is None or not index.codes:
        raise CategoryFileError("The database has no device categories: run import_emdn first.")
    find_codes("x", wait=True)
    started = time.perf_counter()
    found = {"finder": recalls(judged, lambda text: find_codes(text, limit=DEPTH))}
    taken = (time.perf_counter() - started) * 1000 / max(1, len(judged))
    found |= {name: recalls(judged, ranker) for name, ranker in references(index).items()}
    return {
        "n": len(judged),
        "unknown": sum(row.code not in set(index.codes) for row in judged),
        "categories": len(index.codes),
        "milliseconds_a_call": round(taken, 1),
        **found.pop("finder"),
        "references": found,
    }


def recalls(judged: Sequence[Judged], ranker: Ranker) -> dict[str, float]:
    """The share of texts whose code is among the first 1, 5, 10, and its branch among 10."""
    names = ("recall_at_1", "recall_at_5", "recall_at_10", "ancestor_recall_at_10")
    hits = dict.fromkeys(names, 0)
    for row in judged:
        ranked = list(ranker(row.text))[:DEPTH]
        for name, depth in zip(names, (1, 5, 10), strict=False):
            hits[name] += row.code in ranked[:depth]
        branches = {code[:BRANCH_LETTERS] for code in ranked}
        hits["ancestor_recall_at_10"] += row.code[:BRANCH_LETTERS] in branches
    return {name: round(count / max(1, len(judged)), 4) for name, count in hits.items()}


def references(index: CategoryIndex) -> Mapping[str, Ranker]:
    """BM25 over the labels alone, and its ranks fused with those of the vectors."""
    bags = [
        dict.fromkeys(
            (term for key, label in category.labels.items() for term in label_stems(label, key)),
            1.0,
        )
        for category in index.categories
    ]
    labels = Bm25(bags)

    def words(text: str) -> np.ndarray:
        tokens = [token for token in tokenize(text) if not token.is_stopword]
        terms = dict.fromkeys((term for token in tokens for term in stems(token)), 1.0)
        return labels.scores(terms, with_cognates=False)

    def fused(text: str) -> np.ndarray:
        vector = text_vector(clean_text(text) or " ", index)
        if vector is None or index.vectors is None:
            return words(text)
        return reciprocal(words(text)) + reciprocal(index.vectors @ vector)

    return {
        "bm25_labels": lambda text: best_codes(index, words(text)),
        "bm25_and_vectors": lambda text: best_codes(index, fused(text)),
    }


def reciprocal(scores: np.ndarray) -> np.ndarray:
    """1 / (60 + rank) for each score above 0."""
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    return np.where(scores > 0, 1 / (RANK_CONSTANT + ranks), 0)


def best_codes(index: CategoryIndex, scores: np.ndarray) -> list[str]:
    """The codes of the highest scores."""
    places = np.argsort(-scores, kind="stable")[:DEPTH]
    return [index.codes[place] for place in places if scores[place] > 0]
