"""Which of some documents meet each of many requests, from one state of the index."""

from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np

from search.engines.embedded.facets import combine, filter_masks
from search.engines.embedded.lexical import hits_of, seek_word
from search.engines.embedded.questions import Place, Question, answer
from search.engines.embedded.reader import Reader
from search.engines.embedded.snapshot import Snapshot
from search.requests import Audience, SearchRequest

# Readers whose masks over the whole index are kept: three bytes a document each.
KEPT_READERS = 16


def meeting_in(
    snapshot: Snapshot,
    asked: Sequence[tuple[SearchRequest, Audience]],
    among: Collection[str],
    today: int,
) -> list[frozenset[str]]:
    """The ids of `among` that meet each request; `today` as an ordinal."""
    ids = sorted(id for id in set(among) if snapshot.columns.row(id) >= 0)
    if not ids:
        return [frozenset()] * len(asked)
    lookups = SnapshotLookups(snapshot, ids, today)
    return answer([Question.of(*pair) for pair in asked], lookups, ids)


class SnapshotLookups:
    """See questions.Lookups: what is looked up in the whole index, kept for the documents asked."""

    def __init__(self, snapshot: Snapshot, ids: Sequence[str], today: int) -> None:
        self.snapshot = snapshot
        self.today = today
        self.rows = np.array([snapshot.columns.row(id) for id in ids], np.int64)
        self.reader = lru_cache(maxsize=KEPT_READERS)(self._reader)
        self.filters: dict[SearchRequest, np.ndarray] = {}
        self.words: dict[tuple[Place, Audience], np.ndarray] = {}

    def _reader(self, audience: Audience) -> Reader:
        return Reader.of(self.snapshot, audience, self.today)

    def visible(self, audience: Audience) -> np.ndarray:
        """See Lookups."""
        return self.reader(audience).visible[self.rows]

    def narrowed(self, narrowing: SearchRequest) -> np.ndarray:
        """See Lookups."""
        if narrowing not in self.filters:
            columns = self.snapshot.columns
            masks = filter_masks(columns, narrowing, self.today)
            every = np.ones(columns.count, np.bool_)
            self.filters[narrowing] = combine(every, masks)[self.rows]
        return self.filters[narrowing]

    def holding(self, place: Place, audience: Audience) -> np.ndarray:
        """See Lookups. Whether a word needs a stand-in is judged in the whole index."""
        key = (place, audience)
        if key not in self.words:
            reader = self.reader(audience)
            sought = seek_word(self.snapshot, place.word, reader, is_last=place.is_last)
            hits = hits_of(self.snapshot, sought, reader)
            mask = np.zeros(self.snapshot.columns.count, np.bool_)
            mask[hits.rows] = True
            self.words[key] = mask[self.rows]
        return self.words[key]
