"""The document: a value that every engine can index, without a model behind it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Self

import numpy as np

from search.documents.packing import packed

PUBLIC = "public"
MEMBERS = "members"
NAMED = "named"


@dataclass(frozen=True)
class Keyword:
    """A label of the taxonomies that the document carries, in each language it has.

    `facet` and `code` say which filter the label stands for ("" where it stands for none), so
    that a completion can offer it. Ancestors of a category are keywords of their own.
    """

    facet: str
    code: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class HeldCredential:
    """A standard held from one day to another, both included; None is open-ended."""

    standard: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Document:
    """One operator or opportunity as search sees it.

    `names` are all spellings of the name, in any script (for an opportunity those of its
    operator). `titles`, `summaries` and `bodies` map fr, en, ar to plain text. `member_text` is
    searched for members only, `named_text` only for the document's own operator and those
    introduced to it. `facets` maps names of requests.FACETS to codes; "categories" holds the
    ancestors too; "credentials" is left out, as `credentials` carries its days. `visibility`
    is about the whole document: public, members, or named, which means its own operator, the
    operators in `allowed`, and those introduced to it. After `expires_on` nobody finds it.
    `vector` is float32[512] with L2 norm 1, or None: the engine encodes.
    """

    id: str
    kind: str
    pk: int
    operator_pk: int
    names: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    summaries: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    member_text: str = ""
    named_text: str = ""
    keywords: tuple[Keyword, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    credentials: tuple[HeldCredential, ...] = ()
    trl: int | None = None
    visibility: str = PUBLIC
    allowed: tuple[int, ...] = ()
    expires_on: date | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    vector: np.ndarray | None = field(default=None, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Everything but the vector, in types that JSON knows."""
        content = dict(zip(CONTENT, CONTENT_OF(self), strict=True))
        content["keywords"] = [(k.facet, k.code, k.labels) for k in self.keywords]
        content["credentials"] = [
            (c.standard, iso_or_none(c.valid_from), iso_or_none(c.valid_to))
            for c in self.credentials
        ]
        for name in ("expires_on", "published_at", "updated_at"):
            content[name] = iso_or_none(content[name])
        return content

    def digest(self) -> str:
        """The same for the same content, in every process; the vector follows from the text."""
        return hashlib.blake2b(packed(self.to_json()), digest_size=16).hexdigest()

    def with_vector(self, vector: np.ndarray | None) -> Self:
        """The same document with its vector."""
        return replace(self, vector=vector)


CONTENT = tuple(f.name for f in fields(Document) if f.name != "vector")
CONTENT_OF = attrgetter(*CONTENT)


def iso_or_none(moment: date | None) -> str | None:
    """ISO 8601, or None."""
    return moment.isoformat() if moment else None


def document_id(kind: str, pk: int) -> str:
    """The id of a document: "operators-12"."""
    return f"{kind}-{pk}"
