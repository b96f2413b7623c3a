"""The nomenclature, ready to be ranked against a text: pure values, no database."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from search.categories.hints import Hint, HintBook, hint_book
from search.categories.lexical import Bm25, label_stems, text_weights, widened
from search.categories.synonyms import also_said
from search.text import tokenize

# How much the labels above a category count beside its own, nearest first.
ABOVE = (0.35, 0.2, 0.1, 0.1, 0.05, 0.05)
# What makers say for the words of a label counts so much beside these.
SAID_SHARE = 0.2
# What each source gives, its best at 1. Tuned on one half of a file of real device texts (by
# maker) and confirmed on the other; see docs/decisions/0030 and 0031.
WORDS_SHARE, MEANING_SHARE, HINTS_SHARE = 1.0, 0.3, 1.0
# A cosine below this is chance.
MEANING_FLOOR = 0.1
# Where no word and no hint speaks, one below this proposes nothing ("navires": 0.23).
MEANING_ALONE = 0.3
# A hint to a whole category says less than one to a narrow branch, by the length of the code.
DEPTH_SHARES = {1: 0.2, 3: 0.5, 5: 1.0, 7: 1.15}
DEEP_SHARE = 1.2
# A hint says less of each of many: its weight is divided by their number to this power.
CROWD_POWER = 0.3
# The best of a branch (third level) speaks for the others of it.
BRANCH_SHARE = 0.3
BRANCH_LETTERS = 5
# EMDN asks for the most specific code that fits, so that a node with others below it comes after.
INNER_SHARE = 0.6
# "… - ACCESSORIES", "… SOFTWARE", "… CONSUMABLES" (80, 82, 85) stand beside the devices.
SIDE_SHARE = 0.8
SIDE_CODES = ("80", "82", "85", "92")
# Makers use the codes "… - OTHER" and the short ones for more than their share of the tree: 17 % of
# its leaves are such, 27 % and 31 % of the codes in the two halves of a file of real devices.
OTHER = re.compile(r"[-–]\s*other\b", re.IGNORECASE)
OTHER_SHARE = 1.15
USUAL_LETTERS = 9
SHORTER_SHARE = 0.03
MOST_TOKENS = 120
# At most so many of one branch among the first proposals, so that others are seen too.
MOST_OF_A_BRANCH = 6
# Of ten proposals seven are the best ones; three show further branches, where a name says little.
BY_SCORE = 0.7

AllLabels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Category:
    """A code with its labels by language; `is_terminal` where nothing is below it."""

    code: str
    labels: Mapping[str, str]
    is_terminal: bool = True


def above(code: str) -> list[str]:
    """The codes above one, the nearest first."""
    return [code[:end] for end in range(len(code) - 2, 0, -2)]


def labels_of(category: Category, labels: AllLabels) -> Iterator[tuple[float, str, str]]:
    """Weight, language and text of a category's labels, then with less weight those above it."""
    for weight, code in zip((1.0, *ABOVE), (category.code, *above(category.code)), strict=False):
        for language, label in labels.get(code, {}).items():
            yield weight, language, label


def bag_of(category: Category, labels: AllLabels) -> dict[str, float]:
    """The stems of a category's labels, and with less weight those of the branch above it."""
    bag: dict[str, float] = {}
    for weight, language, label in labels_of(category, labels):
        for term in label_stems(label, language):
            bag[term] = max(bag.get(term, 0.0), weight)
    return bag


def said_bag_of(category: Category, labels: AllLabels) -> dict[str, float]:
    """What makers say for the English words of these labels."""
    bag: dict[str, float] = {}
    for weight, language, label in labels_of(category, labels):
        for term in also_said(label_stems(label, "en")) if language == "en" else ():
            bag[term] = max(bag.get(term, 0.0), SAID_SHARE * weight)
    return bag


def prior_of(category: Category) -> float:
    """What a category is worth before anything is said."""
    share = 1.0 if category.is_terminal else INNER_SHARE
    share *= 1 + SHORTER_SHARE * (USUAL_LETTERS - len(category.code))
    if OTHER.search(category.labels.get("en", "")):
        share *= OTHER_SHARE
    is_side = len(category.code) > BRANCH_LETTERS and category.code[-2:] in SIDE_CODES
    return share * (SIDE_SHARE if is_side else 1.0)


