"""The embedded engine: tantivy for words, numpy for facets and vectors, files on disk."""

import hashlib
import math
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from search.documents import Document
from search.engines.contract import Completion, Guard, Health, Neighbour, SearchResult
from search.engines.embedded.completion import complete_text
from search.engines.embedded.damage import damage_reported
from search.engines.embedded.facets import combine, count_facets, filter_masks
from search.engines.embedded.folder import IndexFolder
from search.engines.embedded.generation import Generation
from search.engines.embedded.highlights import make_hits
from search.engines.embedded.lexical import Reader
from search.engines.embedded.ranking import find, page_rows
from search.engines.embedded.similar import neighbours, similar_to
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.spelling import respell_text
from search.engines.errors import IndexDamaged, IndexMissing, SearchUnavailable
from search.requests import ANONYMOUS, KINDS, Audience, SearchRequest, clean_text
from search.text import QueryWord, query_words
from search.vectors import SentenceEncoder, encode_documents, encoded_text, normalise


class EmbeddedEngine:
    """See search.engines.contract.SearchEngine. `today` is asked at each search."""

    name = "embedded"

    def __init__(
        self,
        path: Path,
        *,
        encoder: SentenceEncoder | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.folder = IndexFolder(path)
        self.encoder = encoder
        self.today = today
        # Requests already share the cores; BLAS threads of each would wait for one another.
        threadpool_limits(1, user_api="blas")
        self.opened: dict[str, Generation] = {}
        self.lock = threading.RLock()
        # A reader who sets filters or turns pages sends the same text again and again.
        self._encoded = lru_cache(maxsize=1000)(self._encode)

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
        """See the contract."""
        snapshot, today = self._snapshot(), self.today().toordinal()
        with damage_reported(self.name):
            words = query_words(request.text)
            found = find(
                snapshot,
                request,
                audience,
                today,
                words=words,
                vector=self._text_vector(request.text, words) if with_meaning else None,
                among=among,
            )
            total = int(found.hits.sum())
            pages = max(1, math.ceil(total / request.page_size))
            page = min(request.page, pages)
            reader = Reader.of(snapshot, audience, today)
            hits = make_hits(
                snapshot,
                page_rows(snapshot, request, found, page),
                found,
                reader=reader,
                language=request.language,
                with_highlights=with_highlights,
            )
            facets = (
                count_facets(snapshot.columns, request, found.base, found.masks, today)
                if with_facets
                else {}
            )
            return SearchResult(
                hits=hits,
                total=total,
                page=page,
                pages=pages,
                facets=facets,
                did_you_mean=respell_text(snapshot, request.text, found.match, reader),
                relaxed=bool(found.match and found.match.relaxed and found.match.mask.any()),
                no_words=bool(request.text and not words),
            )

    def complete(
        self, text: str, audience: Audience, *, language: str = "fr", kind: str = "", limit: int = 8
    ) -> tuple[Completion, ...]:
        """See the contract."""
        snapshot, today = self._snapshot(), self.today().toordinal()
        with damage_reported(self.name):
            visible = snapshot.columns.visible(audience, today)
            return complete_text(
                snapshot,
                visible,
                today,
                text=clean_text(text),
                language=language,
                kind=kind,
                limit=limit,
            )

    def more_like_this(
        self, id: str, audience: Audience, *, kind: str = "", limit: int = 6
    ) -> tuple[Neighbour, ...]:
        """See the contract."""
        snapshot = self._snapshot()
        with damage_reported(self.name):
            mask = snapshot.columns.visible(audience, self.today().toordinal())
            row = snapshot.columns.row(id)
            if row < 0 or not mask[row]:
                return ()
            if kind in KINDS:
                mask = mask & (snapshot.columns.kind == KINDS.index(kind))
            return similar_to(snapshot, row, mask, limit)

    def nearest(
        self,
        vector: np.ndarray,
        request: SearchRequest,
        audience: Audience,
        *,
        limit: int = 100,
    ) -> tuple[Neighbour, ...]:
        """See the contract."""
        snapshot, today = self._snapshot(), self.today().toordinal()
        with damage_reported(self.name):
            columns = snapshot.columns
            masks = filter_masks(columns, request, today)
            mask = combine(columns.visible(audience, today), masks)
            scores = snapshot.vectors.cosines(normalise(vector), mask)
            return neighbours(snapshot, scores, limit)

    def count(self, request: SearchRequest | None = None, audience: Audience | None = None) -> int:
        """See the contract."""
        if request is None:
            return int(self._snapshot().columns.alive.sum())
        reader = audience or ANONYMOUS
        return self.search(request, reader, with_facets=False, with_highlights=False).total

    def count_in(self, generation: str) -> int:
        """See the contract."""
        return int(self._open(generation).refresh(force=True).columns.alive.sum())

    def digests(self) -> Iterator[tuple[str, str]]:
        """See the contract."""
        columns = self._snapshot().columns
        for row in np.flatnonzero(columns.alive).tolist():
            yield columns.ids[row], columns.digests[row]

    def health(self) -> Health:
        """See the contract."""
        try:
            self._open("").check()
            documents, generation = self.count(), self.serving()
        except SearchUnavailable as error:
            lost = isinstance(error, IndexDamaged | IndexMissing)
            return Health(ok=False, engine=self.name, detail=str(error), must_rebuild=lost)
        return Health(ok=True, engine=self.name, generation=generation, documents=documents)

    # Writing

    def upsert(
        self, documents: Iterable[Document], *, generation: str = "", guard: Guard | None = None
    ) -> int:
        """See the contract."""
        latest = list({document.id: document for document in documents}.values())
        if not latest:
            return 0
        texts = [encoded_text(document) for document in latest]
        keys = [text_key(text) if self.encoder else "" for text in texts]
        with self.folder.write_lock():
            opened = self._open(generation)
            vectors = self._vectors(latest, texts, keys, opened)
            if guard:
                guard()
            return opened.write(latest, keys, vectors)

    def delete(
        self, ids: Iterable[str], *, generation: str = "", guard: Guard | None = None
    ) -> int:
        """See the contract."""
        with self.folder.write_lock():
            opened = self._open(generation)
            if guard:
                guard()
            return opened.remove(ids)

    def _vectors(
        self,
        documents: Sequence[Document],
        texts: Sequence[str],
        keys: Sequence[str],
        opened: Generation,
    ) -> list[np.ndarray | None]:
        """Each document's own vector, else one kept for the same text, else a new one."""
        vectors = [d.vector for d in documents]
        if self.encoder is None:
            return vectors
        sources = [opened, *self._serving_beside(opened)]
        for place, document in enumerate(documents):
            if vectors[place] is None:
                vectors[place] = kept_vector(sources, document.id, keys[place])
        missing = [place for place, vector in enumerate(vectors) if vector is None]
        made = encode_documents(self.encoder, [texts[place] for place in missing])
        for place, vector in zip(missing, made, strict=True):
            vectors[place] = vector
        return vectors

    def _serving_beside(self, opened: Generation) -> list[Generation]:
        """The serving generation while another one is filled; none if it can't be read."""
        try:
            return [] if self.folder.serving() in ("", opened.name) else [self._open("")]
        except SearchUnavailable:
            return []

    # Rebuilding beside

    def build(self) -> str:
        """See the contract."""
        return self.folder.create()

    def swap(self, generation: str) -> str:
        """See the contract."""
        self._open(generation)
        with self.folder.write_lock():
            return self.folder.swap(generation)

    def drop(self, generation: str) -> None:
        """See the contract."""
        self.folder.drop(generation)
        with self.lock:
            self.opened.pop(generation, None)

    def generations(self) -> tuple[str, ...]:
        """See the contract."""
        return self.folder.names()

    def serving(self) -> str:
        """See the contract."""
        return self.folder.serving()

    # Opened generations

    def _open(self, name: str) -> Generation:
        """A generation ("" is the serving one), opened once; forgotten when it is gone."""
        wanted = self.folder.required(name)
        with self.lock:
            if wanted not in self.opened:
                self.folder.check_version(wanted)
                there = set(self.folder.names())
                kept = {name: one for name, one in self.opened.items() if name in there}
                self.opened = kept | {
                    wanted: Generation(wanted, self.folder.generation_path(wanted))
                }
            return self.opened[wanted]

    def _snapshot(self) -> Snapshot:
        """The newest state of the serving generation; what can't be read is opened afresh."""
        generation = self._open("")
        try:
            return generation.refresh()
        except SearchUnavailable:
            with self.lock:
                self.opened.pop(generation.name, None)
            raise

    def _text_vector(self, text: str, words: Sequence[QueryWord]) -> np.ndarray | None:
        """The vector of a text that means something: it has a word of three letters or more."""
        if self.encoder is None or not any(len(w.word) > 2 and w.word.isalpha() for w in words):
            return None
        return self._encoded(text)

    def _encode(self, text: str) -> np.ndarray:
        assert self.encoder is not None  # noqa: S101 - for the type; callers ask first.
        vector: np.ndarray = self.encoder.encode([text])[0]
        return vector


def text_key(text: str) -> str:
    """What tells whether an encoded text has changed."""
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=12).hexdigest()


def kept_vector(sources: Sequence[Generation], id: str, key: str) -> np.ndarray | None:
    """The stored vector of a document whose encoded text is still the same, or None."""
    for generation in sources:
        columns = generation.snapshot.columns
        row = columns.row(id)
        if row >= 0 and columns.alive[row] and columns.vector_keys[row] == key:
            return generation.vectors.row(row)
    return None
