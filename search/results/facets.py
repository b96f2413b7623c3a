"""Facets as a page shows them: labels, counts, what is chosen and how to undo it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cms.taxonomies.emdn import branch
from search.engines.contract import FacetCount, SearchResult
from search.requests import FACETS, SearchRequest
from search.results.addresses import PARAMETERS, facet_labels, query_of

SHOWN = 40
OPEN_AT_FIRST = frozenset({"countries", "processes"})
LABELS = {
    "countries": _("Pays"),
    "regions": _("Région"),
    "operator_types": _("Type d'opérateur"),
    "processes": _("Procédé"),
    "categories": _("Catégorie de dispositifs"),
    "classes": _("Classe de dispositifs"),
    "modes": _("Mode de coopération"),
    "sides": _("Offre ou demande"),
    "credentials": _("Certificat en cours de validité"),
    "sizes": _("Effectif"),
    "languages": _("Langue de travail"),
}


@dataclass(frozen=True)
class FacetValue:
    """One code of a facet. `depth` is its level below the top of a tree."""

    value: str
    label: str
    count: int
    is_selected: bool
    depth: int = 0


@dataclass(frozen=True)
class Facet:
    """One facet with the values worth showing."""

    name: str
    label: str
    values: Sequence[FacetValue]
    is_open: bool


@dataclass(frozen=True)
class Chip:
    """A choice in force, and the query string without it. Unknown codes have no label."""

    label: str
    query: str
    is_unknown: bool = False


def facets_of(request: SearchRequest, result: SearchResult) -> list[Facet]:
    """The facets that have anything to choose, in the order of FACETS."""
    made = (facet_of(name, request, result.facets.get(name, ())) for name in FACETS)
    return [facet for facet in made if facet.values]


def facet_of(name: str, request: SearchRequest, counts: Sequence[FacetCount]) -> Facet:
    """One facet; of a tree only the top, what is chosen, its branch and its children."""
    shown = unfolded(request.categories, counts) if name == "categories" else counts[:SHOWN]
    chosen = request.codes(name)
    shown = [*shown, *(c for c in counts[SHOWN:] if c.selected and c not in shown)]
    labels = facet_labels(name, [count.code for count in shown])
    values = [
        FacetValue(
            value=count.code,
            label=labels[count.code],
            count=count.count,
            is_selected=count.code in chosen,
            depth=len(branch(count.code)) - 1 if name == "categories" else 0,
        )
        for count in shown
        if count.code in labels
    ]
    is_open = bool(chosen) or name in OPEN_AT_FIRST
    return Facet(PARAMETERS[name], str(LABELS[name]), values, is_open)


def unfolded(chosen: Sequence[str], counts: Sequence[FacetCount]) -> list[FacetCount]:
    """The part of the category tree that a reader needs to go up or down from what is chosen."""
    above = {code for category in chosen for code in branch(category)}
    parents = above | {""}
    shown = [c for c in counts if c.code in above or parent_of(c.code) in parents]
    return sorted(shown, key=lambda count: count.code)


def parent_of(code: str) -> str:
    """The code one level up; "" above the top, which an address may name wrongly (`A1`)."""
    above = branch(code)
    return above[-2] if len(above) > 1 else ""


def chips_of(request: SearchRequest) -> list[Chip]:
    """What narrows the search, each with the address that drops it."""
    chips = []
    for name in FACETS:
        labels = facet_labels(name, request.codes(name))
        for code in request.codes(name):
            left = tuple(other for other in request.codes(name) if other != code)
            query = query_of(request, page="", **{PARAMETERS[name]: left})
            chips.append(Chip(labels.get(code, code), query, is_unknown=code not in labels))
    return chips + readiness_chips(request)


def readiness_chips(request: SearchRequest) -> list[Chip]:
    """The bounds of technology readiness."""
    bounds = (
        ("trl_min", request.trl_min, _("TRL %s au moins")),
        ("trl_max", request.trl_max, _("TRL %s au plus")),
    )
    return [
        Chip(str(label) % value, query_of(request, page="", **{name: ""}))
        for name, value, label in bounds
        if value
    ]
