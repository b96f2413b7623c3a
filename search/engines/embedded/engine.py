"""The embedded engine: tantivy for words, numpy for facets and vectors, files on disk."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from search.documents import Document
from search.engines.contract import Completion, Guard, Health, Neighbour, SearchResult
from search.engines.embedded.completion import complete_text
from search.engines.embedded.damage import damage_reported
from search.engines.embedded.facets import combine, filter_masks
from search.engines.embedded.folder import IndexFolder
from search.engines.embedded.meeting import meeting_in
from search.engines.embedded.opened import OpenGenerations
from search.engines.embedded.searching import Asked, search_snapshot
from search.engines.embedded.similar import neighbours, similar_to
from search.engines.embedded.vectors import find_vectors, text_key
from search.engines.errors import IndexDamaged, IndexMissing, SearchUnavailable
from search.engines.query_vectors import QueryVectors
from search.requests import ANONYMOUS, KINDS, Audience, SearchRequest, clean_text
from search.text import query_words
from search.vectors import SentenceEncoder, encoded_text, normalise


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
        self.opened = OpenGenerations(self.folder)
        self.vectors = QueryVectors(encoder)

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
        snapshot, today = self.opened.snapshot(), self.today().toordinal()
        with damage_reported(self.name):
            words = query_words(request.text)
            asked = Asked(
                request,
                audience,
                today,
                words=words,
                vector=self.vectors.of(request.text, words) if with_meaning else None,
                among=among,
                with_facets=with_facets,
                with_highlights=with_highlights,
            )
            return search_snapshot(snapshot, asked)

    def meeting(
        self, asked: Sequence[tuple[SearchRequest, Audience]], *, among: Collection[str]
    ) -> list[frozenset[str]]:
        """See the contract."""
        snapshot, today = self.opened.snapshot(), self.today().toordinal()
        with damage_reported(self.name):
            return meeting_in(snapshot, asked, among, today)

    def complete(
        self, text: str, audience: Audience, *, language: str = "fr", kind: str = "", limit: int = 8
    ) -> tuple[Completion, ...]:
        """See the contract."""
        snapshot, today = self.opened.snapshot(), self.today().toordinal()
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
        snapshot = self.opened.snapshot()
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
        snapshot, today = self.opened.snapshot(), self.today().toordinal()
        with damage_reported(self.name):
            columns = snapshot.columns
            masks = filter_masks(columns, request, today)
            mask = combine(columns.visible(audience, today), masks)
            scores = snapshot.nearness.nearest(normalise(vector), mask, limit)
            return neighbours(snapshot, scores, limit)

    def count(self, request: SearchRequest | None = None, audience: Audience | None = None) -> int:
        """See the contract."""
        if request is None:
            return int(self.opened.snapshot().columns.alive.sum())
        reader = audience or ANONYMOUS
        return self.search(request, reader, with_facets=False, with_highlights=False).total

    def count_in(self, generation: str) -> int:
        """See the contract."""
        return int(self.opened.get(generation).refresh(force=True).columns.alive.sum())

    def digests(self) -> Iterator[tuple[str, str]]:
        """See the contract."""
        columns = self.opened.snapshot().columns
        for row in np.flatnonzero(columns.alive).tolist():
            yield columns.ids[row], columns.digests[row]

    def health(self) -> Health:
        """See the contract."""
        try:
            self.opened.get().check()
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
            opened = self.opened.get(generation)
            sources = [opened, *self.opened.beside(opened)]
            vectors = find_vectors(latest, texts, keys, self.encoder, sources)
            if guard:
                guard()
            is_serving = opened.name == self.folder.serving()
            return opened.write(latest, keys, vectors, is_serving=is_serving)

    def delete(
        self, ids: Iterable[str], *, generation: str = "", guard: Guard | None = None
    ) -> int:
        """See the contract."""
        with self.folder.write_lock():
            opened = self.opened.get(generation)
            if guard:
                guard()
            return opened.remove(ids)

    # Rebuilding beside

    def build(self) -> str:
        """See the contract."""
        return self.folder.create()

    def swap(self, generation: str) -> str:
        """See the contract."""
        new = self.opened.get(generation)
        with self.folder.write_lock():
            new.settle()
            new.refresh(force=True)
            new.save()
            return self.folder.swap(generation)

    def drop(self, generation: str) -> None:
        """See the contract."""
        self.opened.abandon(generation)
        self.folder.drop(generation)

    def generations(self) -> tuple[str, ...]:
        """See the contract."""
        return self.folder.names()

    def serving(self) -> str:
        """See the contract."""
        return self.folder.serving()
