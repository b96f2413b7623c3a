"""From a query string to a `SearchRequest`, and back to an address that can be shared."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.taxonomies import lists
from search.requests import FACETS, SORTS, SearchRequest

# The short name of each facet in an address, and the code list that its codes come from.
PARAMETERS = {
    "countries": "country",
    "regions": "region",
    "operator_types": "type",
    "processes": "process",
    "categories": "category",
    "classes": "class",
    "modes": "mode",
    "sides": "side",
    "credentials": "credential",
    "sizes": "size",
    "languages": "language",
}
VOCABULARIES = {name: name for name in FACETS} | {"credentials": "standards"}
SIDES = (("offer", _("Offre")), ("request", _("Demande")))


def facet_labels(facet: str, codes: Iterable[str]) -> dict[str, str]:
    """The labels of some codes of a facet in the active language; unknown codes are left out."""
    if facet == "sides":
        return {code: str(label) for code, label in SIDES if code in codes}
    return lists.labels_of(VOCABULARIES[facet], codes)


def request_from(query: QueryDict, *, language: str) -> SearchRequest:
    """The request of an address. None is refused: what can't be used is cut or left out."""
    asked: dict[str, Any] = {facet: tuple(query.getlist(n)) for facet, n in PARAMETERS.items()}
    asked |= {name: query.get(name, "") for name in ("kind", "sort")}
    asked |= {name: _number(query.get(name)) for name in ("trl_min", "trl_max")}
    asked |= {"text": query.get("q", ""), "page": query.get("page", 1)}
    return SearchRequest(language=language, **asked)


def _number(text: str | None) -> int | None:
    """A whole number as typed, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else None


def query_of(request: SearchRequest, **changes: Any) -> str:
    """The query string of a request with `changes` by parameter name; defaults are left out."""
    query = QueryDict(mutable=True)
    query["q"] = request.text
    query["kind"] = request.kind
    for facet, name in PARAMETERS.items():
        query.setlist(name, list(request.codes(facet)))
    query["trl_min"], query["trl_max"] = str(request.trl_min or ""), str(request.trl_max or "")
    query["sort"] = "" if request.sort == SORTS[0] else request.sort
    query["page"] = "" if request.page == 1 else str(request.page)
    for name, value in changes.items():
        query.setlist(name, list(value) if isinstance(value, tuple | list) else [str(value or "")])
    for name in [name for name, values in query.lists() if not any(values)]:
        del query[name]
    return query.urlencode()
