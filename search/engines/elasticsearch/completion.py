"""Proposals while typing: names and titles of visible documents, labels that lead somewhere."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from search.engines.contract import Completion
from search.engines.elasticsearch.clauses import Query
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.documents import UNKNOWN, shown_label
from search.engines.elasticsearch.facets import has_facet, shared_counts
from search.engines.elasticsearch.queries import (
    label_counts_search,
    labels_search,
    names_search,
)
from search.engines.embedded.completion import (
    CANDIDATES,
    LANGUAGE_ORDER,
    MOST_LABELS,
    SHORTEST,
    holds,
    mark_typed,
)
from search.text import Token, fold, tokenize

Label = tuple[str, str, str]


def complete_text(
    cluster: Cluster,
    index: str,
    reader: Query,
    today: date,
    *,
    text: str,
    language: str,
    kind: str,
    limit: int,
) -> tuple[Completion, ...]:
    """Documents first, then labels (at most MOST_LABELS, more where documents are few)."""
    typed = tokenize(text)
    if not typed or len(typed[-1].words[0]) < SHORTEST:
        return ()
    names, labels = cluster.search_all(
        index,
        [names_search(typed, reader, kind, CANDIDATES * limit), labels_search(typed, language)],
    )
    held = labels_held(labels["hits"]["hits"], typed, language)
    counts = count_labels(cluster, index, reader, today, held)
    shown = list(label_completions(held, counts, typed))
    room = limit - min(MOST_LABELS, len(shown), limit // 2)
    documents = document_completions(names["hits"]["hits"], typed, language)[:room]
    return (*documents, *shown[: limit - len(documents)])


def document_completions(
    hits: Iterable[Mapping[str, Any]], typed: list[Token], language: str
) -> list[Completion]:
    """The proposals of documents; those that begin as typed come first."""
    start = fold(typed[0].words[0])
    found = []
    for hit in hits:
        source = hit["_source"]
        name = shown_name(source, typed, language)
        if name:
            made = Completion(
                name, mark_typed(name, typed), source["kind"], source["pk"], source["id"]
            )
            found.append((not fold(name).startswith(start), made))
    return [made for _, made in sorted(found, key=lambda pair: pair[0])]


def shown_name(source: Mapping[str, Any], typed: list[Token], language: str) -> str:
    """The title or spelling of the name that holds the words typed, in `language` if it can be."""
    stored = source.get("titles", {})
    titles = {("" if code == UNKNOWN else code): text for code, text in stored.items()}
    order = sorted(titles, key=lambda code: (code != language, LANGUAGE_ORDER.index(code)))
    spellings = [*(titles[code] for code in order), *source.get("names", ())]
    return next((name for name in spellings if holds(name, typed)), "")


def labels_held(
    hits: Iterable[Mapping[str, Any]], typed: list[Token], language: str
) -> list[Label]:
    """(facet, code, label) of the labels that hold all the words typed."""
    sources = (hit["_source"] for hit in hits)
    labels = (
        (s["label_facet"], s["label_code"], shown_label(s["labels"], language)) for s in sources
    )
    return [label for label in labels if holds(label[2], typed) and has_facet(label[0])]


def count_labels(
    cluster: Cluster, index: str, reader: Query, today: date, labels: Iterable[Label]
) -> dict[tuple[str, str], int]:
    """In how many visible documents each label's code stands."""
    codes: dict[str, list[str]] = {}
    for facet, code, _ in labels:
        codes.setdefault(facet, []).append(code)
    if not codes:
        return {}
    answer = cluster.search(index, label_counts_search(codes, reader, today))
    counted = shared_counts(answer["aggregations"])
    return {(f, code): n for f, counts in counted.items() for code, n in counts.items()}


def label_completions(
    labels: Iterable[Label], counts: Mapping[tuple[str, str], int], typed: list[Token]
) -> Iterator[Completion]:
    """The proposals of labels that lead to documents, the most frequent first."""
    counted = [(counts.get((facet, code), 0), facet, code, text) for facet, code, text in labels]
    for count, facet, code, text in sorted(counted, key=lambda one: (-one[0], one[3])):
        if count:
            yield Completion(text, mark_typed(text, typed), facet=facet, code=code)
