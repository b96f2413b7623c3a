"""What facets, filters, sorting and visibility need, held in memory as numpy columns.

A `Columns` never changes: `updated` makes the next one from the payloads that are new, sharing
what is the same, so that a search sees one state from its start to its end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from search.documents import MEMBERS, NAMED, PUBLIC
from search.engines.embedded.schema import NO_END
from search.requests import FACETS, KINDS, Audience

VISIBILITIES = {PUBLIC: 0, MEMBERS: 1, NAMED: 2}
NOBODY = 3
# Masks of readers kept in memory: a byte a document each.
CACHED_READERS = 64
CODED = tuple(facet for facet in FACETS if facet != "credentials")
SCALARS: dict[str, Any] = {
    "alive": np.bool_,
    "kind": np.uint8,
    "pk": np.int64,
    "operator": np.int64,
    "visibility": np.uint8,
    "expires": np.int32,
    "trl": np.uint8,
    "published": np.int64,
}


class Codebook:
    """Codes of one facet numbered in the order of their appearance; it only grows."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.codes: list[str] = []

    def number(self, code: str) -> int:
        """The number of `code`, a new one if it is new."""
        found = self.numbers.setdefault(code, len(self.codes))
        if found == len(self.codes):
            self.codes.append(code)
        return found

    def known(self, codes: Iterable[str]) -> list[int]:
        """The numbers of those codes that any document carries."""
        return [self.numbers[code] for code in codes if code in self.numbers]


@dataclass(frozen=True)
class Entries:
    """Many values per document: values[i] belongs to document rows[i]; `extra` columns beside."""

    rows: np.ndarray
    values: np.ndarray
    extra: tuple[np.ndarray, ...] = ()

    @classmethod
    def empty(cls, *, extra: int = 0) -> "Entries":
        """No entries."""
        none = np.zeros(0, np.int64)
        return cls(none, none, (none,) * extra)

    def updated(self, changed: np.ndarray, added: Sequence[Sequence[int]]) -> "Entries":
        """Without the entries of `changed` rows (a mask), with the `added` (row, value, ...)."""
        kept = ~changed[self.rows]
        old = [column[kept] for column in (self.rows, self.values, *self.extra)]
        table = np.array(added, np.int64).reshape(len(added), len(old)).T
        joined = [
            np.concatenate([column, new.astype(column.dtype)])
            for column, new in zip(old, table, strict=True)
        ]
        return Entries(joined[0], joined[1], tuple(joined[2:]))


