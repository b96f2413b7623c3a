"""The tantivy schema, and how a document becomes a row of it.

Analysis happens in search.text; tantivy gets ready terms and only splits them at spaces. What
facets, sorting and visibility need is kept in `payload` and held in memory by columns.py; the
texts to highlight are in `texts`. `row` is a document's place in the columns and stays the same
over its versions; `seq` numbers the versions, so that a reader fetches what is new since the last
one that it knows. A deletion is a version too (a tombstone), and the labels of codes are rows of
their own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import tantivy

from search.documents import Document, Keyword, packed
from search.text import Indexed, fold, indexed_labels, indexed_words

# The searched fields and what a match in each is worth.
BOOSTS = {"names": 6.0, "title": 4.0, "keywords": 2.5, "summary": 2.0, "body": 1.0}
PRIVATE_BOOSTS = {"member": 3.0, "named": 3.0}
PUBLIC_FIELDS = tuple(BOOSTS)
COMPLETED = ("names", "title")
ANALYZER = "terms"
NO_END = 2**31 - 1
SCHEMA_VERSION = 2


def build_schema() -> tantivy.Schema:
    """The schema; raise SCHEMA_VERSION when it changes, so that old folders ask for a rebuild."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", indexed=True, fast=True)
    builder.add_unsigned_field("seq", indexed=True, fast=True)
    for name in (*BOOSTS, *PRIVATE_BOOSTS):
        builder.add_text_field(name, tokenizer_name=ANALYZER, index_option="freq")
    # `words` is the visible vocabulary for spelling, `complete` the words of names and titles.
    for name in ("words", "complete"):
        builder.add_text_field(name, tokenizer_name=ANALYZER, index_option="basic")
    builder.add_bytes_field("payload", stored=True)
    builder.add_bytes_field("texts", stored=True)
    return builder.build()


def register_analyzer(index: tantivy.Index) -> None:
    """Tell an opened index how its terms are split: at spaces, nothing else."""
    whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(ANALYZER, whitespace)


def day_number(day: date | None, default: int) -> int:
    """Days since year 1, or `default`."""
    return day.toordinal() if day else default


def timestamp(moment: datetime | None) -> int:
    """Seconds since 1970, 0 where not known."""
    return int(moment.timestamp()) if moment else 0


@dataclass(frozen=True)
class Place:
    """Where a document is: its row, and its vector: the slot (-1: none), checksum, text's key."""

    row: int
    slot: int = -1
    vector_crc: int = 0
    vector_key: str = ""


def payload_of(document: Document, place: Place) -> dict[str, Any]:
    """What columns.py holds in memory of a document."""
    return {
        "id": document.id,
        "row": place.row,
        "kind": document.kind,
        "pk": document.pk,
        "operator": document.operator_pk,
        "name": fold(sort_name(document))[:60],
        "visibility": document.visibility,
        "allowed": document.allowed,
        "expires": day_number(document.expires_on, NO_END),
        "trl": document.trl or 0,
        "published": timestamp(document.published_at or document.updated_at),
        "facets": document.facets,
        "credentials": merge_days(document),
        "digest": document.digest(),
        "vector": place.vector_key,
        "slot": place.slot,
        "vector_crc": place.vector_crc,
    }


def merge_days(document: Document) -> list[tuple[str, int, int]]:
    """The standards held with their first and last days, overlapping periods made one."""
    merged: list[tuple[str, int, int]] = []
    for standard, start, end in sorted(
        (c.standard, day_number(c.valid_from, 0), day_number(c.valid_to, NO_END))
        for c in document.credentials
    ):
        if merged and merged[-1][0] == standard and start <= merged[-1][2] + 1:
            merged[-1] = (standard, merged[-1][1], max(end, merged[-1][2]))
        elif start <= end:
            merged.append((standard, start, end))
    return merged


def sort_name(document: Document) -> str:
    """What a document is sorted by: an opportunity by its title, an operator by its name."""
    return next(iter((*document.titles.values(), *document.names)), "")


def texts_of(document: Document) -> dict[str, Any]:
    """What highlights and completions show."""
    return {
        "names": document.names,
        "title": document.titles,
        "summary": document.summaries,
        "body": document.bodies,
        "member": document.member_text,
        "named": document.named_text,
    }


def read_label(keyword: Keyword) -> Indexed:
    """The analysis of a label in all languages, and of its code where people type it: `A0201`."""
    typed = (("", keyword.code),) if keyword.facet in ("categories", "credentials") else ()
    return indexed_labels((*keyword.labels.items(), *typed))


def read_fields(document: Document) -> dict[str, Indexed]:
    """The analysis of what stands in each searched field."""
    texts: dict[str, Mapping[str, str]] = {
        "names": {"": " . ".join(document.names)},
        "title": document.titles,
        "summary": document.summaries,
        "body": document.bodies,
        "member": {"": document.member_text},
        "named": {"": document.named_text},
    }
    read = {
        name: Indexed.of([indexed_words(text, code) for code, text in written.items()])
        for name, written in texts.items()
    }
    return read | {"keywords": Indexed.of([read_label(k) for k in document.keywords])}


def spelled(read: Mapping[str, Indexed], names: Iterable[str]) -> str:
    """The plain words of some fields, with repetitions."""
    return " ".join([read[name].words for name in names])


@dataclass(frozen=True)
class Version:
    """A row of the index, ready to be written, and what the columns will know of it."""

    id: str
    payload: Mapping[str, Any]
    made: tantivy.Document

    def may_replace(self, rows: int) -> bool:
        """Whether an index with so many rows may hold an older version: a new row has none."""
        row: int = self.payload.get("row", 0)
        return row < rows


def document_version(document: Document, place: Place, *, seq: int) -> Version:
    """A document as a row of the index."""
    made = empty_row(document.id, row=place.row, seq=seq)
    read = read_fields(document)
    for name, found in read.items():
        made.add_text(name, found.terms)
    made.add_text("words", spelled(read, BOOSTS))
    made.add_text("complete", spelled(read, COMPLETED))
    made.add_bytes("texts", packed(texts_of(document)))
    payload = payload_of(document, place)
    made.add_bytes("payload", packed(payload))
    return Version(document.id, payload, made)


def label_version(facet: str, code: str, labels: Mapping[str, str], *, seq: int) -> Version:
    """A code's labels: once an index, not once a document that carries them.

    No document's id has a colon.
    """
    made = tantivy.Document()
    id, payload = f"label:{facet}:{code}", {"label": [facet, code, labels]}
    made.add_text("id", id)
    made.add_unsigned("seq", seq)
    made.add_bytes("payload", packed(payload))
    return Version(id, payload, made)


def tombstone(id: str, *, row: int, seq: int) -> Version:
    """The version that says that a document is gone."""
    made = empty_row(id, row=row, seq=seq)
    payload = {"id": id, "row": row, "gone": True}
    made.add_bytes("payload", packed(payload))
    return Version(id, payload, made)


def empty_row(id: str, *, row: int, seq: int) -> tantivy.Document:
    """A row with its keys only."""
    made = tantivy.Document()
    made.add_text("id", id)
    made.add_unsigned("row", row)
    made.add_unsigned("seq", seq)
    return made
