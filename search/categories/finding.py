"""The index of this process, and what it finds.

It is made when it is first needed and again when the labels in the database differ from those it
was made of, which is looked at after a change in this process and otherwise every CHECK_SECONDS.
A large nomenclature is prepared in a thread beside the requests; until it is ready (some seconds,
half a minute where its vectors are not on disk yet) callers get what there is: nothing, or the
former index, or one without vectors.
"""

import hashlib
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from cms.taxonomies.models import Concept, DeviceCategory
from search.categories.hints import Hint, phrase_words, shipped_hints
from search.categories.index import Category, CategoryIndex
from search.categories.vectors import category_vectors
from search.requests import clean_text
from search.vectors import encode_query, load_encoder

CHECK_SECONDS = 30.0
# Up to so many categories the index is made within the call: some 6 s, most of it for the hints,
# which a web process takes before its first request (config.lifespan).
MOST_AT_ONCE = 1500
MOST_CODES = 20


@dataclass
class State:
    """What this process has: the index and what it was made of."""

    index: CategoryIndex | None = None
    digest: str = ""
    looked_at: float = float("-inf")
    thread: threading.Thread | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)


STATE = State()


def find_codes(text: str, *, limit: int = 10, wait: bool = False) -> list[str]:
    """The codes of the categories that fit `text` best, the best first; none if nothing fits.

    `text` is what a company says of its products, in any language of ours, at most 500 characters
    of it. With `wait` the index is complete when it is asked (commands and tests).
    """
    wanted = clean_text(text)
    index = ready_index(wait=wait)
    if index is None or not any(letter.isalpha() for letter in wanted):
        return []
    return index.best(index.scores(wanted, text_vector(wanted, index)), min(limit, MOST_CODES))


def text_vector(text: str, index: CategoryIndex) -> np.ndarray | None:
    """The vector of a text, None where the index has none to compare it with."""
    encoder = load_encoder(settings.SENTENCE_ENCODER)
    if encoder is None or index.vectors is None:
        return None
    return encoded(text.lower(), settings.SENTENCE_ENCODER)


@lru_cache(maxsize=500)
def encoded(text: str, encoder: str) -> np.ndarray:
    """The vector of a text by an encoder; a form sends what is typed again and again."""
    found = load_encoder(encoder)
    assert found is not None  # noqa: S101 - for the type; callers ask first.
    return encode_query(found, text)


def look_again() -> None:
    """Have the next call compare the database with the index."""
    STATE.looked_at = float("-inf")


def ready_index(*, wait: bool = False) -> CategoryIndex | None:
    """The index as far as it is made."""
    if wait or time.monotonic() - STATE.looked_at > CHECK_SECONDS:
        with STATE.lock:
            if wait or time.monotonic() - STATE.looked_at > CHECK_SECONDS:
                look(wait=wait)
    return STATE.index


def look(*, wait: bool) -> None:
    """Start making the index anew if it isn't of what the database holds."""
    rows, concepts = read_rows(), read_concepts()
    STATE.looked_at = time.monotonic()
    digest = hashlib.blake2b(
        repr((rows, concepts)).encode(errors="replace"), digest_size=16
    ).hexdigest()
    if digest == STATE.digest and not wait:
        return
    if digest != STATE.digest:
        STATE.digest = digest
        make = threading.Thread(target=make_index, args=(rows, concepts, digest), daemon=True)
        STATE.thread = make
        make.start()
    if STATE.thread and (wait or len(rows) <= MOST_AT_ONCE):
        STATE.thread.join()


def read_rows() -> list[tuple[Any, ...]]:
    """The categories that are offered, as plain values."""
    fields = ("code", "label_fr", "label_en", "label_ar", "is_terminal")
    return list(DeviceCategory.objects.offered().order_by("code").values_list(*fields))


def read_concepts() -> list[tuple[Any, ...]]:
    """The concepts of the thesaurus that have codes, as plain values."""
    fields = ("categories", "terms_fr", "terms_en", "terms_ar", "abbreviations")
    every = Concept.objects.in_use().order_by("code").values_list(*fields)
    return [concept for concept in every if concept[0]]


def make_index(rows: list[tuple[Any, ...]], concepts: list[tuple[Any, ...]], digest: str) -> None:
    """Make the index of some rows, without vectors first; a later one is not overwritten."""
    categories = [category_of(row) for row in rows]
    index = CategoryIndex(categories, hints(concepts))
    if STATE.digest == digest:
        STATE.index = index
    encoder = load_encoder(settings.SENTENCE_ENCODER)
    if encoder is not None and categories:
        index.vectors = category_vectors(categories, encoder, file=vector_file())


def category_of(row: tuple[Any, ...]) -> Category:
    """One row of the database."""
    code, french, english, arabic, is_terminal = row
    labels = {"fr": french, "en": english, "ar": arabic}
    return Category(code, {key: label for key, label in labels.items() if label}, is_terminal)


def hints(concepts: Iterable[tuple[str, ...]]) -> tuple[Hint, ...]:
    """The rules in use: those shipped, and the terms of the thesaurus's concepts with codes."""
    return shipped_hints() + tuple(
        Hint(words, tuple(codes))
        for codes, *terms in concepts
        for phrase in "\n".join(terms).splitlines()
        if (words := phrase_words(phrase.replace("*", "")))
    )


def vector_file() -> Path:
    """Where the vectors of this encoder are kept."""
    name = hashlib.blake2b(settings.SENTENCE_ENCODER.encode(), digest_size=6).hexdigest()
    return Path(settings.DATA_DIR) / "categories" / f"{name}.npz"
