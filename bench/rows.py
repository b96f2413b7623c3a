"""Generated documents as rows of the site and of the reference, and the queries asked of both."""

import time
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.management import call_command
from wagtail.search.backends import get_search_backend

from bench.generate import generate_operators
from bench.reference.models import ReferenceRow
from bench.report import milliseconds, percentiles, within
from cms.operators.models import (
    Capability,
    Credential,
    CredentialVerification,
    Operator,
    OperatorText,
)
from search.documents import Document
from search.requests import SearchRequest

# Asked in turn: single words, phrases, prefixes, typos, three languages, mixed ones, none.
TEXTS = (
    "injection plastique salle blanche",
    "stérilisation oxyde d'éthylène",
    "seringue",
    "cathéter extrusion médicale",
    "ISO 13485",
    "sterilisation validation laboratory",
    "clean room assembly of catheters",
    "needles",
    "distribution Casablanca",
    "حقن البلاستيك",
    "تعقيم بأكسيد الإيثيلين",
    "قفازات طبية",
    "seringue حقن syringe",
    "stérilsation",
    "moul",
    "formation maintenance biomédicale",
    "prothèse orthopédique usinage",
    "textile non tissé blouses",
    "réactifs diagnostic rapide",
    "packaging sterile barrier",
    "",
)
STORED_AT_ONCE = 2000
FILTERS: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"countries": ("MA",)},
    {"operator_types": ("manufacturer", "subcontractor")},
    {"processes": ("injection_moulding",)},
    {"categories": ("A",), "countries": ("MA", "FR")},
)


def requests(count: int) -> list[SearchRequest]:
    """`count` requests for operators: every text with every filter in turn."""
    return [
        SearchRequest(
            text=TEXTS[number % len(TEXTS)],
            kind="operators",
            page=1 + number % 3,
            **FILTERS[number % len(FILTERS)],  # type: ignore[arg-type]
        )
        for number in range(count)
    ]


def store_operators(documents: Sequence[Document]) -> None:
    """The documents as published operators, with the same primary keys."""
    Operator.objects.bulk_create([operator_row(d) for d in documents], batch_size=500)
    OperatorText.objects.bulk_create(
        [
            OperatorText(
                operator_id=d.pk,
                language=language,
                summary=d.summaries[language][:200],
                body=d.bodies[language][:8000],
            )
            for d in documents
            for language in d.bodies
        ],
        batch_size=500,
    )
    Capability.objects.bulk_create(
        [
            Capability(operator_id=d.pk, process=code, categories=list(categories_of(d)))
            for d in documents
            for code in d.facets["processes"]
        ],
        batch_size=500,
    )
    store_credentials(documents)
    store_verifications()


def store_credentials(documents: Sequence[Document]) -> None:
    """What the documents hold."""
    Credential.objects.bulk_create(
        [
            Credential(
                operator_id=d.pk,
                standard=held.standard,
                valid_from=held.valid_from,
                valid_to=held.valid_to,
            )
            for d in documents
            for held in d.credentials
        ],
        batch_size=500,
    )


def store_verifications() -> None:
    """Every second credential checked, as a curated site has them."""
    checked = list(Credential.objects.order_by("pk"))[::2]
    CredentialVerification.objects.bulk_create(
        [CredentialVerification(credential=one, digest=one.digest) for one in checked],
        batch_size=500,
    )


def operator_row(document: Document) -> Operator:
    """The operator of a document."""
    facets = document.facets
    return Operator(
        pk=document.pk,
        name=document.names[0],
        name_ar=document.names[1] if len(document.names) > 1 else "",
        slug=document.id,
        type=facets["operator_types"][0],
        country=facets["countries"][0],
        region=next(iter(facets["regions"]), ""),
        languages=list(facets["languages"]),
        offers=list(facets["modes"]),
        visibility=document.visibility,
        live=True,
    )


def categories_of(document: Document) -> tuple[str, ...]:
    """The deepest categories of a document, whose ancestors are facets too."""
    codes = document.facets["categories"]
    return tuple(c for c in codes if not any(o != c and o.startswith(c) for o in codes))


def store_reference(documents: Iterable[Document]) -> None:
    """The same texts as Wagtail's search keeps them."""
    rows = ReferenceRow.objects.bulk_create(
        [
            ReferenceRow(
                pk=d.pk,
                name=" ".join(d.names),
                text="\n".join((*d.summaries.values(), *d.bodies.values(), *labels(d))),
                country=d.facets["countries"][0],
                type=d.facets["operator_types"][0],
            )
            for d in documents
            if d.visibility == "public"
        ],
        batch_size=500,
    )
    get_search_backend().add_bulk(ReferenceRow, rows)


def labels(document: Document) -> list[str]:
    """The labels of a document's codes, in every language."""
    return [label for keyword in document.keywords for label in keyword.labels.values()]


def search_reference(request: SearchRequest) -> int:
    """The same request asked of Wagtail's database search, as far as that can ask it."""
    rows = ReferenceRow.objects.all()
    if request.countries:
        rows = rows.filter(country__in=request.countries)
    if request.operator_types:
        rows = rows.filter(type__in=request.operator_types)
    if not request.text:
        return len(rows[:20])
    start = (request.page - 1) * 20
    return len(get_search_backend().search(request.text, rows, operator="or")[start : start + 20])


def measure_reference(given: dict[str, Any]) -> dict[str, Any]:
    """The generated operators in Wagtail's database search, in a database of this run's own.

    It is asked for so many seconds at most: beyond some thousands of rows one question takes many.
    """
    settings.DATABASES["default"]["NAME"] = given["database"]
    call_command("migrate", run_syncdb=True, verbosity=0)
    documents, seconds = generate_operators(given["operators"]), 0.0
    while batch := list(islice(documents, STORED_AT_ONCE)):
        start = time.perf_counter()
        store_reference(batch)
        seconds += time.perf_counter() - start
    asked = within(requests(given["asked"]), given["seconds"])
    took = milliseconds(search_reference, asked)
    return percentiles(took) | {"docs_s": round(given["operators"] / seconds)}
