"""The labels of codes in three languages, for the words by which a document is found.

A query in one language finds a profile in another one because the labels of what it does are
indexed in all three.
"""

from collections.abc import Iterable, Mapping

from search.documents.document import Keyword
from search.requests import LANGUAGES

# The facets whose codes have labels worth searching for, and the vocabulary of each.
VOCABULARIES = {
    "processes": "processes",
    "categories": "categories",
    "modes": "modes",
    "credentials": "standards",
    "operator_types": "operator_types",
    "countries": "countries",
    "regions": "regions",
}


class Labels:
    """Labels looked up once for many documents; make a new one per batch, as labels change."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], dict[str, str]] = {}

    def keywords(self, facets: Mapping[str, Iterable[str]]) -> tuple[Keyword, ...]:
        """A keyword for each code of the facets that have labels, in the order given."""
        return tuple(
            Keyword(facet, code, labels)
            for facet, codes in facets.items()
            if facet in VOCABULARIES
            for code, labels in self._of(VOCABULARIES[facet], tuple(dict.fromkeys(codes)))
            if labels
        )

    def learn(self, facet: str, codes: Iterable[str]) -> None:
        """Look the codes of many documents up together."""
        self._of(VOCABULARIES[facet], tuple(dict.fromkeys(codes)))

    def _of(self, vocabulary: str, codes: tuple[str, ...]) -> Iterable[tuple[str, dict[str, str]]]:
        """Each code with its labels by language; those not seen before in one query."""
        missing = [code for code in codes if (vocabulary, code) not in self.known]
        if missing:
            self.known |= look_up(vocabulary, missing)
        return [(code, self.known[vocabulary, code]) for code in codes]


def look_up(vocabulary: str, codes: Iterable[str]) -> dict[tuple[str, str], dict[str, str]]:
    """The labels of codes by language; a code that the vocabulary doesn't know has none."""
    from cms.taxonomies import lists

    found: dict[tuple[str, str], dict[str, str]] = {(vocabulary, code): {} for code in codes}
    if vocabulary in lists.TABLES:
        for term in lists.TABLES[vocabulary].objects.filter(code__in=list(codes)):
            found[vocabulary, term.code] = {
                language: label
                for language in LANGUAGES
                if (label := getattr(term, f"label_{language}"))
            }
        return found
    for language in LANGUAGES:
        for code, label in labels_in(vocabulary, language).items():
            if (vocabulary, code) in found:
                found[vocabulary, code][language] = label
    return found


def labels_in(vocabulary: str, language: str) -> dict[str, str]:
    """All labels of a closed or packaged list, in `language` whatever the active one is."""
    from django.utils.translation import override

    from cms.taxonomies import lists

    with override(language):
        return lists.labels(vocabulary, language)


def with_ancestors(codes: Iterable[str]) -> tuple[str, ...]:
    """Categories, each before its ancestors, each once.

    An EMDN code holds its whole branch: a letter, then two digits a level (A, A01, A0101).
    """
    branches = (code[:length] for code in codes for length in (len(code), *branch_lengths(code)))
    return tuple(dict.fromkeys(branches))


def branch_lengths(code: str) -> range:
    """The lengths of the ancestors of a category code, the nearest first."""
    return range(len(code) - 2, 0, -2)
