"""Filters as masks over rows, and the counts of each facet without its own filter."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.engines.contract import FacetCount
from search.engines.embedded.bits import BitSets, packed
from search.engines.embedded.columns import Columns
from search.engines.embedded.entries import NOTHING
from search.requests import FACETS, KINDS, SearchRequest

TRL = "trl"
KIND = "kind"
NO_BITS = BitSets()
LEVELS = tuple(str(level) for level in range(1, 10))


def filter_masks(columns: Columns, request: SearchRequest, today: int) -> dict[str, np.ndarray]:
    """One mask for each facet that `request` narrows; inside a facet the codes are alternatives."""
    masks = {
        facet: rows_with(columns, facet, request.codes(facet), today)
        for facet in FACETS
        if request.codes(facet)
    }
    if request.kind:
        masks[KIND] = columns.kind == KINDS.index(request.kind)
    if request.trl_min is not None or request.trl_max is not None:
        low, high = request.trl_min or 1, request.trl_max or 9
        masks[TRL] = (columns.trl >= low) & (columns.trl <= high)
    return masks


def rows_with(columns: Columns, facet: str, codes: tuple[str, ...], today: int) -> np.ndarray:
    """The rows that carry one of `codes`; a credential counts on the days it is valid."""
    book = columns.books[facet]
    numbers = book.known(codes)
    bits = columns.bits.get(facet, NO_BITS)
    mask = bits.rows_with(numbers, columns.count)
    if not is_all_in_bits(columns, facet):
        rows, values = entries_on(columns, facet, today)
        wanted = np.zeros(len(book.codes), np.bool_)
        wanted[numbers] = True
        mask[rows[wanted[values]]] = True
    return mask


def is_all_in_bits(columns: Columns, facet: str) -> bool:
    """Whether no code of a facet is kept as entries."""
    return facet in columns.bits and not columns.entries[facet].length


def entries_on(columns: Columns, facet: str, today: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows and values of a facet; of credentials those that are valid on a day.

    A standard's days never overlap within a document (see schema.py), so it is there once.
    """
    entries = columns.entries[facet]
    if facet != "credentials":
        return entries.rows, entries.values
    key = ("credentials", today)
    if key not in columns.cache:
        start, end = entries.extra
        valid = (start <= today) & (today <= end)
        columns.cache[key] = (entries.rows[valid], entries.values[valid])
    found: tuple[np.ndarray, np.ndarray] = columns.cache[key]
    return found


def combine(base: np.ndarray, masks: Mapping[str, np.ndarray], but: str = "") -> np.ndarray:
    """`base` narrowed by all masks except that of `but`."""
    mask = base
    for facet, own in masks.items():
        if facet != but:
            mask = mask & own
    return mask


def count_facets(
    columns: Columns,
    request: SearchRequest,
    base: np.ndarray,
    masks: Mapping[str, np.ndarray],
    today: int,
) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of each facet over `base` narrowed by the other facets."""
    narrowed = Counted.of(combine(base, masks))
    counted = {}
    for facet in (KIND, *FACETS, TRL):
        rows = Counted.of(combine(base, masks, facet)) if facet in masks else narrowed
        codes, counts = raw_counts(columns, facet, rows, today)
        counted[facet] = ordered_counts(codes, counts, chosen_codes(request, facet))
    return counted


def chosen_codes(request: SearchRequest, facet: str) -> tuple[str, ...]:
    """What the request has chosen in a facet."""
    if facet == KIND:
        return (request.kind,) if request.kind else ()
    if facet == TRL:
        low, high = request.trl_min, request.trl_max
        return () if low is None and high is None else LEVELS[(low or 1) - 1 : high or 9]
    return request.codes(facet)


@dataclass(frozen=True)
class Counted:
    """The rows to count, as a mask and as words of bits."""

    mask: np.ndarray
    words: np.ndarray

    @classmethod
    def of(cls, mask: np.ndarray) -> "Counted":
        """The rows of a mask."""
        return cls(mask, packed(mask))


def raw_counts(
    columns: Columns, facet: str, counted: Counted, today: int
) -> tuple[list[str], np.ndarray]:
    """The codes of a facet and in how many of the rows each stands."""
    if facet == KIND:
        return list(KINDS), np.bincount(columns.kind[counted.mask], minlength=len(KINDS))
    if facet == TRL:
        return list(LEVELS), np.bincount(columns.trl[counted.mask], minlength=10)[1:10]
    codes = columns.books[facet].codes[:]
    counts = np.zeros(len(codes), np.int64)
    found = columns.bits.get(facet, NO_BITS).counts(counted.words)
    counts[: len(found)] = found
    if not is_all_in_bits(columns, facet):
        rows, values = entries_on(columns, facet, today)
        counts += np.bincount(values[counted.mask.take(rows)], minlength=len(codes))
    counts[NOTHING] = 0
    return codes, counts


def ordered_counts(
    codes: list[str], counts: np.ndarray, chosen: tuple[str, ...]
) -> tuple[FacetCount, ...]:
    """Counts above 0, the most frequent first, then by code; chosen codes also at 0."""
    found = np.flatnonzero(counts)
    numbers = counts[found].tolist()
    pairs = [(-count, codes[place]) for place, count in zip(found.tolist(), numbers, strict=True)]
    if chosen:
        there = {code for _, code in pairs}
        pairs += [(0, code) for code in dict.fromkeys(chosen) if code not in there]
    return tuple([FacetCount(code, -count, code in chosen) for count, code in sorted(pairs)])
