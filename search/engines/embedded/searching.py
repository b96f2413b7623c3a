"""One page of results from one state of the index."""

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from search.engines.contract import Hit, SearchResult
from search.engines.embedded.facets import count_facets
from search.engines.embedded.highlights import make_hits
from search.engines.embedded.ranking import Found, find, page_rows
from search.engines.embedded.reader import Reader
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.spelling import respell_text
from search.requests import Audience, SearchRequest
from search.text import QueryWord


@dataclass(frozen=True)
class Asked:
    """A request with what was made of its text; `today` as an ordinal."""

    request: SearchRequest
    audience: Audience
    today: int
    words: tuple[QueryWord, ...]
    vector: np.ndarray | None
    among: Collection[str] | None = None
    with_facets: bool = True
    with_highlights: bool = True


def search_snapshot(snapshot: Snapshot, asked: Asked) -> SearchResult:
    """What the request finds: the page asked for, or the last one there is."""
    request, today = asked.request, asked.today
    found = find(
        snapshot,
        request,
        asked.audience,
        today,
        words=asked.words,
        vector=asked.vector,
        among=asked.among,
    )
    total = int(found.hits.sum())
    pages = max(1, math.ceil(total / request.page_size))
    page = min(request.page, pages)
    reader = Reader.of(snapshot, asked.audience, today)
    return SearchResult(
        hits=page_hits(snapshot, asked, found, reader, page),
        total=total,
        page=page,
        pages=pages,
        facets=count_facets(snapshot.columns, request, found.base, found.masks, today)
        if asked.with_facets
        else {},
        did_you_mean=respell_text(snapshot, request.text, found.match, reader),
        relaxed=bool(found.match and found.match.relaxed and found.match.mask.any()),
        no_words=bool(request.text and not asked.words),
    )


def page_hits(
    snapshot: Snapshot, asked: Asked, found: Found, reader: Reader, page: int
) -> tuple[Hit, ...]:
    """The hits of one page."""
    return make_hits(
        snapshot,
        page_rows(snapshot, asked.request, found, page),
        found,
        reader=reader,
        language=asked.request.language,
        with_highlights=asked.with_highlights,
    )
