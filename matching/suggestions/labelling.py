"""The labels that the sentences of a page need: one query a vocabulary."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cms.taxonomies import lists
from matching.scoring.findings import Finding
from matching.scoring.sentences import Labels

VOCABULARIES: dict[str, str] = {
    "standard": "standards",
    "categories": "categories",
    "process": "processes",
    "processes": "processes",
    "modes": "modes",
    "classes": "classes",
    "country": "countries",
    "languages": "languages",
}
"""Which vocabulary each value of a finding is from."""


def labels_for(findings: Iterable[Finding]) -> Labels:
    """A lookup of every code that the findings name; an unknown code stays itself."""
    wanted: dict[str, set[str]] = {}
    for vocabulary, code in codes_in(findings):
        wanted.setdefault(vocabulary, set()).add(code)
    known = {name: lists.labels_of(name, sorted(codes)) for name, codes in wanted.items()}
    return lambda vocabulary, code: known.get(vocabulary, {}).get(code, code)


def codes_in(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """The codes of some findings and of those inside them, with their vocabulary."""
    for finding in findings:
        yield from codes_of(finding.values)
        yield from codes_in(finding.values.get("missing", ()))


def codes_of(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The codes among the values of one finding."""
    for name, value in values.items():
        if name in VOCABULARIES and value:
            for code in [value] if isinstance(value, str) else value:
                yield VOCABULARIES[name], code
