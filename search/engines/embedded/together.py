"""Several words asked together: only documents with enough of them come from the index.

A hit costs ten times as much on its way into Python as in the index, and a usual word stands in
half of the documents, while few hold three of four words.
"""

from collections.abc import Sequence

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
from search.engines.lookups import Lookup

SLIP_SHARE = 0.6
# Each word found adds so much for each word asked: more than it scores, so that a sum tells both
# the score and how many were found (what is left of 24 bits tells a score to a hundredth).
STEP = 512.0
DECIMALS = 2
# Where more rows than these are asked about, all of the index is.
MOST_ASKED = 1000


def key_of(sought: Lookup) -> tuple[object, ...]:
    """What tells a word as it is looked for from others."""
    begun = sought.word.word if sought.is_begun else ""
    return (word_key(sought.word, sought.word.synonyms), begun, *map(word_key, sought.slips))


def private_query(schema: tantivy.Schema, sought: Lookup, name: str) -> tantivy.Query:
    """A word in one private text, where a slip is never looked for."""
    if sought.slips:
        return Query.empty_query()
    private = {name: PRIVATE_BOOSTS[name]}
    return widened_query(schema, sought.word, sought.word.synonyms, private)


def lookup_query(schema: tantivy.Schema, sought: Lookup, private: Sequence[str]) -> tantivy.Query:
    """A word in the public fields and some private ones: the best of them counts."""
    if sought.slips:
        found = [word_query(schema, slip, BOOSTS) for slip in sought.slips]
        return Query.disjunction_max_query([Query.boost_query(q, SLIP_SHARE) for q in found])
    word, groups = sought.word, [BOOSTS, *({name: PRIVATE_BOOSTS[name]} for name in private)]
    queries = [widened_query(schema, word, word.synonyms, group) for group in groups]
    begun = [begun_query(schema, word.word)] if sought.is_begun else []
    return Query.disjunction_max_query([*queries, *begun])


def find_together(
    snapshot: Snapshot, sought: Sequence[Lookup], reader: Reader, needed: int
) -> tuple[np.ndarray, np.ndarray]:
    """By row the score and how many words stand there, for visible rows with `needed` or more.

    What public texts hold is the same for all readers; only where a private text that this one
    reads holds a word too, it is asked with that text.
    """
    found = hits_together(snapshot, sought, (), needed)
    scores, matched = by_row(snapshot, *told_apart(found, len(sought)))
    scores[~reader.visible], matched[~reader.visible] = 0, 0
    read: tuple[str, ...] = ()
    for name, mask in (("member", reader.member), ("named", reader.named)):
        if mask is not None:
            read = (*read, name)
            rows = rows_holding(snapshot, sought, name, mask)
            found = hits_among(snapshot, sought, read, needed, rows)
            hits, counted = told_apart(found, len(sought))
            scores[hits.rows], matched[hits.rows] = hits.scores, counted
    return scores, matched


def rows_holding(
    snapshot: Snapshot, sought: Sequence[Lookup], name: str, mask: np.ndarray
) -> np.ndarray:
    """The rows of `mask` in which one private text holds any of the words, in their order."""
    each = [(tantivy.Occur.Should, private_query(snapshot.schema, one, name)) for one in sought]
    key = ("holding", name, *map(key_of, sought))
    rows = snapshot.kept_hits(key, lambda: Query.boolean_query(each)).rows
    return np.sort(rows[mask[rows]])


def hits_among(
    snapshot: Snapshot,
    sought: Sequence[Lookup],
    private: tuple[str, ...],
    needed: int,
    rows: np.ndarray,
) -> WordHits:
    """Where among some rows so many of the words stand in public or some private texts."""
    if not len(rows):
        return NO_HITS
    if len(rows) > MOST_ASKED:
        hits = hits_together(snapshot, sought, private, needed)
        kept = np.isin(hits.rows, rows)
        return WordHits(hits.rows[kept], hits.scores[kept])

    def make() -> tantivy.Query:
        among = Query.boost_query(rows_query(snapshot.schema, rows.tolist()), 0.0)
        words = query_of(snapshot, sought, private, needed)
        return Query.boolean_query([(tantivy.Occur.Must, words), (tantivy.Occur.Must, among)])

    key = ("among", rows.tobytes(), private, needed, *map(key_of, sought))
    return snapshot.kept_hits(key, make)


def hits_together(
    snapshot: Snapshot, sought: Sequence[Lookup], private: tuple[str, ...], needed: int
) -> WordHits:
    """Where so many of the words stand in public or some private texts, visible or not."""
    key = ("together", private, needed, *map(key_of, sought))
    return snapshot.kept_hits(key, lambda: query_of(snapshot, sought, private, needed))


def query_of(
    snapshot: Snapshot, sought: Sequence[Lookup], private: Sequence[str], needed: int
) -> tantivy.Query:
    """As many of the words as are needed, each worth its score and a step."""
    step = Query.const_score_query(Query.all_query(), STEP * len(sought))
    words = [lookup_query(snapshot.schema, one, private) for one in sought]
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
