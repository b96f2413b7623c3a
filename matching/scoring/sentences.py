"""Findings in words, in the reader's language; the message ids are French.

Labels of codes come from outside (`Labels`), so that this stays free of queries.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frame.languages import reader_language
from matching.scoring.findings import Finding

SEMICOLONS = {"fr": "\u00a0; ", "en": "; ", "ar": "؛ "}
_LISTED = re.compile(r"[,،]|\s(?:et|and|ou|or)\s|\sو")
_BREAKING = re.compile(r" (?=[:;])")
_DESCRIPTION = re.compile(r"[,،]\s")

Labels = Callable[[str, str], str]
"""(vocabulary, code) to a label: vocabularies are processes, modes, standards, categories,
classes, countries and languages."""


def sentence(finding: Finding, labels: Labels) -> str:
    """One reason or gap as a sentence without a full stop.

    In French the space before a colon or a semicolon does not break.
    """
    text = WORDINGS[finding.code](finding.values, labels)
    return _BREAKING.sub("\u00a0", text) if reader_language() == "fr" else text


def enumerated(parts: Iterable[str]) -> str:
    """The parts as prose of the active language: "a, b et c".

    Where one of them is itself a list ("robinets, adaptateurs et raccords"), semicolons keep
    them apart.
    """
    named, language = list(parts), reader_language()
    if len(named) > 1 and any(_LISTED.search(part) for part in named):
        return SEMICOLONS.get(language, "; ").join(named)
    return format_list(named, locale=language)


def number(value: float) -> str:
    """A number with the grouping of the active language, in Western digits (as Morocco writes)."""
    return format_decimal(value, locale=reader_language())


def day(value: date) -> str:
    """A date in full."""
    return date_format(value, "j F Y")


def inline(label: str) -> str:
    """A label as it stands inside a sentence: "Moulage par injection" loses its capital.

    A word with capitals inside (EtO, MDR, ISO) keeps them; the official English nomenclature,
    which is all capitals, loses them.
    """
    if label.isupper() and " " in label:
        return label.lower()
    first = label.split(" ", 1)[0]
    return label[:1].lower() + label[1:] if first[1:].islower() else label


def _named(labels: Labels, vocabulary: str, codes: Iterable[str]) -> str:
    read = (labels(vocabulary, code) for code in codes)
    if vocabulary == "languages" and reader_language() == "en":
        return enumerated(read)
    return enumerated(map(inline, read))


def _standard(values: Mapping[str, Any], labels: Labels) -> str:
    """The short name: "EN ISO 13485, management de la qualité ..." stops at its comma."""
    return _DESCRIPTION.split(labels("standards", values["standard"]), maxsplit=1)[0]


def _requirements_all(values: Mapping[str, Any], labels: Labels) -> str:
    return ngettext(
        "La seule exigence est remplie", "Les %(count)s exigences sont remplies", values["count"]
    ) % {"count": number(values["count"])}


def _requirements_some(values: Mapping[str, Any], labels: Labels) -> str:
    missing = enumerated(sentence(item, labels) for item in values["missing"])
    if not values["met"]:
        return _("Il manque : %(missing)s") % {"missing": missing}
    return ngettext(
        "%(met)s exigence sur %(count)s remplie ; il manque : %(missing)s",
        "%(met)s exigences sur %(count)s remplies ; il manque : %(missing)s",
        values["met"],
    ) % {"met": number(values["met"]), "count": number(values["count"]), "missing": missing}


def _credential_missing(values: Mapping[str, Any], labels: Labels) -> str:
    standard = _standard(values, labels)
    if not values["categories"]:
        return standard
    named = _named(labels, "categories", values["categories"])
    return _("%(standard)s couvrant %(categories)s") % {"standard": standard, "categories": named}


def _credential_narrow(values: Mapping[str, Any], labels: Labels) -> str:
    return _("%(standard)s couvrant %(categories)s (périmètre actuel plus étroit)") % {
        "standard": _standard(values, labels),
        "categories": _named(labels, "categories", values["categories"]),
    }


def _credential_claimed(values: Mapping[str, Any], labels: Labels) -> str:
    return _("%(standard)s, cité dans le texte mais sans certificat déposé") % {
        "standard": _standard(values, labels)
    }


def _credential_expired(values: Mapping[str, Any], labels: Labels) -> str:
    return _("certificat %(standard)s expiré le %(day)s") % {
        "standard": _standard(values, labels),
        "day": day(values["day"]),
    }


def _credential_future(values: Mapping[str, Any], labels: Labels) -> str:
    return _("certificat %(standard)s valable à partir du %(day)s seulement") % {
        "standard": _standard(values, labels),
        "day": day(values["day"]),
    }


def _credential_valid(values: Mapping[str, Any], labels: Labels) -> str:
    return _("%(standard)s valable jusqu'au %(day)s") % {
        "standard": _standard(values, labels),
        "day": day(values["day"]),
    }


def _credential_held(values: Mapping[str, Any], labels: Labels) -> str:
    return _("%(standard)s en vigueur") % {"standard": _standard(values, labels)}


def _process_missing(values: Mapping[str, Any], labels: Labels) -> str:
    return inline(labels("processes", values["process"]))


def _categories_missing(values: Mapping[str, Any], labels: Labels) -> str:
    return _("une activité dans %(categories)s") % {
        "categories": _named(labels, "categories", values["categories"])
    }


def _classes_missing(values: Mapping[str, Any], labels: Labels) -> str:
    return _named(labels, "classes", values["classes"])


def _capacity(message: str, values: Mapping[str, Any]) -> str:
    return message % {
        "capacity": number(values["capacity"]),
        "volume": number(values["volume"]),
        "unit": values["unit"],
    }


def _capacity_short(values: Mapping[str, Any], labels: Labels) -> str:
    return _capacity(
        _("une capacité de %(volume)s %(unit)s par an (annoncée : %(capacity)s)"), values
    )


def _capacity_enough(values: Mapping[str, Any], labels: Labels) -> str:
    return _capacity(
        _("Capacité annoncée de %(capacity)s %(unit)s par an pour %(volume)s demandés"), values
    )


def _readiness_low(values: Mapping[str, Any], labels: Labels) -> str:
    return _("maturité TRL %(asked)s (TRL %(has)s aujourd'hui)") % dict(values)


def _country_outside(values: Mapping[str, Any], labels: Labels) -> str:
    return _("un établissement dans les pays demandés (ici : %(country)s)") % {
        "country": labels("countries", values["country"])
    }


def _listed(key: str, vocabulary: str, one: Callable[[int], str]) -> "Wording":
    def wording(values: Mapping[str, Any], labels: Labels) -> str:
        codes = values[key]
        return one(len(codes)) % {"named": _named(labels, vocabulary, codes)}

    return wording


Wording = Callable[[Mapping[str, Any], Labels], str]


def _fixed(text: Callable[[], str]) -> Wording:
    return lambda values, labels: text()


def _market_shared(values: Mapping[str, Any], labels: Labels) -> str:
    return _("Marché déclaré : %(country)s") % {"country": labels("countries", values["country"])}


WORDINGS: dict[str, Wording] = {
    "requirements_all": _requirements_all,
    "requirements_some": _requirements_some,
    "credential_missing": _credential_missing,
    "credential_narrow": _credential_narrow,
    "credential_claimed": _credential_claimed,
    "credential_expired": _credential_expired,
    "credential_future": _credential_future,
    "credential_valid": _credential_valid,
    "credential_held": _credential_held,
    "process_missing": _process_missing,
    "categories_missing": _categories_missing,
    "classes_missing": _classes_missing,
    "capacity_short": _capacity_short,
    "capacity_enough": _capacity_enough,
    "readiness_low": _readiness_low,
    "country_outside": _country_outside,
    "market_shared": _market_shared,
    "modes_offered": _listed("modes", "modes", lambda n: ngettext(
        "Propose le mode recherché : %(named)s", "Propose les modes recherchés : %(named)s", n)),
    "modes_sought": _listed("modes", "modes", lambda n: ngettext(
        "Cherche le mode proposé : %(named)s", "Cherche les modes proposés : %(named)s", n)),
    "processes_mastered": _listed("processes", "processes", lambda n: ngettext(
        "Maîtrise le procédé recherché : %(named)s",
        "Maîtrise les procédés recherchés : %(named)s", n)),
    "processes_needed": _listed("processes", "processes", lambda n: ngettext(
        "Cherche le procédé proposé : %(named)s", "Cherche les procédés proposés : %(named)s", n)),
    "processes_shared": _listed("processes", "processes", lambda n: ngettext(
        "Procédé commun : %(named)s", "Procédés communs : %(named)s", n)),
    "categories_shared": _listed("categories", "categories", lambda n: ngettext(
        "Catégorie de dispositifs commune : %(named)s",
        "Catégories de dispositifs communes : %(named)s", n)),
    "languages_shared": _listed("languages", "languages", lambda n: ngettext(
        "Langue commune : %(named)s", "Langues communes : %(named)s", n)),
    "modes_not_offered": _listed("modes", "modes", lambda n: ngettext(
        "Ne propose pas le mode recherché : %(named)s",
        "Ne propose aucun des modes recherchés : %(named)s", n)),
    "modes_not_sought": _listed("modes", "modes", lambda n: ngettext(
        "Ne cherche pas le mode proposé : %(named)s",
        "Ne cherche aucun des modes proposés : %(named)s", n)),
    "texts_alike": _fixed(lambda: _("Les deux descriptions traitent de sujets proches")),
    "rival": _fixed(lambda: _("Propose lui-même ce service")),
    "languages_none": _fixed(lambda: _("Aucune langue commune déclarée")),
    "languages_unknown": _fixed(lambda: _("Langues de travail non déclarées")),
    "categories_unknown": _fixed(lambda: _("Catégories de dispositifs non déclarées")),
    "modes_unknown": _fixed(lambda: _("Modes de coopération non déclarés")),
}  # fmt: skip
