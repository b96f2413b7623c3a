"""The mapping, and how a document becomes an entry of it.

Analysis happens in search.text, the same as for the embedded engine: `terms` holds ready terms
(`steriles steril:fr`) that Elasticsearch splits at spaces and nothing else. The texts themselves,
one sub-field a language, are kept for highlights and never indexed. Labels of codes are entries of
their own (kind "label"), once an index and not once a document that carries them.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from elasticsearch import dsl
from elasticsearch.dsl import MetaField, analyzer
from elasticsearch.helpers import pack_dense_vector

from search.documents import Document, Keyword
from search.engines.embedded.schema import (
    BOOSTS,
    COMPLETED,
    NO_END,
    PRIVATE_BOOSTS,
    merge_days,
    read_fields,
    sort_name,
    spelled,
)
from search.requests import FACETS, LANGUAGES
from search.text import fold, tokenize
from search.vectors import DIMENSIONS

KIND, TRL = "kind", "trl"
CODED = tuple(facet for facet in FACETS if facet != "credentials")
LABEL = "label"
# The sub-field of texts whose language is not known; no field may have an empty name.
UNKNOWN = "other"
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
BY_LANGUAGE = {"title": "titles", "summary": "summaries", "body": "bodies"}
TEXTS = ("names", *BY_LANGUAGE.values(), "member_text", "named_text")

TERMS = analyzer("terms", tokenizer="whitespace")
# One byte a dimension, all that pass the filters compared, the best of them exactly. Of 150,000 as
# quick as one bit a dimension, since what costs is to visit them; and a graph need not be built.
VECTORS = {"type": "int8_flat"}

SETTINGS: dict[str, Any] = {"number_of_shards": 1}
# An index that fills is seen by nobody and has no copy.
FILLING: dict[str, Any] = {"refresh_interval": "-1", "number_of_replicas": 0}
# One that serves shows what is written within a second, and has a copy as soon as there is a
# second node; a single node stays green.
SERVING: dict[str, Any] = {"refresh_interval": None, "auto_expand_replicas": "0-1"}


class TextsByLanguage(dsl.InnerDoc):
    """Texts to show, one sub-field a language."""

    fr = dsl.Text(index=False)
    en = dsl.Text(index=False)
    ar = dsl.Text(index=False)
    other = dsl.Text(index=False)


class WordsByLanguage(dsl.InnerDoc):
    """The words of a label as shown to readers of each language."""

    fr = dsl.Keyword()
    en = dsl.Keyword()
    ar = dsl.Keyword()


class HeldStandard(dsl.InnerDoc):
    """A standard and its days, both included; the days of one standard never overlap."""

    standard = dsl.Keyword()
    valid_from = dsl.Date(format="strict_date")
    valid_to = dsl.Date(format="strict_date")


def terms_field(*, is_public: bool = False) -> dsl.Text:
    """A field of ready terms; the public ones are also in `all`, which filters read."""
    return dsl.Text(analyzer=TERMS, copy_to="all") if is_public else dsl.Text(analyzer=TERMS)


class Entry(dsl.Document):
    """The mapping of an index."""

    id = dsl.Keyword()
    kind = dsl.Keyword()
    pk = dsl.Long()
    operator = dsl.Long()
    visibility = dsl.Keyword()
    allowed = dsl.Long()
    expires = dsl.Date(format="strict_date")
    trl = dsl.Byte()
    published = dsl.Date()
    sort_name = dsl.Keyword()
    digest = dsl.Keyword(index=False)
    vector_key = dsl.Keyword(index=False)
    facets = dsl.Object(properties={facet: dsl.Keyword() for facet in CODED})
    codes = dsl.Keyword()
    credentials = dsl.Nested(HeldStandard)
    names = dsl.Text(index=False)
    titles = dsl.Object(TextsByLanguage)
    summaries = dsl.Object(TextsByLanguage)
    bodies = dsl.Object(TextsByLanguage)
    member_text = dsl.Text(index=False)
    named_text = dsl.Text(index=False)
    terms = dsl.Object(
        properties={name: terms_field(is_public=True) for name in BOOSTS}
        | {name: terms_field() for name in PRIVATE_BOOSTS}
    )
    all = dsl.Text(analyzer=TERMS, index_options="docs", norms=False)
    words = dsl.Keyword()
    complete = dsl.Keyword()
    vector = dsl.DenseVector(dims=DIMENSIONS, similarity="cosine", index_options=VECTORS)
    label_facet = dsl.Keyword(index=False)
    label_code = dsl.Keyword(index=False)
    labels = dsl.Object(TextsByLanguage)
    label_words = dsl.Object(WordsByLanguage)

    class Meta:
        """What is made from the texts is not kept beside them."""

        dynamic = MetaField("strict")
        source = MetaField(excludes=["terms", "words", "complete", "label_words"])


def index_body() -> dict[str, Any]:
    """Settings and mappings of a new index, which is to be filled."""
    mapping = Entry._doc_type.mapping
    return {
        "settings": {
            "index": SETTINGS | FILLING,
            "analysis": mapping._collect_analysis(),
        },
        "mappings": mapping.to_dict(),
    }


def is_writable(entry: Mapping[str, Any]) -> bool:
    """Whether no text of an entry holds a lone surrogate; as a rule none does."""
    try:
        json.dumps(entry, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def writable(value: Any) -> Any:
    """`value` with question marks for lone surrogates, which no UTF-8 can hold."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode(errors="replace").decode()
    if isinstance(value, Mapping):
        return {key: writable(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [writable(entry) for entry in value]
    return value


def entry_of(document: Document, *, vector: np.ndarray | None, vector_key: str) -> dict[str, Any]:
    """The entry of a document."""
    made = keys_of(document) | texts_of(document) | analysed(document)
    made["vector_key"] = vector_key
    cleaned: dict[str, Any] = made if is_writable(made) else writable(made)
    if vector is not None and vector.any():
        cleaned["vector"] = pack_dense_vector(vector.astype(np.float32))
    return cleaned


def keys_of(document: Document) -> dict[str, Any]:
    """What filters, facets and sorting need."""
    moment = document.published_at or document.updated_at or datetime.fromtimestamp(0, UTC)
    return {
        "id": document.id,
        "kind": document.kind,
        "pk": document.pk,
        "operator": document.operator_pk,
        "visibility": document.visibility,
        "allowed": document.allowed,
        "expires": document.expires_on.isoformat() if document.expires_on else LAST_DAY,
        "published": moment.replace(microsecond=0).isoformat(),
        "sort_name": fold(sort_name(document))[:60],
        "digest": document.digest(),
        "facets": {f: list(dict.fromkeys(c)) for f, c in document.facets.items() if f in CODED},
        "codes": codes_of(document),
        "credentials": [
            {"standard": standard, "valid_from": day(start), "valid_to": day(end)}
            for standard, start, end in merge_days(document)
        ],
        **({"trl": document.trl} if document.trl else {}),
    }


def codes_of(document: Document) -> list[str]:
    """The codes of all facets in one field: counting that is much quicker than counting ten."""
    coded = [(f, code) for f in CODED for code in document.facets.get(f, ())]
    found = [(KIND, document.kind), *coded, *([(TRL, document.trl)] if document.trl else [])]
    return list(dict.fromkeys(code_key(facet, str(code)) for facet, code in found))


def code_key(facet: str, code: str) -> str:
    """A code in that field."""
    return f"{facet}:{code}"


def day(number: int) -> str:
    """An ISO day from days since year 1, where 0 and NO_END are open."""
    if number <= 0:
        return FIRST_DAY
    return LAST_DAY if number >= NO_END else date.fromordinal(number).isoformat()


def texts_of(document: Document) -> dict[str, Any]:
    """What highlights and completions show."""
    texts = {name: by_language(getattr(document, name)) for name in BY_LANGUAGE.values()}
    return texts | {
        "names": document.names,
        "member_text": document.member_text,
        "named_text": document.named_text,
    }


def by_language(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts under the names of their sub-fields."""
    return {(code if code in LANGUAGES else UNKNOWN): text for code, text in texts.items()}


def analysed(document: Document) -> dict[str, Any]:
    """The terms of each field, the vocabulary for spelling, the words to complete."""
    read = read_fields(document)
    return {
        "terms": {name: found.terms for name, found in read.items()},
        "words": sorted(set(spelled(read, BOOSTS).split())),
        "complete": sorted(set(spelled(read, COMPLETED).split())),
    }


def label_id(keyword: Keyword) -> str:
    """The id of a label's entry; no document's id has a colon."""
    return f"label:{keyword.facet}:{keyword.code}"


def label_entry(keyword: Keyword) -> dict[str, Any]:
    """The entry of a code's labels, with the words under which each language completes it."""
    shown = {code: shown_label(keyword.labels, code) for code in LANGUAGES}
    made: dict[str, Any] = writable(
        {
            "id": label_id(keyword),
            "kind": LABEL,
            "label_facet": keyword.facet,
            "label_code": keyword.code,
            "labels": by_language(keyword.labels),
            "label_words": {code: label_words(label) for code, label in shown.items()},
        }
    )
    return made


def shown_label(labels: Mapping[str, str], language: str) -> str:
    """The label in a language, else the first that there is."""
    return labels.get(language) or next(iter(labels.values()), "")


def label_words(label: str) -> list[str]:
    """The words of a label by which it is completed."""
    tokens = (token for token in tokenize(label) if not token.is_stopword)
    return sorted({word for token in tokens for word in token.words})
