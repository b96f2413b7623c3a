"""What is asked of search, and by whom: two values, free of Django and of any engine.

`SearchRequest` is what the form builds from the query string and what a saved search stores;
`Audience` is who reads. They are separate so that a stored request never carries anyone's rights.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

OPERATORS = "operators"
OPPORTUNITIES = "opportunities"
KINDS = (OPERATORS, OPPORTUNITIES)
LANGUAGES = ("fr", "en", "ar")

# The facets that hold codes, in the order in which a page shows them.
FACETS = (
    "countries",
    "regions",
    "operator_types",
    "processes",
    "categories",
    "classes",
    "modes",
    "sides",
    "credentials",
    "sizes",
    "languages",
)
RELEVANCE = "relevance"
RECENT = "recent"
NAME = "name"
SORTS = (RELEVANCE, RECENT, NAME)

MAX_TEXT = 500
MAX_CODES = 50
MAX_CODE_LENGTH = 100
PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
MAX_PAGE = 1_000_000

# Control characters and lone surrogates: neither can be stored as UTF-8 text or searched.
UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def clean_text(text: str) -> str:
    """`text` on one line, without what can't be written as UTF-8, at most MAX_TEXT characters."""
    return " ".join(UNWRITABLE.sub(" ", text[: 4 * MAX_TEXT]).split())[:MAX_TEXT].rstrip()


def clean_codes(codes: Iterable[object]) -> tuple[str, ...]:
    """The distinct, usable codes in their order; what is not a short text is left out."""
    wanted = (clean_text(code) for code in codes if isinstance(code, str))
    return tuple(dict.fromkeys(c for c in wanted if c and len(c) <= MAX_CODE_LENGTH))[:MAX_CODES]


def clamp(value: object, low: int, high: int, default: int) -> int:
    """`value` as a whole number between `low` and `high`; `default` where it is no number."""
    try:
        number = int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        return default
    return int(max(low, min(high, number)))


@dataclass(frozen=True)
class SearchRequest:
    """A search as a value. Building one never fails: what can't be used is cut or dropped.

    Codes inside one facet are alternatives, facets narrow each other. A code that no visible
    document carries matches nothing (it isn't silently ignored: a shared address or a saved
    search must not widen by itself); telling a reader that a code is unknown is the form's work.
    `categories` match with all their descendants; `credentials` are standards held and valid on
    the day of the search. `page` counts from 1 and is clamped by the engine to what exists.
    """

    text: str = ""
    language: str = "fr"
    kind: str = ""
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    operator_types: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    trl_min: int | None = None
    trl_max: int | None = None
    sort: str = RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE

    def __post_init__(self) -> None:
        """Bring every field to its allowed values."""
        put = object.__setattr__
        put(self, "text", clean_text(self.text) if isinstance(self.text, str) else "")
        put(self, "language", self.language if self.language in LANGUAGES else "fr")
        put(self, "kind", self.kind if self.kind in KINDS else "")
        put(self, "sort", self.sort if self.sort in SORTS else RELEVANCE)
        put(self, "page", clamp(self.page, 1, MAX_PAGE, 1))
        put(self, "page_size", clamp(self.page_size, 1, MAX_PAGE_SIZE, PAGE_SIZE))
        for facet in FACETS:
            codes = getattr(self, facet)
            put(self, facet, clean_codes(codes) if isinstance(codes, tuple | list) else ())
        bounds = [
            b if b is None else clamp(b, 1, 9, 0) or None for b in (self.trl_min, self.trl_max)
        ]
        if None not in bounds:
            bounds.sort()
        put(self, "trl_min", bounds[0])
        put(self, "trl_max", bounds[1])

    def codes(self, facet: str) -> tuple[str, ...]:
        """The codes chosen in one of FACETS."""
        chosen: tuple[str, ...] = getattr(self, facet)
        return chosen

    def has_filters(self) -> bool:
        """Whether anything but text and kind narrows the search."""
        bounds = (self.trl_min, self.trl_max)
        return any(self.codes(facet) for facet in FACETS) or bounds != (None, None)

    def to_json(self) -> dict[str, Any]:
        """What differs from an empty request, in types that JSON knows (codes as lists)."""
        pairs = ((f.name, getattr(self, f.name), f.default) for f in fields(self))
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value, default in pairs
            if value != default
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The request that `to_json` stored; names of another version are ignored."""
        known = {f.name for f in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})


@dataclass(frozen=True)
class Audience:
    """Who reads: each engine filters hits, counts, completions, highlights and spellings by it.

    `operators` are the pks of the operators that the reader belongs to, `introduced` those to
    which one of them has been introduced. Curators see all that is published.
    """

    is_member: bool = False
    sees_all: bool = False
    operators: frozenset[int] = frozenset()
    introduced: frozenset[int] = frozenset()

    @classmethod
    def member(cls, operators: Iterable[int] = (), introduced: Iterable[int] = ()) -> Self:
        """A signed-in person, with or without a company."""
        return cls(is_member=True, operators=frozenset(operators), introduced=frozenset(introduced))

    @classmethod
    def curator(cls) -> Self:
        """Federation staff."""
        return cls(is_member=True, sees_all=True)


ANONYMOUS = Audience()
