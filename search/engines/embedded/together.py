"""Several words asked together: only documents with enough of them come from the index.

A hit costs ten times as much on its way into Python as in the index, and a usual word stands in
half of the documents, while few hold three of four words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import tantivy

from search.engines.embedded.reader import Reader
from search.engines.embedded.schema import BOOSTS, PRIVATE_BOOSTS
from search.engines.embedded.snapshot import (
    NO_HITS,
    Query,
    Snapshot,
    WordHits,
    begun_query,
    rows_query,
    widened_query,
    word_key,
    word_query,
)
from search.text import QueryWord

SLIP_SHARE = 0.6
# Each word found adds so much for each word asked: more than it scores, so that a sum tells both
# the score and how many were found (what is left of 24 bits tells a score to a hundredth).
STEP = 512.0
DECIMALS = 2
# Beyond so many rows named to a reader all of the index is asked, and kept.
MOST_NAMED = 1000
EVERY = tuple(PRIVATE_BOOSTS)


@dataclass(frozen=True)
class Sought:
    """A word as it is looked for: the `slips` instead where there are any.

    `is_begun`: or any word that begins so.
    """

    word: QueryWord
    slips: tuple[QueryWord, ...] = ()
    is_begun: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others."""
        begun = self.word.word if self.is_begun else ""
        return (word_key(self.word, self.word.synonyms), begun, *map(word_key, self.slips))

    @property
    def marks(self) -> frozenset[str]:
        """The terms to mark in what was found."""
        others = (slip.terms for slip in self.slips)
        if not self.slips:
            others = (synonym.marks for synonym in self.word.synonyms)
        return self.word.marks.union(*others)

    def query_in_named(self, schema: tantivy.Schema) -> tantivy.Query:
        """Its query over what is shown to those alone that a document names."""
        named = {"named": PRIVATE_BOOSTS["named"]}
        return widened_query(schema, self.word, self.word.synonyms, named)

    def query(self, schema: tantivy.Schema, private: Sequence[str]) -> tantivy.Query:
        """Its query over the public fields and some private ones: the best of them counts."""
        if self.slips:
            found = [word_query(schema, slip, BOOSTS) for slip in self.slips]
            return Query.disjunction_max_query([Query.boost_query(q, SLIP_SHARE) for q in found])
        groups = [BOOSTS, *({name: PRIVATE_BOOSTS[name]} for name in private)]
        queries = [widened_query(schema, self.word, self.word.synonyms, group) for group in groups]
        begun = [begun_query(schema, self.word.word)] if self.is_begun else []
        return Query.disjunction_max_query([*queries, *begun])


def find_together(
    snapshot: Snapshot, sought: Sequence[Sought], reader: Reader, needed: int
) -> tuple[np.ndarray, np.ndarray]:
    """By row the score and how many words stand there, for visible rows with `needed` or more."""
    private = () if reader.member is None else ("member",)
    hits = hits_together(snapshot, sought, private, needed)
    scores, matched = by_row(snapshot, *told_apart(hits, len(sought)))
    scores[~reader.visible], matched[~reader.visible] = 0, 0
    if reader.named is not None and reader.named.any():
        hits = named_hits(snapshot, sought, reader.named, needed)
        hits, counted = told_apart(hits, len(sought))
        scores[hits.rows], matched[hits.rows] = hits.scores, counted
    return scores, matched


def hits_together(
    snapshot: Snapshot, sought: Sequence[Sought], private: tuple[str, ...], needed: int
) -> WordHits:
    """Where so many of the words stand in public or some private texts, visible or not."""
    key = ("together", private, needed, *(one.key for one in sought))
    return snapshot.kept_hits(key, lambda: query_of(snapshot, sought, private, needed))


def named_hits(
    snapshot: Snapshot, sought: Sequence[Sought], named: np.ndarray, needed: int
) -> WordHits:
    """The same in all texts of the rows named to a reader, where what is named holds a word."""
    rows, keys = np.flatnonzero(named), [one.key for one in sought]
    each = [(tantivy.Occur.Should, one.query_in_named(snapshot.schema)) for one in sought]
    holding = snapshot.kept_hits(("named", *keys), lambda: Query.boolean_query(each))
    if not named[holding.rows].any():
        return NO_HITS
    if len(rows) > MOST_NAMED:
        hits = hits_together(snapshot, sought, EVERY, needed)
        return WordHits(hits.rows[named[hits.rows]], hits.scores[named[hits.rows]])
    among = Query.boost_query(rows_query(snapshot.schema, rows.tolist()), 0.0)
    words = query_of(snapshot, sought, EVERY, needed)
    both = [(tantivy.Occur.Must, words), (tantivy.Occur.Must, among)]
    return snapshot.run(Query.boolean_query(both))


def query_of(
    snapshot: Snapshot, sought: Sequence[Sought], private: Sequence[str], needed: int
) -> tantivy.Query:
    """As many of the words as are needed, each worth its score and a step."""
    step = Query.const_score_query(Query.all_query(), STEP * len(sought))
    words = [one.query(snapshot.schema, private) for one in sought]
    steps = [
        Query.boolean_query([(tantivy.Occur.Must, word), (tantivy.Occur.Must, step)])
        for word in words
    ]
    return Query.boolean_query([(tantivy.Occur.Should, word) for word in steps], needed)


def told_apart(hits: WordHits, words: int) -> tuple[WordHits, np.ndarray]:
    """The scores without the steps, and how many words were found.

    Rounded, as the order in which scores are added is the index's and equal ones must be equal.
    """
    step = np.float32(STEP * words)
    counted = hits.scores // step
    return WordHits(hits.rows, np.round(hits.scores - counted * step, DECIMALS)), counted


def by_row(
    snapshot: Snapshot, hits: WordHits, counted: np.ndarray | int
) -> tuple[np.ndarray, np.ndarray]:
    """Hits as a score and a number of words for each row."""
    scores = np.zeros(snapshot.columns.count, np.float32)
    matched = np.zeros(snapshot.columns.count, np.int16)
    scores[hits.rows], matched[hits.rows] = hits.scores, counted
    return scores, matched
