"""Every code list by name, whether its codes stand in a table, a package or the code."""

from collections.abc import Callable, Iterable

from django.db.models import TextChoices

from cms.taxonomies import places
from cms.taxonomies.choices import CompanySize, DeviceClass, OperatorType, Scale
from cms.taxonomies.models import CooperationMode, DeviceCategory, Process, Standard, Term
from frame.languages import reader_language

TABLES: dict[str, type[Term]] = {
    "processes": Process,
    "modes": CooperationMode,
    "standards": Standard,
    "categories": DeviceCategory,
}
CLOSED: dict[str, type[TextChoices]] = {
    "classes": DeviceClass,
    "operator_types": OperatorType,
    "scales": Scale,
    "sizes": CompanySize,
}
PACKAGED: dict[str, Callable[[str], dict[str, str]]] = {
    "countries": places.country_labels,
    "regions": places.region_labels,
    "languages": places.language_labels,
}
VOCABULARIES = (*TABLES, *CLOSED, *PACKAGED)


def labels(vocabulary: str, language: str | None = None) -> dict[str, str]:
    """Every code of a vocabulary with its label in `language` (the active one by default)."""
    spoken = language or reader_language()
    if vocabulary in TABLES:
        return TABLES[vocabulary].objects.all().labels(spoken)
    if vocabulary in PACKAGED:
        return PACKAGED[vocabulary](spoken)
    return {value: str(label) for value, label in CLOSED[vocabulary].choices}


def labels_of(vocabulary: str, codes: Iterable[str], language: str | None = None) -> dict[str, str]:
    """The labels of those codes that the vocabulary knows, in one query; in none without codes."""
    wanted = tuple(dict.fromkeys(codes))
    if not wanted:
        return {}
    if vocabulary in TABLES:
        found = TABLES[vocabulary].objects.filter(code__in=wanted).labels(language)
    else:
        found = labels(vocabulary, language)
    return {code: found[code] for code in wanted if code in found}


def label(vocabulary: str, code: str, language: str | None = None) -> str:
    """The label of one code, or the code itself where it is not known."""
    return labels_of(vocabulary, (code,), language).get(code, code)


def choices(vocabulary: str) -> list[tuple[str, str]]:
    """Form choices in the active language; retired terms are not offered."""
    if vocabulary in TABLES:
        return [(term.code, term.label) for term in TABLES[vocabulary].objects.offered()]
    return list(labels(vocabulary).items())


def has(vocabulary: str, code: str) -> bool:
    """Whether the vocabulary knows the code, retired or not."""
    if vocabulary in TABLES:
        return TABLES[vocabulary].objects.filter(code=code).exists()
    return code in labels(vocabulary, "fr")
