"""One state of one generation: what a search reads from its start to its end."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import numpy as np
import orjson
import tantivy

from search.engines.embedded.columns import Columns
from search.engines.embedded.memory import Memory
from search.engines.embedded.nearness import Nearness
from search.engines.embedded.schema import BOOSTS, PRIVATE_BOOSTS, PUBLIC_FIELDS
from search.text import QueryWord

Query = tantivy.Query
SCORE, PLACE = itemgetter(0), itemgetter(1)

# A stem matches more than the word itself did: it is worth less than the word as written.
STEM_SHARE = 0.7
PARTS_SHARE = 0.9
SYNONYM_SHARE = 0.5
# What the beginning of a word is worth beside a whole one, which in a body scores about so much.
PREFIX_SHARE, USUAL_SCORE = 0.4, 3.0
# So many documents with a word tell whether it is usual among what a reader sees.
FIRST = 64
# Of so many words that is kept.
MOST_FIRST = 10_000
# A commit of more than one in so many documents makes the rarity of words another one, by which
# the scores are made: then all is looked up anew.
MENDED_SHARE = 100


@dataclass(frozen=True)
class WordHits:
    """The rows in which a word stands, each once, and its score there."""

    rows: np.ndarray
    scores: np.ndarray


NO_HITS = WordHits(np.zeros(0, np.int32), np.zeros(0, np.float32))


@dataclass
class Snapshot:
    """A searcher with the columns and the vectors that belong to it.

    What was found for words and texts met before is kept, and over small commits only mended
    (see memory.py): a search just after a write costs what one before it did.
    """

    searcher: Any
    schema: tantivy.Schema
    columns: Columns
    nearness: Nearness
    seq: int = 0
    hits: Memory[WordHits] = field(default_factory=Memory)
    first: Memory[np.ndarray] = field(default_factory=lambda: Memory(most=FIRST * MOST_FIRST))

    def __post_init__(self) -> None:
        """What is kept is this state's."""
        self.hits.seq = self.seq

    def followed_by(
        self, searcher: Any, columns: Columns, *, seq: int, changed: np.ndarray
    ) -> "Snapshot":
        """The next state: that of `columns`, in which the rows `changed` are new or other ones."""
        nearness = self.nearness.followed_by(columns, seq, changed)
        following = Snapshot(searcher, self.schema, columns, nearness, seq)
        if len(changed) * MENDED_SHARE <= columns.count:
            following.hits = self.hits.after(seq, changed, columns.count)
        return following

    def word_hits(
        self, word: QueryWord, fields: tuple[str, ...] = PUBLIC_FIELDS, *, widened: bool = False
    ) -> WordHits:
        """Where a word or its parts stand in some fields, by default all public ones.

        `widened`: or, weaker, one of its synonyms, of which a word may have dozens; asked
        together, as each hit costs more on its way into Python than in the index. Blind to
        visibility: the caller keeps only what its reader may see.
        """
        synonyms = word.synonyms if widened else ()
        key = (fields, *word_key(word, synonyms))
        boosts = {name: (BOOSTS | PRIVATE_BOOSTS)[name] for name in fields}
        return self.kept_hits(key, lambda: widened_query(self.schema, word, synonyms, boosts))

    def name_hits(self, words: Sequence[QueryWord]) -> WordHits:
        """Where every one of the words stands in the names."""
        key = ("names", *map(word_key, words))
        boosts = {"names": BOOSTS["names"]}

        def make() -> tantivy.Query:
            each = [word_query(self.schema, word, boosts) for word in words]
            return Query.boolean_query([(tantivy.Occur.Must, query) for query in each])

        return self.kept_hits(key, make)

    def first_holding(self, word: str) -> np.ndarray:
        """The rows of some documents in whose public texts a folded word stands, visible or not."""
        found = self.first.get(word)
        if found is None:
            found = self.run(spelling_query(self.schema, word), limit=FIRST).rows
            self.first.keep(word, found, FIRST)
        return found

    def begun_hits(self, start: str) -> WordHits:
        """Where public words begin so, of any document, visible or not."""
        return self.kept_hits(("begun", start), lambda: begun_query(self.schema, start))

    def spelling_hits(self, word: str) -> WordHits:
        """Where a folded word stands in public texts as it is written, visible or not."""
        return self.kept_hits(("spelling", word), lambda: spelling_query(self.schema, word))

    def kept_hits(self, key: Any, make: Callable[[], tantivy.Query]) -> WordHits:
        """What a query finds, looked up once."""
        found = self.hits.get(key)
        if found is None:
            query = make()
            found = self._mended_hits(key, query) or self.run(query)
            self.hits.keep(key, found, len(found.rows))
        return found

    def _mended_hits(self, key: Any, query: tantivy.Query) -> WordHits | None:
        """What an earlier state found, with only the documents changed since asked anew."""
        earlier = self.hits.earlier(key)
        if earlier is None:
            return None
        old, since, changed = earlier
        newer = self.run(newer_than(self.schema, since, query))
        is_changed = np.zeros(self.columns.count, np.bool_)
        is_changed[changed] = True
        kept = ~is_changed[old.rows]
        return WordHits(
            np.concatenate([old.rows[kept], newer.rows]),
            np.concatenate([old.scores[kept], newer.scores]),
        )

    def run(self, query: tantivy.Query, *, limit: int = 0) -> WordHits:
        """All hits of a query as arrays (the best ones up to `limit` if given)."""
        most = limit or max(1, self.searcher.num_docs)
        found = self.searcher.search(query, limit=most, count=False).hits
        if not found:
            return NO_HITS
        scores = np.fromiter(map(SCORE, found), np.float32, len(found))
        places = list(map(PLACE, found))
        rows = np.array(self.searcher.fast_field_values("row", places), np.int32)
        return WordHits(rows, scores)

    def is_word(self, word: str) -> bool:
        """Whether a folded word stands in the public text of any document, visible or not."""
        return bool(self.searcher.doc_freq("words", word))

    def words_starting(self, prefix: str) -> list[str]:
        """The words of public texts that begin with `prefix`, of any document, visible or not."""
        return [word for word, _ in self.searcher.terms_with_prefix("words", prefix)]

    def texts(self, rows: Iterable[int]) -> dict[int, dict[str, Any]]:
        """The stored texts of some rows."""
        wanted = [int(row) for row in rows]
        if not wanted:
            return {}
        found = self.searcher.search(
            rows_query(self.schema, wanted), limit=len(wanted), count=False
        ).hits
        places = [place for _, place in found]
        numbers = self.searcher.fast_field_values("row", places)
        stored = [self.searcher.doc(place)["texts"] for place in places]
        return {
            row: orjson.loads(texts[0]) for row, texts in zip(numbers, stored, strict=True) if texts
        }


