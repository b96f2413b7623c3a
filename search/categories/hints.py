"""What words of the field point to: hand-written rules from a word or phrase to branches.

`data/hints*.csv` say, branch by branch, what people call the devices that it holds, in English,
French, Arabic and (for the names on European labels) German, with some Spanish, Italian and Dutch.
`word*` also stands inside longer words, as German and French compounds are written, `*word` at
their end: names are made of such endings (`…film`, `…vlies`), and `hints_names.csv` collects
beginnings and endings for names that say no more. No brand names: a rule must hold for a maker whom
nobody has met. The thesaurus that curators keep adds rules of its own.
"""

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from search.categories.lexical import HALF_PLACE, stems
from search.text import Token, tokenize

FILES = sorted((Path(__file__).parent / "data").glob("hints*.csv"))
# Inside a longer word only what is long enough to be a word there too, at its end a little less.
SHORTEST_INSIDE = 6
SHORTEST_HEAD = 4
KEY = 3
# What further rules that lead to the same branch add to the best one.
FURTHER_SHARE = 0.3


@dataclass(frozen=True)
class Hint:
    """Words that all must be there, and the codes of the branches that they point to."""

    words: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def weight(self) -> float:
        """A phrase says more than a word."""
        return math.sqrt(len(self.words))


@lru_cache(maxsize=1)
def shipped_hints() -> tuple[Hint, ...]:
    """The rules that the project ships."""
    return tuple(hint for path in FILES for hint in read_hints(path))


def read_hints(path: Path) -> Iterator[Hint]:
    """The rules of one file."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for phrase in row["words"].split(";"):
                if words := phrase_words(phrase):
                    yield Hint(words, tuple(row["codes"].split()))


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The patterns of a phrase: `word` by its stem, `word*` by its beginning."""
    return tuple(
        dict.fromkeys(
            pattern
            for token in tokenize(phrase)
            if says_something(token)
            for pattern in [starred(phrase, token.start, token.end, token.words[0])]
        )
    )


def says_something(token: Token) -> bool:
    """Whether a rule reads a word: single letters too, or `double j` would mean `double`."""
    return not token.is_stopword or token.end - token.start == 1


def starred(phrase: str, start: int, end: int, word: str) -> str:
    """A word of a phrase with the star that stands before or behind it."""
    if phrase[max(0, start - 1) : start] == "*":
        return f"*{word}"
    return f"{word}*" if phrase[end : end + 1] == "*" else word


@lru_cache(maxsize=2)
def hint_book(hints: tuple[Hint, ...]) -> "HintBook":
    """The rules made ready, once for each set of them."""
    return HintBook(hints)


class HintBook:
    """All rules, ready to be asked which of them a text meets."""

    def __init__(self, hints: Iterable[Hint]) -> None:
        self.hints = list(hints)
        self.rules: dict[str, list[int]] = defaultdict(list)
        self.by_stem: dict[str, set[str]] = defaultdict(set)
        self.by_start: dict[str, set[str]] = defaultdict(set)
        for number, hint in enumerate(self.hints):
            for word in hint.words:
                self.rules[word].append(number)
                self._file(word)
        self.patterns = lru_cache(maxsize=20_000)(self._patterns)

    def _file(self, pattern: str) -> None:
        bare = pattern.strip("*")
        if pattern != bare or len(bare) >= SHORTEST_HEAD:
            self.by_start[bare[:KEY]].add(pattern)
        for token in [] if pattern.startswith("*") else tokenize(bare):
            for term in stems(token):
                self.by_stem[term].add(pattern)

    def _patterns(self, word: str, terms: frozenset[str]) -> frozenset[str]:
        """The patterns that a word meets: by stem, by its beginning, as its head or inside it."""
        found = {pattern for term in terms for pattern in self.by_stem.get(term, ())}
        for start in range(max(1, len(word) - KEY + 1)):
            for pattern in self.by_start.get(word[start : start + KEY], ()):
                bare = pattern.strip("*")
                if word.startswith(bare, start) and self._may_stand(pattern, bare, word, start):
                    found.add(pattern)
        return frozenset(found)

    def _may_stand(self, pattern: str, bare: str, word: str, start: int) -> bool:
        if start == 0:
            return pattern.endswith("*") or word == bare
        is_head = start + len(bare) == len(word)
        if pattern.startswith("*"):
            return is_head
        shortest = SHORTEST_HEAD if is_head else SHORTEST_INSIDE
        return len(bare) >= shortest and (is_head or pattern != bare)

    def branches(self, tokens: Sequence[Token]) -> dict[str, float]:
        """The branches that a text points to, by code, with how strongly."""
        places = self._places(tokens)
        met = {number for pattern in places for number in self.rules[pattern]}
        gains: dict[str, list[float]] = defaultdict(list)
        for number in met:
            hint = self.hints[number]
            if all(word in places for word in hint.words):
                place = min(places[word] for word in hint.words)
                for code in hint.codes:
                    gains[code].append(hint.weight / (1 + place / HALF_PLACE))
        return {
            code: max(found) + FURTHER_SHARE * (sum(found) - max(found))
            for code, found in gains.items()
        }

    def _places(self, tokens: Sequence[Token]) -> dict[str, int]:
        """Each pattern met, with the place of the first word that meets it."""
        places: dict[str, int] = {}
        for place, token in enumerate(tokens):
            if not says_something(token):
                continue
            terms = frozenset(stems(token))
            for word in token.words:
                for pattern in self.patterns(word, terms):
                    places.setdefault(pattern, place)
        return places