@dataclass(frozen=True)
class Columns:
    """One state of all documents by row; rows of deleted documents stay, not alive."""

    count: int = 0
    scalars: Mapping[str, np.ndarray] = field(
        default_factory=lambda: {name: np.zeros(0, kind) for name, kind in SCALARS.items()}
    )
    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    vector_keys: list[str] = field(default_factory=list)
    row_of: dict[str, int] = field(default_factory=dict)
    books: Mapping[str, Codebook] = field(
        default_factory=lambda: {facet: Codebook() for facet in FACETS}
    )
    entries: Mapping[str, Entries] = field(
        default_factory=lambda: (
            {facet: Entries.empty() for facet in CODED}
            | {"credentials": Entries.empty(extra=2), "allowed": Entries.empty()}
        )
    )
    labels: Mapping[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    label_words: dict[str, list[tuple[str, ...]]] = field(default_factory=dict, compare=False)
    cache: dict[Any, Any] = field(default_factory=dict, compare=False)
    masks: dict[Any, np.ndarray] = field(default_factory=dict, compare=False)

    def __getattr__(self, name: str) -> np.ndarray:
        """The scalar columns by their names."""
        if name in SCALARS:
            return self.scalars[name]
        raise AttributeError(name)

    def updated(self, payloads: Sequence[Mapping[str, Any]]) -> "Columns":
        """The state after `payloads`, each the newest version of its document."""
        labels = self._updated_labels(payloads)
        payloads = [payload for payload in payloads if "row" in payload]
        if not payloads:
            return replace(self, labels=labels, cache={}, masks={})
        count = max(self.count, 1 + max(payload["row"] for payload in payloads))
        changed = np.zeros(count, np.bool_)
        changed[[payload["row"] for payload in payloads]] = True
        present = [payload for payload in payloads if not payload.get("gone")]
        lists: dict[str, Any] = self._updated_lists(payloads, count)
        return replace(
            self,
            count=count,
            scalars=self._updated_scalars(payloads, count),
            entries=self._updated_entries(present, changed),
            labels=labels,
            row_of=self.row_of | {payload["id"]: payload["row"] for payload in payloads},
            cache={},
            masks={},
            **lists,
        )

    def _updated_scalars(
        self, payloads: Sequence[Mapping[str, Any]], count: int
    ) -> dict[str, np.ndarray]:
        grown = {
            name: np.concatenate([column, np.zeros(count - self.count, column.dtype)])
            for name, column in self.scalars.items()
        }
        for payload in payloads:
            row = payload["row"]
            if payload.get("gone"):
                grown["alive"][row] = False
                continue
            grown["alive"][row] = True
            grown["kind"][row] = KINDS.index(payload["kind"])
            grown["visibility"][row] = VISIBILITIES.get(payload["visibility"], NOBODY)
            for name in ("pk", "operator", "expires", "trl", "published"):
                grown[name][row] = payload[name]
        return grown

    def _updated_lists(
        self, payloads: Sequence[Mapping[str, Any]], count: int
    ) -> dict[str, list[str]]:
        missing = [""] * (count - self.count)
        names = {"ids": "id", "names": "name", "digests": "digest", "vector_keys": "vector"}
        lists: dict[str, list[str]] = {name: getattr(self, name) + missing for name in names}
        for payload in payloads:
            for name, key in names.items():
                lists[name][payload["row"]] = payload.get(key, "")
        return lists

    def _updated_entries(
        self, present: Sequence[Mapping[str, Any]], changed: np.ndarray
    ) -> dict[str, Entries]:
        added: dict[str, list[Sequence[int]]] = {name: [] for name in self.entries}
        for payload in present:
            row = payload["row"]
            for facet in CODED:
                number = self.books[facet].number
                codes = dict.fromkeys(payload["facets"].get(facet, ()))
                added[facet] += [(row, number(code)) for code in codes]
            number = self.books["credentials"].number
            added["credentials"] += [
                (row, number(code), start, end) for code, start, end in payload["credentials"]
            ]
            added["allowed"] += [(row, pk) for pk in payload["allowed"]]
        return {name: old.updated(changed, added[name]) for name, old in self.entries.items()}

    def _updated_labels(
        self, payloads: Sequence[Mapping[str, Any]]
    ) -> Mapping[tuple[str, str], dict[str, str]]:
        new = [payload["label"] for payload in payloads if "label" in payload]
        if not new:
            return self.labels
        self.label_words.clear()
        return {**self.labels, **{(facet, code): labels for facet, code, labels in new}}

    def visible(self, audience: Audience, today: int) -> np.ndarray:
        """The rows that `audience` may find on a day (ordinal); cached for this state."""
        key = (audience, today)
        mask = self.masks.get(key)
        if mask is None:
            mask = self._visible(audience) & (self.expires >= today)
            if len(self.masks) >= CACHED_READERS:
                self.masks.clear()
            self.masks[key] = mask
        return mask

    def _visible(self, audience: Audience) -> np.ndarray:
        if audience.sees_all:
            return self.alive.copy()
        allowed = self.visibility == VISIBILITIES[PUBLIC]
        if audience.is_member:
            allowed |= self.visibility == VISIBILITIES[MEMBERS]
        allowed |= self.named_to(audience) & (self.visibility != NOBODY)
        return self.alive & allowed

    def named_to(self, audience: Audience) -> np.ndarray:
        """The rows opened to `audience` by name: its own, those introduced, those that allow it."""
        if audience.sees_all:
            return self.alive.copy()
        near = np.array(sorted(audience.operators | audience.introduced), np.int64)
        opened = np.isin(self.operator, near)
        allowed = self.entries["allowed"]
        own = np.array(sorted(audience.operators), np.int64)
        opened[allowed.rows[np.isin(allowed.values, own)]] = True
        return opened

    def name_ranks(self) -> np.ndarray:
        """The place of each row in the order of names; made at the first sort of this state."""
        if "name_ranks" not in self.cache:
            order = sorted(range(self.count), key=self.names.__getitem__)
            ranks = np.empty(self.count, np.int64)
            ranks[order] = np.arange(self.count)
            self.cache["name_ranks"] = ranks
        made: np.ndarray = self.cache["name_ranks"]
        return made


__all__ = ["CODED", "NO_END", "Codebook", "Columns", "Entries"]
