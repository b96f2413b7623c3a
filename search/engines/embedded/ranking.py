"""From a request to its hits: words and meaning together, narrowed by the filters, in order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.facets import combine, filter_masks
from search.engines.embedded.lexical import TextMatch, match_text
from search.engines.embedded.reader import Reader
from search.engines.embedded.snapshot import Snapshot
from search.engines.fusion import best_first, fuse_ranks, neighbour_threshold
from search.requests import NAME, RECENT, Audience, SearchRequest
from search.text import QueryWord

# Of equal scores that of the newer document is ahead, as on the other engine: the seconds since
# 1970 in what a float64 holds beyond a float32, whose neighbours are 6e-8 apart.
SECOND = 1.6e-17


@dataclass(frozen=True)
class Found:
    """The hits of a request before paging.

    `base` is what the text alone finds among the visible rows, `masks` the filter of each facet,
    `hits` both together. `scores` order them by relevance; `lexical` tells which hold words.
    """

    base: np.ndarray
    masks: Mapping[str, np.ndarray]
    hits: np.ndarray
    scores: np.ndarray | None = None
    match: TextMatch | None = None


def find(
    snapshot: Snapshot,
    request: SearchRequest,
    audience: Audience,
    today: int,
    *,
    words: tuple[QueryWord, ...],
    vector: np.ndarray | None,
    among: Collection[str] | None = None,
) -> Found:
    """All hits. `words` and `vector` are those of the text; without a text all is found."""
    columns = snapshot.columns
    reader = Reader.of(snapshot, audience, today)
    masks = filter_masks(columns, request, today)
    if among is not None:
        masks["among"] = rows_among(snapshot, among)
    if not request.text:
        return Found(reader.visible, masks, combine(reader.visible, masks))
    if not words:
        nothing = np.zeros(columns.count, np.bool_)
        return Found(nothing, masks, nothing)
    match = match_text(snapshot, words, reader)
    narrowed = combine(reader.visible, masks)
    meaning = near_meaning(snapshot, vector, reader.visible, narrowed)
    base = match.mask | (meaning > 0)
    freshness = 1 + columns.published * SECOND
    ranked = (match.scores * freshness, meaning, match.named * freshness)
    scores = fuse_ranks([np.where(narrowed, column, 0) for column in ranked])
    return Found(base, masks, combine(base, masks), scores, match)


def rows_among(snapshot: Snapshot, ids: Collection[str]) -> np.ndarray:
    """The rows of some ids."""
    mask = np.zeros(snapshot.columns.count, np.bool_)
    rows = [snapshot.columns.row(id) for id in ids]
    mask[[row for row in rows if row >= 0]] = True
    return mask


def near_meaning(
    snapshot: Snapshot, vector: np.ndarray | None, visible: np.ndarray, narrowed: np.ndarray
) -> np.ndarray:
    """The cosines of the visible rows near enough to `vector`, 0 elsewhere.

    How near is enough is judged among the rows that the filters leave, so that a filter never
    hides the best of what it leaves; the same bound then holds for the facets' counts.
    """
    if vector is None:
        return np.zeros(snapshot.columns.count, np.float32)
    cosines = snapshot.nearness.near(vector, visible, narrowed)
    bound = neighbour_threshold(cosines[narrowed])
    return np.where(visible & (cosines >= bound), cosines, np.float32(0))


def page_rows(snapshot: Snapshot, request: SearchRequest, found: Found, page: int) -> np.ndarray:
    """The rows of one page, in the order that the request wants."""
    rows = np.flatnonzero(found.hits)
    keys = sort_keys(snapshot, request, found)[rows]
    end = page * request.page_size
    return rows[best_first(keys, end)[end - request.page_size :]]


def sort_keys(snapshot: Snapshot, request: SearchRequest, found: Found) -> np.ndarray:
    """A number per row, the highest first."""
    if request.sort == NAME:
        return -snapshot.columns.name_ranks()
    if request.sort == RECENT or found.scores is None:
        return snapshot.columns.published
    return found.scores
