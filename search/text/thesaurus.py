"""The words that say the same, in all languages: what a query is widened with, index untouched.

A `Thesaurus` is a value made of concepts, each a list of terms with their language. The words of
a query that are a term of a concept get that concept's other terms as synonyms: they find less
strongly than what was typed and count as the same word. Where terms overlap the longest wins:
`moulage par injection` is not also read as `injection`.

Whoever keeps the concepts registers how they are read (`read_concepts_with`); this package knows
no database.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from search.text.tokens import Token, tokenize

# How often other processes' edits are looked for.
CHECK_SECONDS = 20.0
LONGEST = 6
MOST_SYNONYMS = 16


@dataclass(frozen=True)
class Phrase:
    """A term: the terms under which each of its words is found, in their order."""

    text: str
    words: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Concept:
    """Terms that say the same, each with its language ("" for abbreviations)."""

    terms: tuple[tuple[str, str], ...]


@dataclass
class Thesaurus:
    """All concepts, ready to be asked what a query may also be called."""

    concepts: Sequence[Concept] = ()
    phrases: list[tuple[Phrase, ...]] = field(init=False)
    starts: dict[str, list[tuple[Phrase, int]]] = field(init=False)

    def __post_init__(self) -> None:
        """File each phrase under the terms of its first word."""
        self.phrases = [phrases_of(concept) for concept in self.concepts]
        self.starts = defaultdict(list)
        for number, phrases in enumerate(self.phrases):
            for phrase in phrases:
                for term in phrase.words[0]:
                    self.starts[term].append((phrase, number))

    def synonyms(self, tokens: Sequence[Token]) -> dict[int, tuple[Phrase, ...]]:
        """By the start of each token, what else the term that it belongs to is called."""
        kept = [token for token in tokens if not token.is_stopword]
        found: dict[int, tuple[Phrase, ...]] = {}
        place = 0
        while place < len(kept):
            length, numbers = self._longest(kept[place : place + LONGEST])
            others = self._others(numbers, kept[place : place + length])
            if others:
                found |= {token.start: others for token in kept[place : place + length]}
            place += max(1, length)
        return found

    def _longest(self, ahead: Sequence[Token]) -> tuple[int, list[int]]:
        """How many of the tokens ahead are one term, and of which concepts."""
        best = 0
        numbers: list[int] = []
        candidates = {found for term in ahead[0].terms for found in self.starts.get(term, ())}
        for phrase, number in sorted(candidates, key=lambda found: (found[1], found[0].text)):
            length = len(phrase.words)
            if length < best or length > len(ahead) or not stands(phrase, ahead):
                continue
            numbers = [*numbers, number] if length == best else [number]
            best = length
        return best, list(dict.fromkeys(numbers))

    def _others(self, numbers: Iterable[int], said: Sequence[Token]) -> tuple[Phrase, ...]:
        others = [
            phrase
            for number in numbers
            for phrase in self.phrases[number]
            if len(phrase.words) != len(said) or not stands(phrase, said)
        ]
        return tuple(others[:MOST_SYNONYMS])


def phrases_of(concept: Concept) -> tuple[Phrase, ...]:
    """The terms of a concept as they are looked up; those without a word are left out."""
    phrases = []
    for text, language in concept.terms:
        words = tuple(token.terms for token in tokenize(text, language) if not token.is_stopword)
        if words:
            phrases.append(Phrase(text, words))
    return tuple(dict.fromkeys(phrases))


def stands(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether the tokens begin with the phrase."""
    return all(
        not word.isdisjoint(token.terms) for word, token in zip(phrase.words, tokens, strict=False)
    )


Reader = Callable[[], Sequence[Concept]]


class InUse:
    """The thesaurus of this process: read when first needed, and again when it may have changed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.reader: Reader | None = None
        self.thesaurus = Thesaurus()
        self.looked_at = float("-inf")

    def get(self) -> Thesaurus:
        """The concepts as they are, at most CHECK_SECONDS old."""
        if self.reader and time.monotonic() - self.looked_at > CHECK_SECONDS:
            with self.lock:
                if time.monotonic() - self.looked_at > CHECK_SECONDS:
                    concepts = tuple(self.reader())
                    if concepts != self.thesaurus.concepts:
                        self.thesaurus = Thesaurus(concepts)
                    self.looked_at = time.monotonic()
        return self.thesaurus

    def look_again(self) -> None:
        """Have the next query see an edit made in this process."""
        self.looked_at = float("-inf")


IN_USE = InUse()


def read_concepts_with(reader: Reader) -> None:
    """Say how the concepts are read; called once, when the application starts."""
    IN_USE.reader = reader
    IN_USE.look_again()
