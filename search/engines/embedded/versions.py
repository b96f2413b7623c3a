"""What is written for documents: their versions, and those of the labels that they bring."""

from collections.abc import Iterator, Mapping, Sequence

from search.documents import Document
from search.engines.embedded.columns import Columns
from search.engines.embedded.schema import Place, Version, document_version, label_version


def versions_of(
    documents: Sequence[Document], places: Sequence[Place], columns: Columns, first: int
) -> Iterator[Version]:
    """The versions of documents, and those of labels that are new; numbered from `first`."""
    for document, place in zip(documents, places, strict=True):
        yield document_version(document, place, seq=first)
        first += 1
    for (facet, code), labels in new_labels(columns, documents).items():
        yield label_version(facet, code, labels, seq=first)
        first += 1


def new_labels(
    columns: Columns, documents: Sequence[Document]
) -> dict[tuple[str, str], Mapping[str, str]]:
    """The labels of `documents` that differ from those known; of two for a code the later one."""
    carried = {(k.facet, k.code): k.labels for d in documents for k in d.keywords if k.code}
    return {key: labels for key, labels in carried.items() if columns.labels.get(key) != labels}
