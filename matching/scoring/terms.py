"""Read processes, standards and readiness levels from prose, clause by clause.

A word is not a claim: "pas de peinture", "13485 en préparation" and "nous cherchons un mouleur"
name things the company does not have. A clause with a negation before the term counts for
nothing; a sentence that looks for something makes it a need.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from matching.scoring.vocabulary import (
    NEGATIONS,
    PENDING,
    PROCESS_PHRASES,
    SEEKING,
    STANDARD_NUMBERS,
)
from search.text import fold

EXACT = 3
"""Stems of at most so many letters are whole words: EtO is not "étoile", a "شاش" no "شاشة"."""
WINDOW = 5
"""Words of one phrase stand at most so far apart."""
REACH = 6
"""A negation acts on so many words after it."""

_SENTENCES = re.compile(r"(?<=[.!?؟])\s+|\n+")
_CLAUSES = re.compile(r"[.;:!?،,؛؟()\n]|\b(?:mais|but|however)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[\u0620-\u064a]")
_ARABIC_PREFIX = re.compile(r"^(?:وال|بال|كال|فال|لل|ال)(?=...)")
_TRL = re.compile(r"\btrl\s*(\d)(?:\s*(?:-|–|a|à|to|et|and|إلى)\s*(\d))?", re.IGNORECASE)


def words(text: str) -> list[str]:
    """The folded words, Arabic ones without their article."""
    return [
        _ARABIC_PREFIX.sub("", word) if _ARABIC.match(word) else word
        for word in _WORDS.findall(fold(text))
    ]


@dataclass(frozen=True)
class Reading:
    """What a text says is done, looked for and held."""

    processes: frozenset[str]
    needs: frozenset[str]
    standards: frozenset[str]
    readiness: tuple[int, int] | None


@dataclass(frozen=True)
class Vocabulary:
    """Phrases by process code; build it once, with taxonomy labels added where there are any."""

    phrases: Mapping[str, Sequence[str]]

    @classmethod
    def with_labels(cls, labels: Mapping[str, Iterable[str]]) -> "Vocabulary":
        """The trade's own phrases and, beside them, the labels of the taxonomy."""
        codes = {*PROCESS_PHRASES, *labels}
        merged = {c: (*PROCESS_PHRASES.get(c, ()), *labels.get(c, ())) for c in codes}
        return cls(merged)

    @cached_property
    def index(self) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        """Phrases (code, folded stems) by the first two letters of their first stem."""
        index: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for code, phrases in sorted(self.phrases.items()):
            for stems in filter(None, (tuple(words(phrase)) for phrase in phrases)):
                index.setdefault(stems[0][:2], []).append((code, stems))
        return index

    def read(self, text: str) -> Reading:
        """Everything this vocabulary recognises in a text of any of the three languages."""
        done: set[str] = set()
        needs: set[str] = set()
        standards: set[str] = set()
        for clause, is_seeking in clauses(text):
            found = set(self._processes(clause))
            (needs if is_seeking else done).update(found)
            if not is_seeking:
                standards.update(_standards(clause))
        return Reading(frozenset(done), frozenset(needs - done), frozenset(standards), levels(text))

    def _processes(self, clause: Sequence[str]) -> Iterator[str]:
        for at, word in enumerate(clause):
            for code, stems in self.index.get(word[:2], ()):
                if stands_at(clause, at, stems) and not is_negated(clause, at):
                    yield code


def clauses(text: str) -> Iterator[tuple[list[str], bool]]:
    """Each clause as words, and whether its sentence looks for something."""
    for sentence in _SENTENCES.split(text):
        is_seeking = any(word.startswith(SEEKING) for word in words(sentence))
        for clause in _CLAUSES.split(sentence):
            if found := words(clause):
                yield found, is_seeking


def stands_at(clause: Sequence[str], at: int, stems: Sequence[str]) -> bool:
    """Whether a phrase stands there: its first stem begins that word, the others near ones."""
    if not begins(clause[at], stems[0]):
        return False
    near = clause[max(0, at - WINDOW) : at + WINDOW + 1]
    return all(any(begins(word, stem) for word in near) for stem in stems[1:])


def begins(word: str, stem: str) -> bool:
    """Whether a word begins with a stem, or is it where the stem is short."""
    return word == stem if len(stem) <= EXACT else word.startswith(stem)


def is_negated(clause: Sequence[str], at: int) -> bool:
    """Whether one of the few words before `at` turns the clause round."""
    return not NEGATIONS.isdisjoint(clause[max(0, at - REACH) : at])


def _standards(clause: Sequence[str]) -> Iterator[str]:
    for number, standard in STANDARD_NUMBERS.items():
        if number in clause or f"iso{number}" in clause:
            at = clause.index(number) if number in clause else clause.index(f"iso{number}")
            if not is_negated(clause, at) and not any(w.startswith(PENDING) for w in clause):
                yield standard


def levels(text: str) -> tuple[int, int] | None:
    """The readiness levels that a text names, as a range: "TRL 4 à 6" gives (4, 6)."""
    named = [int(level) for match in _TRL.findall(fold(text)) for level in match if level]
    return (min(named), max(named)) if named else None