def word_key(word: QueryWord, synonyms: Sequence[QueryWord] = ()) -> tuple[object, ...]:
    """What tells a word from others, wherever it was typed."""
    return (word.terms, word.parts, *((s.terms, s.parts) for s in synonyms))


def spelling_query(schema: tantivy.Schema, word: str) -> tantivy.Query:
    """Public texts with a folded word as it is written."""
    return Query.term_query(schema, "words", word, index_option="basic")


def rows_query(schema: tantivy.Schema, rows: Iterable[int]) -> tantivy.Query:
    """Some rows: one by one, as a set of terms costs ten times as much."""
    each = (Query.term_query(schema, "row", row, index_option="basic") for row in rows)
    return Query.boolean_query([(tantivy.Occur.Should, query) for query in each])


def begun_query(schema: tantivy.Schema, start: str) -> tantivy.Query:
    """Public words that begin so: however rare, each is worth what its field is."""

    def begun(name: str, score: float) -> tantivy.Query:
        pattern = f"{re.escape(start)}.*"
        return Query.const_score_query(Query.regex_query(schema, name, pattern), score)

    fields = [begun(name, PREFIX_SHARE * USUAL_SCORE * boost) for name, boost in BOOSTS.items()]
    best = Query.disjunction_max_query(fields)
    return Query.boolean_query(
        [(tantivy.Occur.Must, begun("words", 0.0)), (tantivy.Occur.Should, best)]
    )


def newer_than(schema: tantivy.Schema, seq: int, query: tantivy.Query) -> tantivy.Query:
    """`query` among the versions after `seq`, with the scores that it has among all."""
    newer = Query.range_query(
        schema, "seq", tantivy.FieldType.Unsigned, lower_bound=seq, include_lower=False
    )
    weightless = Query.boost_query(newer, 0.0)
    return Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, weightless)])


def widened_query(
    schema: tantivy.Schema,
    word: QueryWord,
    synonyms: Sequence[QueryWord],
    fields: dict[str, float],
) -> tantivy.Query:
    """A word or one of its synonyms: the best of them counts."""
    own = word_query(schema, word, fields)
    if not synonyms:
        return own
    others = [
        Query.boost_query(word_query(schema, synonym, fields), SYNONYM_SHARE)
        for synonym in synonyms
    ]
    return Query.disjunction_max_query([own, *others])


def word_query(schema: tantivy.Schema, word: QueryWord, fields: dict[str, float]) -> tantivy.Query:
    """The best of its terms over all fields, or all of its parts."""
    whole = terms_query(schema, word.terms, fields)
    if not word.parts:
        return whole
    parts = [terms_query(schema, part, fields) for part in word.parts]
    every = Query.boost_query(
        Query.boolean_query([(tantivy.Occur.Must, part) for part in parts]),
        PARTS_SHARE / len(parts),
    )
    return Query.disjunction_max_query([whole, every]) if word.terms else every


def terms_query(
    schema: tantivy.Schema, terms: Iterable[str], fields: dict[str, float]
) -> tantivy.Query:
    """Any of `terms` in any of `fields`; the best match counts, the others a little."""
    queries = [
        Query.boost_query(
            Query.term_query(schema, name, term, index_option="freq"),
            boost * (STEM_SHARE if ":" in term else 1.0),
        )
        for term in sorted(terms)
        for name, boost in fields.items()
    ]
    return Query.disjunction_max_query(queries, 0.2)
