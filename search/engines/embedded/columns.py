"""What facets, filters, sorting and visibility need, held in memory as numpy columns.

A state is never changed: changes.py makes the next one. Who may see a document, and what it is,
stays as it is under a running search.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from search.documents import MEMBERS, NAMED, PUBLIC
from search.engines.embedded.bits import BitSets
from search.engines.embedded.entries import Codebook, Entries
from search.engines.embedded.names import NameOrder
from search.requests import FACETS, Audience

VISIBILITIES = {PUBLIC: 0, MEMBERS: 1, NAMED: 2}
NOBODY = 3
NO_SLOT = -1
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
    # Where the vector is in the vector file (NO_SLOT: none), and its checksum.
    "slot": np.int32,
    "vector_crc": np.uint32,
}
LISTS = {"ids": "id", "names": "name", "digests": "digest", "vector_keys": "vector"}


@dataclass(frozen=True)
class Columns:
    """One state of all documents by row; rows of deleted documents stay, not alive.

    `bits` tell which rows carry each code of a facet, `entries` the same for rare codes, the days
    of credentials and the operators allowed. Lists, ids and books are shared by all states: an id
    keeps its row and a code its number, new ones come behind.
    """

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
    bits: Mapping[str, BitSets] = field(
        default_factory=lambda: {facet: BitSets() for facet in CODED}
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
    order: NameOrder = field(default_factory=NameOrder, compare=False)
    cache: dict[Any, Any] = field(default_factory=dict, compare=False)
    masks: dict[Any, np.ndarray] = field(default_factory=dict, compare=False)

    def __getattr__(self, name: str) -> np.ndarray:
        """The scalar columns by their names."""
        if name in SCALARS:
            return self.scalars[name]
        raise AttributeError(name)

    def row(self, id: str) -> int:
        """The row of a document that this state has or had, or -1."""
        row = self.row_of.get(id, -1)
        return row if row < self.count else -1

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
        """The place of each row in the order of names."""
        return self.order.ranks(self.names, self.count)
