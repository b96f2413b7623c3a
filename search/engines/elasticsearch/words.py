"""Words as queries: the same rules as the embedded engine, said to Elasticsearch.

A word is looked for in every field, the best one counts; a hit needs enough of the words. The
filters read the single field `all`; only the score reads each field with its weight.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from search.engines.elasticsearch.clauses import (
    Query,
    all_of,
    any_of,
    begun,
    best_of,
    some_of,
    term,
    terms,
)
from search.engines.elasticsearch.filters import named_filter
from search.engines.embedded.lexical import words_needed
from search.engines.embedded.schema import BOOSTS, PRIVATE_BOOSTS
from search.engines.embedded.snapshot import (
    PARTS_SHARE,
    PREFIX_SHARE,
    STEM_SHARE,
    SYNONYM_SHARE,
    USUAL_SCORE,
)
from search.engines.embedded.together import SLIP_SHARE
from search.engines.lookups import Lookup
from search.requests import Audience
from search.text import QueryWord

# Queries kept made: one search says the same of its words in several places, the next page again.
KEPT = 64
NAMES = {"names": BOOSTS["names"]}


def word_filter(word: QueryWord, field: str = "all") -> Query:
    """Documents that hold a word, or all its parts, in a field."""
    whole = terms(field, sorted(word.terms))
    if not word.parts:
        return whole
    every = all_of(terms(field, sorted(part)) for part in word.parts)
    return any_of([whole, every]) if word.terms else every


@lru_cache(maxsize=KEPT)
def lookup_filter(lookup: Lookup, audience: Audience) -> Query:
    """Documents in which `audience` finds a word. Stand-ins are not sought in private texts."""
    if lookup.slips:
        return any_of(word_filter(slip) for slip in lookup.slips)
    ways = [way for word in (lookup.word, *lookup.word.synonyms) for way in places(word, audience)]
    if lookup.is_begun:
        ways.append(begun_filter(lookup.word.word))
    return ways[0] if len(ways) == 1 else any_of(ways)


def places(word: QueryWord, audience: Audience) -> list[Query]:
    """A word in public texts, and in those private ones that `audience` may read."""
    if not audience.is_member:
        return [word_filter(word)]
    own = word_filter(word, "terms.named")
    return [
        word_filter(word),
        word_filter(word, "terms.member"),
        own if audience.sees_all else all_of([own, named_filter(audience)]),
    ]


def word_score(word: QueryWord, fields: Mapping[str, float], share: float = 1.0) -> Query:
    """The best of its terms over all fields, or all of its parts."""
    whole = terms_score(word.terms, fields, share)
    if not word.parts:
        return whole
    each = share * PARTS_SHARE / len(word.parts)
    every = {"bool": {"must": [terms_score(part, fields, each) for part in word.parts]}}
    return best_of([whole, every]) if word.terms else every


def terms_score(wanted: Iterable[str], fields: Mapping[str, float], share: float) -> Query:
    """Any of the terms in any of the fields; a stem is worth less than the word as written."""
    queries = [
        term(f"terms.{name}", word, round(boost * share * (STEM_SHARE if ":" in word else 1), 4))
        for word in sorted(wanted)
        for name, boost in fields.items()
    ]
    return best_of(queries, tie_breaker=0.2)


@lru_cache(maxsize=KEPT)
def lookup_score(lookup: Lookup, audience: Audience) -> Query:
    """`lookup_filter` with a score."""
    if lookup.slips:
        return best_of(word_score(slip, BOOSTS, SLIP_SHARE) for slip in lookup.slips)
    ways = [word_score(lookup.word, BOOSTS)]
    for synonym in lookup.word.synonyms:
        ways.append(word_score(synonym, BOOSTS, SYNONYM_SHARE))
        if audience.is_member:
            ways += private_scores(synonym, audience, SYNONYM_SHARE)
    if lookup.is_begun:
        ways.append(begun_score(lookup.word.word))
    if audience.is_member:
        ways += private_scores(lookup.word, audience)
    return ways[0] if len(ways) == 1 else best_of(ways)


def clauses_of(score: Query) -> list[Query]:
    """What a score takes the best of. The sum of these is a stand-in that the server makes a whole
    block of documents at a time; the best of them it looks for document by document.
    """
    if "dis_max" not in score:
        return [score]
    return [clause for query in score["dis_max"]["queries"] for clause in clauses_of(query)]


def begun_filter(start: str) -> Query:
    """Documents in whose public texts a word begins so."""
    return begun("words", start)


def begun_score(start: str) -> Query:
    """The same scored: however rare the word, it is worth what its field is."""
    share = PREFIX_SHARE * USUAL_SCORE
    fields = [begun(f"terms.{n}", start, round(b * share, 4)) for n, b in BOOSTS.items()]
    return {"bool": {"filter": [begun_filter(start)], "should": [best_of(fields)]}}


def private_scores(word: QueryWord, audience: Audience, share: float = 1.0) -> list[Query]:
    """A word in the texts for members, and in those for the named."""
    member, named = (word_score(word, {n: PRIVATE_BOOSTS[n]}, share) for n in PRIVATE_BOOSTS)
    if audience.sees_all:
        return [member, named]
    return [member, {"bool": {"must": [named], "filter": [named_filter(audience)]}}]


@dataclass(frozen=True)
class WordMatch:
    """The words of a request as they will be looked for."""

    lookups: tuple[Lookup, ...]
    needed: int = 1
    relaxed: bool = False

    def filter(self, audience: Audience) -> Query:
        """Documents with enough of the words."""
        return enough(self.lookups, self.needed, audience)

    def score(self, audience: Audience) -> Query:
        """The same, scored: the sum over the words, times the square of the share that is there."""
        scores = [lookup_score(lookup, audience) for lookup in self.lookups]
        query = some_of(scores, self.needed)
        if len(self.lookups) == 1 or self.needed == len(self.lookups):
            return query
        return by_share(query, self.lookups, self.needed, audience)

    def clauses(self, audience: Audience) -> list[Query]:
        """All that `score` is made of."""
        scores = (lookup_score(lookup, audience) for lookup in self.lookups)
        return [clause for score in scores for clause in clauses_of(score)]

    @property
    def terms(self) -> frozenset[str]:
        """All terms that are to be marked."""
        return frozenset().union(*(lookup.terms for lookup in self.lookups))

    @property
    def prefix(self) -> str:
        """The beginning that was looked for, or ""."""
        return next((lookup.word.word for lookup in self.lookups if lookup.is_begun), "")


def by_share(query: Query, lookups: Sequence[Lookup], needed: int, audience: Audience) -> Query:
    """The score of `query` times the square of the share of the words that a document holds."""
    every = len(lookups)
    weights = {count: round((count / every) ** 2, 6) for count in range(needed, every + 1)}
    functions: list[Any] = [{"weight": weights.pop(needed)}]
    for count, weight in weights.items():
        functions.append({"filter": enough(lookups, count, audience), "weight": weight})
    # The weights grow with the words: the highest one that holds is that of all that are there.
    modes = {"score_mode": "max", "boost_mode": "multiply"}
    return {"function_score": {"query": query, "functions": functions, **modes}}


def enough(lookups: Sequence[Lookup], needed: int, audience: Audience) -> Query:
    """Documents with at least `needed` of the words."""
    return some_of((lookup_filter(lookup, audience) for lookup in lookups), needed)


def names_score(words: Iterable[QueryWord]) -> Query:
    """Documents whose names hold every one of the words."""
    return {"bool": {"must": [word_score(word, NAMES) for word in words]}}


def matched(lookups: tuple[Lookup, ...], most: int) -> WordMatch:
    """How many words a hit must hold where the best one holds `most`."""
    words = tuple(lookup.word for lookup in lookups)
    needed, relaxed = words_needed(words, np.array([most]))
    return WordMatch(lookups, needed, relaxed and most > 0)
