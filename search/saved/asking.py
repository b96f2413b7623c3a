"""How saved searches ask the engine: by words and filters, through all pages."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from search.engines import SearchResult, get_engine
from search.requests import MAX_PAGE_SIZE, Audience, SearchRequest


def pages_of(
    asked: SearchRequest,
    audience: Audience,
    *,
    among: Collection[str] | None = None,
    with_highlights: bool = False,
) -> Iterator[SearchResult]:
    """Every page of what meets a request, of the ids `among` only where these are given.

    A hit by meaning alone is left out, and so is one that lacks some of the words (`relaxed`):
    on a page they help, in a mail they would be noise.
    """
    page, pages = 1, 1
    while page <= pages:
        result = get_engine().search(
            replace(asked, page=page, page_size=MAX_PAGE_SIZE),
            audience,
            with_facets=False,
            with_highlights=with_highlights,
            with_meaning=False,
            among=among,
        )
        if result.relaxed:
            return
        yield result
        page, pages = page + 1, result.pages
