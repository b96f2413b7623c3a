"""The terms that the project ships, put into the database after each migration.

Only what is missing is added: a row that is not there, a label that is blank. A label that reads
as Wasl shipped it before (`was` in the file) is brought up to date. What a curator has written is
never written over, so the loading can run at every start.
"""

import json
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from cms.taxonomies.emdn import sentence_case
from cms.taxonomies.models import Concept, CooperationMode, DeviceCategory, Process, Standard, Term
from cms.taxonomies.signals import terms_changed

DATA = Path(__file__).parent / "data"
FILES: dict[str, type[Term]] = {
    "processes.json": Process,
    "modes.json": CooperationMode,
    "standards.json": Standard,
    "device_categories.json": DeviceCategory,
}
THESAURUS = "thesaurus.json"
EXTRAS = ("group", "kind", "level")
LABELS = {"label_fr": "fr", "label_en": "en", "label_ar": "ar"}


def load_after_migrate(*, using: str, **signal: Any) -> None:
    """Receive post_migrate; an older state of the database, without our tables, is left alone."""
    tables = set(connections[using].introspection.table_names())
    wanted = {model._meta.db_table for model in FILES.values()} | {Concept._meta.db_table}
    if tables >= wanted:
        load_terms(using=using)


def load_terms(*, using: str = "default") -> int:
    """Add the shipped terms and labels that the database lacks; return how many rows changed."""
    with transaction.atomic(using=using):
        return sum(load_file(name, model, using) for name, model in FILES.items()) + load_concepts(
            using
        )


def load_concepts(using: str) -> int:
    """Add the concepts of the thesaurus that the database lacks; one that is there is left alone,
    retired or not: its terms are the curators'."""
    entries: list[dict[str, Any]] = json.loads((DATA / THESAURUS).read_text("utf-8"))
    known = set(Concept.objects.using(using).values_list("code", flat=True))
    missing = [concept_of(entry) for entry in entries if entry["code"] not in known]
    Concept.objects.using(using).bulk_create(missing)
    return len(missing)


def concept_of(entry: dict[str, Any]) -> Concept:
    """The unsaved row of one entry of the thesaurus."""
    return Concept(
        code=entry["code"],
        categories=entry["categories"],
        abbreviations="\n".join(entry["abbreviations"]),
        **{f"terms_{language}": "\n".join(entry[language]) for language in ("fr", "en", "ar")},
    )


def load_file(name: str, model: type[Term], using: str) -> int:
    """Add what one file has and its table lacks."""
    entries: list[dict[str, Any]] = json.loads((DATA / name).read_text("utf-8"))
    known: dict[str, Any] = {term.code: term for term in model.objects.using(using)}
    terms = [term_of(model, entry, rank) for rank, entry in enumerate(entries)]
    missing = [term for term in terms if term.code not in known]
    if model is DeviceCategory:
        create_categories(missing, known, using)
    else:
        model.objects.using(using).bulk_create(missing)
    former = {entry["code"]: entry.get("was", ()) for entry in entries}
    present = ((known[term.code], term) for term in terms if term.code in known)
    filled = [row for row, term in present if fill_labels(row, term, former[term.code])]
    model.objects.using(using).bulk_update(filled, list(LABELS))
    if missing or filled:
        terms_changed.send(model, codes=[term.code for term in (*missing, *filled)])
    return len(missing) + len(filled)


def term_of(model: type[Term], entry: dict[str, Any], rank: int) -> Any:
    """The unsaved row of one entry of a file."""
    fields = {field: entry.get(key, "") for field, key in LABELS.items()}
    fields |= {name: entry[name] for name in EXTRAS if name in entry}
    if model is DeviceCategory:
        fields["label_en"] = sentence_case(fields["label_en"])
        return DeviceCategory(code=entry["code"], is_terminal=entry["terminal"], **fields)
    return model(code=entry["code"], position=rank, **fields)


def fill_labels(row: Term, shipped: Term, former: Container[str] = ()) -> bool:
    """Give a row the labels that it lacks or still has as formerly shipped; whether any was."""
    stale = [
        name
        for name in LABELS
        if getattr(shipped, name) and (not getattr(row, name) or getattr(row, name) in former)
    ]
    for name in stale:
        setattr(row, name, getattr(shipped, name))
    return bool(stale)


def create_categories(
    new: Iterable[DeviceCategory], known: dict[str, DeviceCategory], using: str = "default"
) -> None:
    """Create nodes level by level, each under its parent; `known` gains them."""
    levels: dict[int, list[DeviceCategory]] = {}
    for node in new:
        levels.setdefault(node.level, []).append(node)
    for _level, nodes in sorted(levels.items()):
        for node in nodes:
            node.parent = known.get(node.code[:-2])
        DeviceCategory.objects.using(using).bulk_create(nodes, batch_size=500)
        known.update({node.code: node for node in nodes})
