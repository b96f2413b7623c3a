"""One state of one generation: what a search reads from its start to its end."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import tantivy

from search.engines.embedded.columns import Columns
from search.engines.embedded.schema import BOOSTS, PRIVATE_BOOSTS, PUBLIC_FIELDS
from search.engines.embedded.vector_file import VectorFile
from search.text import QueryWord

Query = tantivy.Query

# A stem matches more than the word itself did: it is worth less than the word as written.
STEM_SHARE = 0.7
PARTS_SHARE = 0.9
# Numbers kept in memory for words met before: 8 bytes a document found.
CACHED_HITS = 4_000_000


@dataclass(frozen=True)
class WordHits:
    """The rows in which a word stands, each once, and its score there."""

    rows: np.ndarray
    scores: np.ndarray


NO_HITS = WordHits(np.zeros(0, np.int64), np.zeros(0, np.float32))


@dataclass
class Snapshot:
    """A searcher with the columns that belong to it."""

    searcher: Any
    schema: tantivy.Schema
    columns: Columns
    vectors: VectorFile
    hits: dict[Any, WordHits] = field(default_factory=dict)
    cached: int = 0

    def word_hits(self, word: QueryWord, fields: tuple[str, ...] = PUBLIC_FIELDS) -> WordHits:
        """Where a word or its parts stand in some fields, by default all public ones.

        Blind to visibility: the caller keeps only what its reader may see.
        """
        key = (word.terms, word.parts, fields)
        if key not in self.hits:
            boosts = {name: (BOOSTS | PRIVATE_BOOSTS)[name] for name in fields}
            self._remember(key, self.run(word_query(self.schema, word, boosts)))
        return self.hits[key]

    def _remember(self, key: Any, found: WordHits) -> None:
        if self.cached + len(found.rows) > CACHED_HITS:
            self.hits.clear()
            self.cached = 0
        self.cached += len(found.rows)
        self.hits[key] = found

    def run(self, query: tantivy.Query, *, limit: int = 0) -> WordHits:
        """All hits of a query as arrays (the best ones up to `limit` if given)."""
        most = limit or max(1, self.searcher.num_docs)
        found = self.searcher.search(query, limit=most, count=False).hits
        if not found:
            return NO_HITS
        scores = np.fromiter((score for score, _ in found), np.float32, len(found))
        places = [place for _, place in found]
        rows = np.array(self.searcher.fast_field_values("row", places), np.int64)
        return WordHits(rows, scores)

    def is_word(self, word: str) -> bool:
        """Whether a folded word stands in the public text of any document, visible or not."""
        return bool(self.searcher.doc_freq("words", word))

    def words_starting(self, prefix: str, limit: int | None = None) -> list[str]:
        """The words of public texts that begin with `prefix`, of any document, visible or not."""
        return [word for word, _ in self.searcher.terms_with_prefix("words", prefix, limit=limit)]

    def texts(self, rows: Iterable[int]) -> dict[int, dict[str, Any]]:
        """The stored texts of some rows."""
        wanted = [int(row) for row in rows]
        if not wanted:
            return {}
        query = Query.term_set_query(self.schema, "row", wanted)
        found = self.searcher.search(query, limit=len(wanted), count=False).hits
        places = [place for _, place in found]
        numbers = self.searcher.fast_field_values("row", places)
        stored = [self.searcher.doc(place)["texts"] for place in places]
        return {
            row: json.loads(texts[0]) for row, texts in zip(numbers, stored, strict=True) if texts
        }


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
