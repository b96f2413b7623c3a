"""The next state of the columns, made from the newest versions of the documents that changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from search.engines.embedded.bits import MOST_SETS, BitSets
from search.engines.embedded.columns import (
    CODED,
    LISTS,
    NO_SLOT,
    NOBODY,
    SCALARS,
    VISIBILITIES,
    Columns,
)
from search.engines.embedded.entries import Entries
from search.requests import KINDS

Payload = Mapping[str, Any]
COPIED = ("pk", "operator", "expires", "trl", "published", "slot", "vector_crc")


def changed_columns(columns: Columns, payloads: Sequence[Payload]) -> Columns:
    """The state after `payloads`, each the newest version of its document or label."""
    labels = changed_labels(columns, payloads)
    payloads = [payload for payload in payloads if "row" in payload]
    if not payloads:
        return replace(columns, labels=labels)
    rows = [payload["row"] for payload in payloads]
    count = max(columns.count, 1 + max(rows))
    present = [payload for payload in payloads if not payload.get("gone")]
    add_to_lists(columns, payloads, count)
    bits, entries = changed_codes(columns, present, rows, count)
    return replace(
        columns,
        count=count,
        scalars=changed_scalars(columns, payloads, count),
        bits=bits,
        entries=entries,
        labels=labels,
        order=columns.order.followed_by(rows),
        cache={},
        masks={},
    )


def changed_scalars(
    columns: Columns, payloads: Sequence[Payload], count: int
) -> dict[str, np.ndarray]:
    """Copies of the columns with a number a row."""
    grown = {
        name: np.concatenate([column, np.zeros(count - columns.count, column.dtype)])
        for name, column in columns.scalars.items()
    }
    gone = [payload["row"] for payload in payloads if payload.get("gone")]
    grown["alive"][gone], grown["slot"][gone] = False, NO_SLOT
    present = [payload for payload in payloads if not payload.get("gone")]
    rows = [payload["row"] for payload in present]
    grown["alive"][rows] = True
    grown["kind"][rows] = [KINDS.index(payload["kind"]) for payload in present]
    grown["visibility"][rows] = [VISIBILITIES.get(p["visibility"], NOBODY) for p in present]
    for name in COPIED:
        grown[name][rows] = np.array([payload[name] for payload in present], SCALARS[name])
    return grown


def add_to_lists(columns: Columns, payloads: Sequence[Payload], count: int) -> None:
    """Put the texts of `payloads` into the lists that all states share."""
    for name, key in LISTS.items():
        shared: list[str] = getattr(columns, name)
        shared += [""] * (count - len(shared))
        for payload in payloads:
            shared[payload["row"]] = payload.get(key, "")
    for payload in payloads:
        columns.row_of[payload["id"]] = payload["row"]


def changed_codes(
    columns: Columns, present: Sequence[Payload], rows: Sequence[int], count: int
) -> tuple[dict[str, BitSets], dict[str, Entries]]:
    """The codes of the rows that changed, in bits and entries."""
    changed = np.zeros(count, np.bool_)
    changed[rows] = True
    bits, entries = {}, {}
    for facet in CODED:
        book = columns.books[facet]
        pairs = [
            (payload["row"], book.number(code))
            for payload in present
            for code in payload["facets"].get(facet, ())
        ]
        common = [pair for pair in pairs if pair[1] < MOST_SETS]
        rare = dict.fromkeys(pair for pair in pairs if pair[1] >= MOST_SETS)
        lines = min(len(book.codes), MOST_SETS)
        bits[facet] = columns.bits[facet].updated(rows, common, lines=lines, count=count)
        entries[facet] = columns.entries[facet].updated(changed, list(rare))
    return bits, entries | changed_entries(columns, present, changed)


def changed_entries(
    columns: Columns, present: Sequence[Payload], changed: np.ndarray
) -> dict[str, Entries]:
    """Credentials with their days, and the operators allowed."""
    number = columns.books["credentials"].number
    held = [
        (payload["row"], number(code), start, end)
        for payload in present
        for code, start, end in payload["credentials"]
    ]
    allowed = [(payload["row"], pk) for payload in present for pk in payload["allowed"]]
    return {
        "credentials": columns.entries["credentials"].updated(changed, held),
        "allowed": columns.entries["allowed"].updated(changed, allowed),
    }


def changed_labels(
    columns: Columns, payloads: Sequence[Payload]
) -> Mapping[tuple[str, str], dict[str, str]]:
    """The labels by facet and code; what was made of the old ones is forgotten."""
    new = [payload["label"] for payload in payloads if "label" in payload]
    if not new:
        return columns.labels
    columns.label_words.clear()
    return {**columns.labels, **{(facet, code): labels for facet, code, labels in new}}
