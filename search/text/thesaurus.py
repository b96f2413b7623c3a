"""The words that say the same, in all languages: what a query is widened with, index untouched.

A `Thesaurus` is a value made of concepts, each a list of terms with their language. The words of
a query that are a term of a concept get that concept's other terms as synonyms: they find less
strongly than what was typed and count as the same word. Where terms overlap the longest wins:
`moulage par injection` is not also read as `injection`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from search.text.tokens import Token, tokenize

LONGEST = 6
MOST_SYNONYMS = 16


@dataclass(frozen=True)
class Phrase:
    """A term: the terms under which each of its words is found, in their order.

    `language` is "" for abbreviations and for what French and English write alike.
    """

    text: str
    words: tuple[frozenset[str], ...]
    language: str = ""


@dataclass(frozen=True)
class Concept:
    """Terms that say the same, each with its language ("" for abbreviations)."""

    terms: tuple[tuple[str, str], ...]


@dataclass
class Thesaurus:
    """All concepts, ready to be asked what a query may also be called.

    `behind` is a larger one that is asked where it knows a longer term, or this one knows none.
    """

    concepts: Sequence[Concept] = ()
    behind: "Thesaurus | None" = None
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
        return {token.start: others for said, others in self.runs(tokens) for token in said}

    def runs(self, tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], tuple[Phrase, ...]]]:
        """The terms that stand in a text, in their order, each with what else it is called."""
        kept = [token for token in tokens if not token.is_stopword]
        place = 0
        while place < len(kept):
            length, others = self.term_at(kept[place : place + LONGEST])
            if others:
                yield kept[place : place + length], others
            place += max(1, length)

    def term_at(self, ahead: Sequence[Token]) -> tuple[int, tuple[Phrase, ...]]:
        """How many of the tokens ahead are one term, and what else it is called."""
        length, numbers = self._longest(ahead)
        others = self._others(numbers, ahead[:length])
        if self.behind is None:
            return length, others
        longer, more = self.behind.term_at(ahead)
        return (longer, more) if longer > length or not others else (length, others)

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
            phrases.append(Phrase(text, words, language))
    return tuple(dict.fromkeys(phrases))


def stands(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether the tokens begin with the phrase."""
    return all(
        not word.isdisjoint(token.terms) for word, token in zip(phrase.words, tokens, strict=False)
    )
