"""The contract of every search engine: what it is asked, what it answers, what it may raise.

tests/search/engines/contract.py is its definition; both engines pass the same tests. No caller
names an engine: `search.engines.get_engine()` reads the settings.

Visibility: `audience` filters hits, totals, facet counts, completions, highlights and spellings
alike. A document hidden from a reader changes nothing that this reader gets.

Errors: every method may raise `SearchUnavailable` (see errors.py) and nothing else, whatever the
request holds. Reading or writing before the first `build` and `swap` raises `IndexMissing`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from search.documents import Document
from search.requests import Audience, SearchRequest

# Asked right before a write takes effect; it raises where the write must not any more, because
# another process may have written something newer. Nothing is written then.
Guard = Callable[[], object]


@dataclass(frozen=True)
class Hit:
    """One document found.

    `highlights` maps "names", "title", "summary", "body" and "private" to safe HTML: the
    document's own text, escaped, with <mark> around what matched; only fields with a match are
    there, long ones as a fragment. `language` is that of the texts. `by_meaning` tells a hit that
    came from the vectors only: no word of it matched.
    """

    id: str
    kind: str
    pk: int
    operator_pk: int
    score: float = 0.0
    language: str = ""
    highlights: Mapping[str, str] = field(default_factory=dict)
    by_meaning: bool = False


@dataclass(frozen=True)
class FacetCount:
    """How many visible hits carry a code, with this facet's own choice left aside."""

    code: str
    count: int
    selected: bool = False


@dataclass(frozen=True)
class SearchResult:
    """One page of hits.

    `page` is the page served: the one asked for, or the last one there is. `facets` has "kind"
    and each of requests.FACETS (most frequent first, selected codes always present, at 0 too) and
    "trl" (codes "1" to "9"). Category counts include descendants. `did_you_mean` is the whole
    text respelled, or "". `relaxed` says that no document had enough of the words, so that those
    with the most are shown. `no_words` says that the text holds nothing that can be searched for.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    pages: int = 1
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    did_you_mean: str = ""
    relaxed: bool = False
    no_words: bool = False


@dataclass(frozen=True)
class Completion:
    """A proposal while typing: a document by its name or title, or a code by its label.

    For a document `kind`, `pk` and `id` are set; for a label `facet` and `code`.
    `html` is `text`, escaped, with <mark> around what was typed.
    """

    text: str
    html: str
    kind: str = ""
    pk: int = 0
    id: str = ""
    facet: str = ""
    code: str = ""


@dataclass(frozen=True)
class Neighbour:
    """A document near another or near a vector; `score` falls with the rank."""

    id: str
    kind: str
    pk: int
    operator_pk: int
    score: float


@dataclass(frozen=True)
class Health:
    """Whether the engine answers. `detail` is a line for the site's operator, in English.

    `must_rebuild` says that waiting does not help: what was written is gone or damaged.
    """

    ok: bool
    engine: str
    generation: str = ""
    documents: int = 0
    detail: str = ""
    must_rebuild: bool = False


class SearchEngine(Protocol):
    """Finds documents. Safe to share between threads; several processes may use one index."""

    # Reading

    def search(
        self,
        request: SearchRequest,
        audience: Audience,
        *,
        with_facets: bool = True,
        with_highlights: bool = True,
        with_meaning: bool = True,
        among: Collection[str] | None = None,
    ) -> SearchResult:
        """One page of what `request` finds for `audience`; `among` keeps only those ids.

        Without meaning, only documents that hold the words are found.
        """
        ...

    def meeting(
        self, asked: Sequence[tuple[SearchRequest, Audience]], *, among: Collection[str]
    ) -> list[frozenset[str]]:
        """Which of the ids `among` (10,000 at most) meet each request for its reader.

        By words and filters alone: what `search` without meaning finds on all its pages, nothing
        where that would be `relaxed`. Thousands of requests cost little more than the words,
        filters and readers that differ among them.
        """
        ...

    def complete(
        self, text: str, audience: Audience, *, language: str = "fr", kind: str = "", limit: int = 8
    ) -> tuple[Completion, ...]:
        """Names, titles and labels in `language` with the words typed, the last as a prefix."""
        ...

    def more_like_this(
        self, id: str, audience: Audience, *, kind: str = "", limit: int = 6
    ) -> tuple[Neighbour, ...]:
        """Visible documents nearest to a visible one by words and meaning; none if it is hidden."""
        ...

    def nearest(
        self,
        vector: np.ndarray,
        request: SearchRequest,
        audience: Audience,
        *,
        limit: int = 100,
    ) -> tuple[Neighbour, ...]:
        """By cosine to `vector` (512 numbers, norm 1) among what the filters of `request` allow.

        The text, sort and page of `request` are left aside; `score` is the cosine.
        """
        ...

    def count(self, request: SearchRequest | None = None, audience: Audience | None = None) -> int:
        """Documents in the index, or the total of `request` for `audience` (anonymous if None)."""
        ...

    def count_in(self, generation: str) -> int:
        """Documents in one generation, serving or not."""
        ...

    def digests(self) -> Iterator[tuple[str, str]]:
        """(id, Document.digest()) of all that is in the serving index, for reconciliation."""
        ...

    def health(self) -> Health:
        """Never raises."""
        ...

    # Writing: visible to every later search of this process, to others within about a second.

    def upsert(
        self, documents: Iterable[Document], *, generation: str = "", guard: Guard | None = None
    ) -> int:
        """Add or replace, all in one commit; the number written. "" is the serving index.

        What goes to one that does not serve yet is only sure to be kept from `swap` on.
        A document without a vector gets one from the engine's encoder (none if there is none);
        it is copied from the serving index where the text to encode is the same.
        """
        ...

    def delete(
        self, ids: Iterable[str], *, generation: str = "", guard: Guard | None = None
    ) -> int:
        """Remove by id; unknown ids are fine. The number that was there."""
        ...

    # Rebuilding beside

    def build(self) -> str:
        """Make an empty index beside the serving one and return its generation's name."""
        ...

    def swap(self, generation: str) -> str:
        """Serve `generation` from now on, atomically; the name of the one served before, or ""."""
        ...

    def drop(self, generation: str) -> None:
        """Remove a generation that does not serve (ValueError if it does)."""
        ...

    def generations(self) -> tuple[str, ...]:
        """All that exist, oldest first, the serving one among them."""
        ...

    def serving(self) -> str:
        """The generation that answers, or "" before the first swap."""
        ...
