"""Proposals while typing: names and titles of visible documents, labels that lead somewhere."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import escape
from typing import Any

import numpy as np
import tantivy

from search.engines.contract import Completion
from search.engines.embedded.columns import CODED
from search.engines.embedded.facets import Counted, raw_counts
from search.engines.embedded.snapshot import Query, Snapshot
from search.engines.fusion import best_first
from search.requests import KINDS, LANGUAGES
from search.text import Token, fold, tokenize

SHORTEST = 2
# Of so many times the proposals wanted, the newest, those that begin as typed come first.
CANDIDATES = 3
MOST_LABELS = 3
LANGUAGE_ORDER = (*LANGUAGES, "")


def complete_text(
    snapshot: Snapshot,
    visible: np.ndarray,
    today: int,
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
    mask = visible & (snapshot.columns.kind == KINDS.index(kind)) if kind in KINDS else visible
    labels = list(complete_labels(snapshot, visible, today, typed, language))
    room = limit - min(MOST_LABELS, len(labels), limit // 2)
    documents = complete_documents(snapshot, mask, typed, language, limit)[:room]
    return (*documents, *labels[: limit - len(documents)])


def complete_documents(
    snapshot: Snapshot, mask: np.ndarray, typed: list[Token], language: str, limit: int
) -> list[Completion]:
    """Documents whose names or title hold the words typed; those that begin so come first."""
    query = names_query(snapshot.schema, typed)
    rows = snapshot.run(query).rows
    rows = rows[mask[rows]]
    newest = rows[best_first(snapshot.columns.published[rows], CANDIDATES * limit)]
    texts = snapshot.texts(newest)
    start = fold(typed[0].words[0])
    found = [
        (not fold(name).startswith(start), row, name)
        for row in newest.tolist()
        if (name := shown_name(texts[row], typed, language))
    ]
    return [
        document_completion(snapshot, row, name, typed)
        for _, row, name in sorted(found, key=lambda entry: entry[0])[:limit]
    ]


def names_query(schema: tantivy.Schema, typed: list[Token]) -> tantivy.Query:
    """Every word but the last as it stands, the last as the beginning of a word."""
    must = [Query.term_set_query(schema, "complete", list(token.words)) for token in typed[:-1]]
    begun = [
        Query.regex_query(schema, "complete", f"{re.escape(word)}.*")
        for word in typed[-1].words[:2]
    ]
    last = Query.boolean_query([(tantivy.Occur.Should, query) for query in begun])
    return Query.boolean_query([(tantivy.Occur.Must, query) for query in (*must, last)])


def shown_name(texts: dict[str, Any], typed: list[Token], language: str) -> str:
    """The title or spelling of the name that holds the words typed, in `language` if it can be."""
    titles = texts["title"]
    order = sorted(titles, key=lambda code: (code != language, LANGUAGE_ORDER.index(code)))
    spellings = [*(titles[code] for code in order), *texts["names"]]
    return next((name for name in spellings if holds(name, typed)), "")


def holds(name: str, typed: list[Token]) -> bool:
    """Whether `name` has all the words, the last of them as a beginning."""
    words = {word for token in tokenize(name) for word in token.words}
    firsts = all(not words.isdisjoint(token.words) for token in typed[:-1])
    return firsts and any(word.startswith(begun) for word in words for begun in typed[-1].words[:2])


def document_completion(snapshot: Snapshot, row: int, name: str, typed: list[Token]) -> Completion:
    """The proposal of a document."""
    columns = snapshot.columns
    return Completion(
        text=name,
        html=mark_typed(name, typed),
        kind=KINDS[columns.kind[row]],
        pk=int(columns.pk[row]),
        id=columns.ids[row],
    )


def mark_typed(text: str, typed: list[Token]) -> str:
    """`text` as safe HTML with the words typed marked, the last one to where it was typed."""
    whole = {word for token in typed[:-1] for word in token.words}
    parts, at = [], 0
    for token in tokenize(text):
        written = text[token.start : token.end]
        length = len(written) if not whole.isdisjoint(token.words) else 0
        length = length or begun_length(written, typed[-1].words)
        if length:
            end = token.start + length
            parts += [
                escape(text[at : token.start]),
                f"<mark>{escape(text[token.start : end])}</mark>",
            ]
            at = end
    return "".join([*parts, escape(text[at:])])


def begun_length(written: str, words: tuple[str, ...]) -> int:
    """How many characters of a written word cover one of the folded `words`; 0 if it isn't so."""
    for word in words[:2]:
        place = fold(written).find(word)
        if place == 0:
            lengths = range(1, len(written) + 1)
            return next((n for n in lengths if len(fold(written[:n])) >= len(word)), 0)
        if place > 0 and len(written) - place >= len(word):
            return len(written)
    return 0


def complete_labels(
    snapshot: Snapshot, visible: np.ndarray, today: int, typed: list[Token], language: str
) -> Iterator[Completion]:
    """Labels in `language` of codes that visible documents carry, the most frequent first."""
    found: dict[tuple[str, str], str] = {}
    words = label_words(snapshot, language)
    for begun in typed[-1].words[:2]:
        for word, facet, code, label in words[bisect_left(words, (begun,)) :]:
            if not word.startswith(begun):
                break
            if holds(label, typed):
                found[facet, code] = label
    facets = {facet for facet, _ in found}
    counts = {facet: visible_counts(snapshot, visible, today, facet) for facet in facets}
    counted = [
        (counts[facet].get(code, 0), facet, code, label) for (facet, code), label in found.items()
    ]
    for count, facet, code, label in sorted(counted, key=lambda entry: (-entry[0], entry[3])):
        if count:
            yield Completion(text=label, html=mark_typed(label, typed), facet=facet, code=code)


def label_words(snapshot: Snapshot, language: str) -> list[tuple[str, ...]]:
    """Every word of every label in a language, sorted; made once for each set of labels."""
    made, labels = snapshot.columns.label_words, snapshot.columns.labels
    if language not in made:
        made[language] = sorted(
            {
                (word, facet, code, label)
                for (facet, code), spellings in labels.items()
                if (label := spellings.get(language) or next(iter(spellings.values()), ""))
                for token in tokenize(label)
                if not token.is_stopword
                for word in token.words
            }
        )
    return made[language]


def visible_counts(
    snapshot: Snapshot, visible: np.ndarray, today: int, facet: str
) -> dict[str, int]:
    """In how many visible documents each code of a facet stands."""
    if facet not in CODED and facet != "credentials":
        return {}
    codes, counts = raw_counts(snapshot.columns, facet, Counted.of(visible), today)
    return dict(zip(codes, counts.tolist(), strict=True))
