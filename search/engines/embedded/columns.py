"""What facets, filters, sorting and visibility need, held in memory as numpy columns.

`updated` makes the next state from the payloads that are new and leaves the one that searches
read as it is: who may see a document, and what it is, never changes under a running search.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from search.documents import MEMBERS, NAMED, PUBLIC
from search.engines.embedded.entries import Codebook, Entries
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
        default_factory=lambda: {
            **{facet: Entries() for facet in CODED},
            "credentials": Entries(width=4),
            "allowed": Entries(),
        }
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
        self._update_lists(payloads, count)
        return replace(
            self,
            count=count,
            scalars=self._updated_scalars(payloads, count),
            entries=self._updated_entries(present, changed),
            labels=labels,
            cache={},
            masks={},
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

    def _update_lists(self, payloads: Sequence[Mapping[str, Any]], count: int) -> None:
        """Lists and ids are shared by all states: an id keeps its row, new rows come behind."""
        names = {"ids": "id", "names": "name", "digests": "digest", "vector_keys": "vector"}
        for name, key in names.items():
            shared: list[str] = getattr(self, name)
            shared += [""] * (count - len(shared))
            for payload in payloads:
                shared[payload["row"]] = payload.get(key, "")
        for payload in payloads:
            self.row_of[payload["id"]] = payload["row"]

    def row(self, id: str) -> int:
        """The row of a document that this state has or had, or -1."""
        row = self.row_of.get(id, -1)
        return row if row < self.count else -1

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
