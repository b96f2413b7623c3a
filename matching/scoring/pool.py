"""Many profiles packed in arrays, to find the few hundred worth a full score.

The topic and the modes are computed for all profiles at once, by the same tables as the full
score; the rest of the conditions only matters among those.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.scoring import kinds
from matching.scoring.categories import closeness
from matching.scoring.conditions import ALSO_SEEKS, ANOTHER_TYPE, FOR_CUSTOMERS
from matching.scoring.likeness import USUAL_LENGTH, Rarity
from matching.scoring.modes import ANSWERS, MUTUAL, answer
from matching.scoring.processes import process_closeness
from matching.scoring.profiles import OperatorProfile
from matching.scoring.rules import Circumstances
from matching.scoring.score import Score, ranked
from matching.scoring.weights import FORWARD, TEXT_RANGE, TOPIC, UNKNOWN_TOPIC, WORDS_RANGE
from matching.scoring.wishes import OFFER, REQUEST, Wish

DIMENSIONS = 512
SHORTLIST = 200
"""Profiles that get the full score. On the judged set and on 10,000 generated profiles the first
ten of the full ranking are in it, or others as good (tests/matching/scoring/test_pool.py)."""

MODES = tuple(ANSWERS)


@dataclass(frozen=True)
class Ragged:
    """Lists of different lengths in one array: row i is `values[starts[i]:starts[i + 1]]`."""

    values: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> "Ragged":
        """Pack the rows."""
        lengths = np.array([len(row) for row in rows], np.int64)
        flat = np.fromiter((value for row in rows for value in row), np.int64, lengths.sum())
        return cls(flat, np.concatenate([[0], np.cumsum(lengths)]))

    def best(self, rating: np.ndarray) -> np.ndarray:
        """The highest rating among each row's values; NaN for an empty row."""
        filled = np.flatnonzero(np.diff(self.starts))
        result = np.full(len(self.starts) - 1, np.nan)
        if filled.size:
            result[filled] = np.maximum.reduceat(rating[self.values], self.starts[filled])
        return result


