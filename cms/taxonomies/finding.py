"""Codes by what people type: the code itself, or words of a label in any of our languages."""

from collections.abc import Iterable

from django.conf import settings

from cms.taxonomies import lists
from cms.taxonomies.folding import fold


def find_codes(vocabulary: str, text: str, *, limit: int = 20) -> list[tuple[str, str]]:
    """Codes with their labels in the active language; all words must be there, starts first.

    Without text, the first codes of the list. Retired terms are not found.
    """
    words = fold(text[:100])
    if not words:
        return lists.choices(vocabulary)[:limit]
    found = [
        (rank, len(code), code)
        for code, labels in all_labels(vocabulary)
        if (rank := rank_of(words, code, labels))
    ]
    codes = [code for _rank, _length, code in sorted(found)[:limit]]
    shown = lists.labels_of(vocabulary, codes)
    return [(code, shown[code]) for code in codes]


def all_labels(vocabulary: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Every code that is offered, with its labels in all our languages."""
    if vocabulary in lists.TABLES:
        for term in lists.TABLES[vocabulary].objects.offered():
            yield term.code, term.labels
        return
    spoken = [lists.labels(vocabulary, language) for language, _name in settings.LANGUAGES]
    for code in spoken[0]:
        yield code, tuple(labels[code] for labels in spoken)


def rank_of(words: str, code: str, labels: Iterable[str]) -> int:
    """1 where the code starts so, 2 where a label does, 3 where a label holds all the words."""
    if fold(code).startswith(words):
        return 1
    folded = [fold(label) for label in labels]
    if any(label.startswith(words) for label in folded):
        return 2
    return 3 if any(all(word in label for word in words.split()) for label in folded) else 0
