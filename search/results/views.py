"""The search page, its pieces, and what is proposed while typing."""

from collections.abc import Iterable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails
from wagtail import hooks

from frame.languages import reader_language
from search.audience import audience_of
from search.engines import get_engine
from search.engines.contract import Completion, SearchResult
from search.engines.errors import SearchUnavailable
from search.requests import KINDS, MAX_TEXT, SearchRequest
from search.results.addresses import PARAMETERS, query_of, request_from
from search.results.cards import cards_of
from search.results.facets import chips_of, facets_of
from search.results.pages import Pages

logger = structlog.get_logger(__name__)


@require_safe
@vary_on_headers("HX-Request")
def search_show(request: HttpRequest) -> HttpResponse:
    """The page, or only its results where htmx asks."""
    asked = request_from(request.GET, language=reader_language())
    shorten_address(request, asked)
    is_piece = HtmxDetails(request).target == "results"
    template = "results/_results.html" if is_piece else "results/search_page.html"
    try:
        result = get_engine().search(asked, audience_of(request.user))
    except SearchUnavailable as error:
        logger.error("search.unavailable", kind=type(error).__name__, error=str(error))
        context = {"asked": asked, "is_unavailable": True}
        return render(request, template, context, status=200 if is_piece else 503)
    return render(request, template, results_context(request, asked, result))


def shorten_address(request: HttpRequest, asked: SearchRequest) -> None:
    """Cut an endless text in the address too: the page's links to itself repeat it a dozen times,
    in other languages, for other pages, for the theme."""
    if len(request.GET.get("q", "")) > MAX_TEXT:
        request.META["QUERY_STRING"] = query_of(asked)
        request.GET = QueryDict(query_of(asked))


@require_safe
def kind_show(request: HttpRequest, kind: str) -> HttpResponse:
    """The address that a reader guesses for all operators or opportunities: the search of them."""
    asked = request_from(request.GET, language=reader_language())
    return redirect(f"{reverse('results:search-show')}?{query_of(asked, kind=kind)}")


def results_context(
    request: HttpRequest, asked: SearchRequest, result: SearchResult
) -> dict[str, Any]:
    """What the templates of the page read."""
    counts = {count.code: count.count for count in result.facets.get("kind", ())}
    kinds = [("", sum(counts.values())), *((kind, counts.get(kind, 0)) for kind in KINDS)]
    return {
        "asked": asked,
        "result": result,
        "cards": cards_of(result.hits, request.user),
        "facets": facets_of(asked, result),
        "chips": chips_of(asked),
        "kinds": [(kind, count, query_of(asked, kind=kind, page="")) for kind, count in kinds],
        "pages": Pages(result.page, result.pages),
        "respelled": query_of(asked, q=result.did_you_mean, page=""),
        "without_filters": query_of(SearchRequest(text=asked.text, kind=asked.kind)),
        "actions": [act(request, asked) for act in hooks.get_hooks("search_actions")],
        "readiness": [
            ("trl_min", _("au moins"), asked.trl_min),
            ("trl_max", _("au plus"), asked.trl_max),
        ],
    }


@require_safe
def search_complete(request: HttpRequest) -> HttpResponse:
    """A list of what the words typed may become; empty where search does not answer."""
    asked = request_from(request.GET, language=reader_language())
    try:
        found = get_engine().complete(
            asked.text, audience_of(request.user), language=asked.language, kind=asked.kind
        )
    except SearchUnavailable:
        found = ()
    return render(request, "results/_completions.html", {"completions": completions_of(found)})


def completions_of(found: Iterable[Completion]) -> list[dict[str, str]]:
    """Each with the address that it leads to."""
    return [
        {"html": item.html, "facet": item.facet, "query": query_of(request_for(item))}
        for item in found
    ]


def request_for(completion: Completion) -> SearchRequest:
    """The search that a proposal leads to: a label's facet, or a document's name."""
    if completion.facet in PARAMETERS:
        chosen: dict[str, Any] = {completion.facet: (completion.code,)}
        return SearchRequest(**chosen)
    return SearchRequest(text=completion.text, kind=completion.kind)