class Pool:
    """Profiles that can be suggested, packed once and read by many requests; never changed."""

    def __init__(self, profiles: Sequence[OperatorProfile]) -> None:
        self.profiles = list(profiles)
        self.places = {profile.key: at for at, profile in enumerate(self.profiles)}
        self.postings = _postings(self.profiles)
        counts = {token: len(places) for token, places in self.postings.items()}
        self.rarity = Rarity.counted(counts, len(self.profiles))
        self.codes, self.categories = _packed([p.categories for p in self.profiles])
        self.process_codes, self.processes = _packed([tuple(p.processes) for p in self.profiles])
        self.need_codes, self.needs = _packed([p.prose.needs for p in self.profiles])
        self.gives = _flags([kinds.gives(p.type, p.offers) for p in self.profiles])
        self.takes = _flags([kinds.takes(p.type, p.seeks) for p in self.profiles])

    def __len__(self) -> int:
        return len(self.profiles)

    @cached_property
    def vectors(self) -> np.ndarray:
        """float32[n, 512]; a profile without a vector has a row of zeros."""
        blank = np.zeros(DIMENSIONS, np.float32)
        rows = [p.prose.vector if p.prose.vector is not None else blank for p in self.profiles]
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), np.float32)

    @cached_property
    def lengths(self) -> np.ndarray:
        """The divisor of a profile's shared words, by its length."""
        counts = np.array([len(p.prose.tokens) for p in self.profiles], float)
        return np.sqrt(0.5 + 0.5 * counts / USUAL_LENGTH)

    def text(self, wish: Wish) -> np.ndarray:
        """The stretched cosine of every profile with the wish."""
        if wish.prose.vector is None:
            return np.zeros(len(self))
        return _stretched(self.vectors @ wish.prose.vector, TEXT_RANGE)

    def words(self, wish: Wish) -> np.ndarray:
        """The stretched share of the wish's words that every profile has."""
        asked = frozenset(wish.prose.tokens)
        shared = np.zeros(len(self))
        for token in asked & self.postings.keys():
            shared[self.postings[token]] += self.rarity.weights[token]
        weight = self.rarity.weigh_all(asked) or 1.0
        return _stretched(shared / weight / self.lengths, WORDS_RANGE)

    def category(self, wish: Wish) -> np.ndarray:
        """The category fit of every profile, NaN where nothing is known."""
        return _fit(
            [
                self.categories.best(_rated(self.codes, code, closeness))
                for code in wish.emdn
                if self.codes
            ],
            len(self),
        )

    def process(self, wish: Wish) -> np.ndarray:
        """The process fit of every profile, NaN where nothing is known; needs by the best one."""
        asked = sorted(wish.processes)
        mastered = [
            self.processes.best(_rated(self.process_codes, code, process_closeness))
            for code in asked
            if self.process_codes
        ]
        served = _fit(mastered, len(self))
        if wish.kind == REQUEST or not self.need_codes:
            return served
        given = asked if wish.kind == OFFER else sorted(wish.mastered)
        rows = [_rated(self.need_codes, code, process_closeness) for code in given]
        return np.fmax(served, self.needs.best(np.max(rows, axis=0))) if rows else served

    def modes(self, wish: Wish) -> np.ndarray:
        """How far every profile gives what is sought or takes what is given."""
        served = np.max(self.gives * _answering(wish.sought), axis=1, initial=0.0)
        served = np.maximum(served, ALSO_SEEKS * np.max(self.takes * _answering(wish.sought), 1))
        both_ways = np.max(self.takes * _answering(wish.sought & MUTUAL), axis=1, initial=0.0)
        served = np.maximum(served, ANOTHER_TYPE * both_ways)
        taken = np.max(self.takes * _answered(wish.given), axis=1, initial=0.0)
        taken = np.maximum(taken, ALSO_SEEKS * np.max(self.gives * _answered(wish.given), 1))
        if wish.kind == REQUEST:
            return served
        return taken if wish.kind == OFFER else np.maximum(served, FOR_CUSTOMERS * taken)

    def rough(self, wish: Wish) -> np.ndarray:
        """The topic times the modes for every profile: enough to choose a shortlist."""
        text, shared = self.text(wish), self.words(wish)
        instead = UNKNOWN_TOPIC * np.maximum(text, shared)
        parts = {
            "text": text,
            "words": shared,
            "category": _filled(self.category(wish), instead),
            "process": _filled(self.process(wish), instead),
        }
        about = sum(TOPIC[name] * part for name, part in parts.items())
        floor = FORWARD["answers"]
        rough: np.ndarray = about * (floor + (1 - floor) * self.modes(wish))
        return rough

    def shortlist(self, wish: Wish, size: int = SHORTLIST) -> list[OperatorProfile]:
        """The most promising profiles; of equal ones the first, on every machine."""
        if len(self) <= size:
            return self.profiles
        # argpartition chooses among equals by the processor's instructions.
        best = np.argsort(-self.rough(wish), kind="stable")[:size]
        return [self.profiles[at] for at in best]

    def suggest(self, wish: Wish, given: Circumstances, size: int = SHORTLIST) -> list[Score]:
        """The admissible profiles of the shortlist, fully scored, best first."""
        return ranked(wish, self.shortlist(wish, size), given, self.rarity)


def _postings(profiles: Sequence[OperatorProfile]) -> dict[str, np.ndarray]:
    """Where each word stands."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, profile in enumerate(profiles):
        for token in profile.prose.tokens:
            places[token].append(at)
    return {token: np.array(found, np.int32) for token, found in places.items()}


def _packed(rows: Sequence[Collection[str]]) -> tuple[list[str], Ragged]:
    """The distinct codes, and each row as places in that list."""
    codes = sorted({code for row in rows for code in row})
    at = {code: place for place, code in enumerate(codes)}
    return codes, Ragged.of([[at[code] for code in row] for row in rows])


def _flags(rows: Sequence[Collection[str]]) -> np.ndarray:
    return np.array([[mode in row for mode in MODES] for row in rows], float).reshape(
        -1, len(MODES)
    )


def _rated(
    codes: Sequence[str], asked: str, closeness_of: Callable[[str, str], float]
) -> np.ndarray:
    """How well each known code serves the one asked."""
    return np.array([closeness_of(asked, code) for code in codes])


def _fit(best: Sequence[np.ndarray], size: int) -> np.ndarray:
    """Half the best served, half the average, as `category_fit` and `process_fit` do."""
    if not best:
        return np.full(size, np.nan)
    rows = np.stack(best)
    fit: np.ndarray = (rows.max(axis=0) + rows.mean(axis=0)) / 2
    return fit


def _answering(sought: Collection[str]) -> np.ndarray:
    return np.array([answer(sought, [mode]) for mode in MODES])


def _answered(given: Collection[str]) -> np.ndarray:
    return np.array([answer([mode], given) for mode in MODES])


def _filled(values: np.ndarray, instead: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(values), instead, values)


def _stretched(values: np.ndarray, bounds: tuple[float, float]) -> np.ndarray:
    low, high = bounds
    return np.clip((values - low) / (high - low), 0.0, 1.0)