@dataclass
class CategoryIndex:
    """All categories as arrays. `vectors`, one row a category, may come later or never."""

    categories: Sequence[Category]
    hints: tuple[Hint, ...]
    vectors: np.ndarray | None = None
    lexical: Bm25 = field(init=False)
    book: HintBook = field(init=False)

    def __post_init__(self) -> None:
        """Prepare what a call reads."""
        labels = {category.code: category.labels for category in self.categories}
        self.lexical = Bm25(
            [bag_of(category, labels) for category in self.categories],
            [said_bag_of(category, labels) for category in self.categories],
        )
        self.book = hint_book(self.hints)
        self.codes = [category.code for category in self.categories]
        self.order = np.argsort(np.array(self.codes or [""]))
        self.sorted_codes = np.array(self.codes or [""])[self.order]
        self.prior = np.array([prior_of(category) for category in self.categories], np.float32)
        self.terminal = np.array([category.is_terminal for category in self.categories], np.bool_)
        numbers: dict[str, int] = {}
        self.branch = np.array(
            [numbers.setdefault(code[:BRANCH_LETTERS], len(numbers)) for code in self.codes],
            np.int64,
        )

    def rows_under(self, code: str) -> np.ndarray:
        """The rows of a branch; of the nearest node above it where the list has none of it."""
        for wanted in (code, *above(code)):
            low = np.searchsorted(self.sorted_codes, wanted)
            high = np.searchsorted(self.sorted_codes, wanted + "~")
            if high > low:
                return self.order[low:high]
        return np.zeros(0, np.int64)

    def pointed(self, branches: Mapping[str, float]) -> np.ndarray:
        """What the hints give to each category."""
        scores = np.zeros(len(self.codes), np.float32)
        for code, weight in branches.items():
            rows = self.rows_under(code)
            depth = DEPTH_SHARES.get(len(code), DEEP_SHARE)
            scores[rows] += weight * depth / max(1, len(rows)) ** CROWD_POWER
        return scores

    def scores(self, text: str, vector: np.ndarray | None = None) -> np.ndarray:
        """How well each category fits a text; 0 where nothing speaks for it."""
        tokens = tokenize(text)[:MOST_TOKENS]
        words = share_of_best(self.lexical.scores(widened(text_weights(tokens), tokens)))
        hints = self.pointed(self.book.branches(tokens))
        scores = WORDS_SHARE * words + HINTS_SHARE * hints
        if self.vectors is not None and vector is not None:
            cosines = self.vectors @ vector
            if scores.any() or cosines.max(initial=0) >= MEANING_ALONE:
                near = np.maximum(cosines - MEANING_FLOOR, 0)
                scores = scores + MEANING_SHARE * share_of_best(near)
        best = np.zeros(len(self.codes), np.float32)
        np.maximum.at(best, self.branch, scores * self.terminal)
        fitting: np.ndarray = (scores + BRANCH_SHARE * best[self.branch]) * self.prior
        return fitting

    def best(self, scores: np.ndarray, limit: int) -> list[str]:
        """The codes that fit best: most places by score, the last ones for branches not yet seen.

        No branch has more than MOST_OF_A_BRANCH if others fit.
        """
        few = min(len(scores), 8 * limit)
        places = np.argpartition(-scores, few - 1)[:few] if few else np.zeros(0, np.int64)
        ranked = sorted((p for p in places.tolist() if scores[p] > 0), key=lambda p: -scores[p])
        kept: list[int] = []
        counts: dict[int, int] = {}
        for place in ranked:
            branch = int(self.branch[place])
            most = 1 if len(kept) >= limit * BY_SCORE else MOST_OF_A_BRANCH
            if counts.get(branch, 0) < most:
                counts[branch] = counts.get(branch, 0) + 1
                kept.append(place)
        late = [place for place in ranked if place not in set(kept)]
        return [self.codes[place] for place in (*kept, *late)[:limit]]


def share_of_best(scores: np.ndarray) -> np.ndarray:
    """The scores with the best at 1; all 0 where there is none."""
    best = float(scores.max(initial=0))
    return scores / best if best > 0 else scores
