"""Device categories as people read and look for them: label, branch, words in three languages."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail import hooks

from cms.taxonomies.emdn import branch
from cms.taxonomies.folding import fold
from cms.taxonomies.models import DeviceCategory

# Labels that hold the very words typed come first, at most so many; what else fits follows.
MOST_BY_LABEL = 8

# What is typed is read for its meaning, which takes seconds for a hundred thousand characters.
MOST_TYPED = 500
LONGEST_CODE = DeviceCategory._meta.get_field("code").max_length or 0


@dataclass(frozen=True)
class CategoryLine:
    """A category with the labels above it, from the top down."""

    code: str
    label: str
    above: tuple[str, ...] = ()


def category_lines(codes: Iterable[str]) -> dict[str, CategoryLine]:
    """The lines of some codes, in the active language and in one query; unknown ones as codes.

    What is too long for a code is left out: each has as many nodes above it as half its length.
    """
    wanted = tuple(dict.fromkeys(code for code in codes if len(code) <= LONGEST_CODE))
    if not wanted:
        return {}
    needed = {node for code in wanted for node in branch(code)} | set(wanted)
    labels = DeviceCategory.objects.filter(code__in=needed).labels()
    return {code: _line(code, labels) for code in wanted}


def _line(code: str, labels: dict[str, str]) -> CategoryLine:
    above = tuple(labels[node] for node in branch(code)[:-1] if node in labels)
    return CategoryLine(code, labels.get(code, code), above)


def find_categories(text: str, *, limit: int = 20) -> list[CategoryLine]:
    """The categories that a code or the words of a label in any language lead to.

    Codes first, then labels that start with the text, then those that hold all its words; the
    upper nodes before the lower ones.
    """
    words = fold(text[:100])
    if not words:
        return []
    rows = DeviceCategory.objects.offered().values_list("code", "label_fr", "label_en", "label_ar")
    ranked = sorted((rank, len(row[0]), row[0]) for row in rows if (rank := _rank(words, row)))
    return list(category_lines(code for _rank_, _length, code in ranked[:limit]).values())


def propose_categories(text: str, *, limit: int = 20) -> list[CategoryLine]:
    """What a picker shows for what a company types: labels first, then what fits what it means.

    A higher package proposes codes through the hook `category_search` (text, limit) -> codes;
    where none does, or it finds nothing, the labels are all there is.
    """
    text = text[:MOST_TYPED]
    by_label = find_categories(text, limit=limit)
    others = _searched(text, limit)
    if not others:
        return by_label
    codes = dict.fromkeys((*(line.code for line in by_label[:MOST_BY_LABEL]), *others))
    codes |= dict.fromkeys(line.code for line in by_label)
    return list(category_lines(list(codes)[:limit]).values())


def _searched(text: str, limit: int) -> list[str]:
    """The codes that higher packages propose, those only that may be chosen."""
    found = [code for search in hooks.get_hooks("category_search") for code in search(text, limit)]
    offered = set(
        DeviceCategory.objects.offered().filter(code__in=found).values_list("code", flat=True)
    )
    return [code for code in found if code in offered]


def _rank(words: str, row: tuple[str, ...]) -> int:
    """1 for the code, 2 for the start of a label, 3 for all the words within one, 0 for none."""
    if row[0].casefold().startswith(words):
        return 1
    labels = [fold(label) for label in row[1:] if label]
    if any(label.startswith(words) for label in labels):
        return 2
    return 3 if any(all(word in label for word in words.split()) for label in labels) else 0
