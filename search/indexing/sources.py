"""From the database to documents: which there are, and which one change touches."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from cms.operators.models import Capability, Credential, Operator
from cms.opportunities.models import Opportunity
from cms.taxonomies.models import CooperationMode, DeviceCategory, Process, Standard, Term
from search.documents import Document, document_id, operator_document, opportunity_document
from search.documents.labels import Labels, with_ancestors
from search.requests import OPERATORS, OPPORTUNITIES

BATCH = 500


def operators() -> QuerySet[Operator]:
    """The operators that have a document, with all that the document is made of."""
    return Operator.objects.live().with_children().prefetch_related("memberships__user")


def opportunities() -> QuerySet[Opportunity]:
    """The opportunities that have a document, with all that it is made of."""
    return Opportunity.objects.live().with_children()


def all_ids() -> Iterator[str]:
    """The ids of every document that the index should hold."""
    for kind, rows in ((OPERATORS, operators()), (OPPORTUNITIES, opportunities())):
        keys = rows.prefetch_related(None).order_by("pk").values_list("pk", flat=True)
        yield from (document_id(kind, pk) for pk in keys.iterator(chunk_size=2000))


def split_ids(ids: Iterable[str]) -> dict[str, list[int]]:
    """Primary keys by kind; what is no id of ours is left out, as no row has it."""
    found: dict[str, list[int]] = {OPERATORS: [], OPPORTUNITIES: []}
    for name in ids:
        kind, _, pk = name.rpartition("-")
        if kind in found and pk.isdecimal():
            found[kind].append(int(pk))
    return found


def documents(ids: Iterable[str]) -> list[Document]:
    """The documents of those ids that should be in the index now; others are left out."""
    keys, labels = split_ids(ids), Labels()
    able = list(operators().filter(pk__in=keys[OPERATORS]))
    asked = list(opportunities().filter(pk__in=keys[OPPORTUNITIES]))
    categories = [code for row in able for c in row.capabilities.all() for code in c.categories]
    categories += [code for row in asked for code in row.categories]
    labels.learn("categories", with_ancestors(categories))
    return [
        *(operator_document(row, labels) for row in able),
        *(opportunity_document(row, labels) for row in asked),
    ]


def published_after(ids: Iterable[str], moment: datetime) -> set[str]:
    """Those of the ids whose first publication is later than `moment`."""
    keys = split_ids(ids)
    models: dict[str, Any] = {OPERATORS: Operator, OPPORTUNITIES: Opportunity}
    return {
        document_id(kind, pk)
        for kind, model in models.items()
        for pk in model.objects.filter(pk__in=keys[kind], first_published_at__gt=moment)
        .order_by("pk")
        .values_list("pk", flat=True)
    }


def ids_of_operator(pk: int) -> list[str]:
    """An operator's document and those of its opportunities, which carry its name and place."""
    keys = Opportunity.objects.filter(operator_id=pk).order_by("pk").values_list("pk", flat=True)
    return [document_id(OPERATORS, pk), *(document_id(OPPORTUNITIES, key) for key in keys)]


def ids_of_term(term: Term) -> list[str]:
    """The documents that carry a term's labels (of a category: those of its branch too)."""
    held, wanted = _holders(term)
    found = Operator.objects.filter(held).order_by("pk").distinct().values_list("pk", flat=True)
    asked = Opportunity.objects.filter(wanted).order_by("pk").values_list("pk", flat=True)
    return [
        *(document_id(OPERATORS, pk) for pk in found),
        *(document_id(OPPORTUNITIES, pk) for pk in asked),
    ]


CARRIERS: dict[type[Term], tuple[tuple[type[Model], str, str], ...]] = {
    Process: ((Capability, "operator_id", "process"), (Opportunity, "pk", "processes")),
    CooperationMode: (
        (Operator, "pk", "seeks"),
        (Operator, "pk", "offers"),
        (Opportunity, "pk", "modes"),
    ),
    Standard: (
        (Credential, "operator_id", "standard"),
        (Opportunity, "pk", "required_credentials"),
    ),
    DeviceCategory: (
        (Capability, "operator_id", "categories"),
        (Opportunity, "pk", "categories"),
    ),
}


def ids_of_codes(model: type[Term], codes: Iterable[str]) -> list[str]:
    """The documents that carry any of many codes, in one pass over the profiles."""
    wanted, found = frozenset(codes), dict[str, None]()
    for carrier, key, field in CARRIERS[model]:
        kind = OPPORTUNITIES if carrier is Opportunity else OPERATORS
        rows = carrier._default_manager.order_by("pk").values_list(key, field)
        for pk, held in rows.iterator(chunk_size=2000):
            listed = (held,) if isinstance(held, str) else held
            carried = with_ancestors(listed) if model is DeviceCategory else listed
            if not wanted.isdisjoint(carried):
                found[document_id(kind, pk)] = None
    return list(found)


def _holders(term: Term) -> tuple[Q, Q]:
    """Filters of the operators and of the opportunities whose codes hold a term."""
    whole, start = f'"{term.code}"', f'"{term.code}'
    match term:
        case Process():
            able = Capability.objects.filter(process=term.code).values("operator")
            return Q(pk__in=able), Q(processes__icontains=whole)
        case CooperationMode():
            return Q(seeks__icontains=whole) | Q(offers__icontains=whole), Q(modes__icontains=whole)
        case Standard():
            held = Credential.objects.filter(standard=term.code).values("operator")
            return Q(pk__in=held), Q(required_credentials__icontains=whole)
        case DeviceCategory():
            able = Capability.objects.filter(categories__icontains=start).values("operator")
            return Q(pk__in=able), Q(categories__icontains=start)
    raise TypeError(f"{type(term).__name__} is on no document")
