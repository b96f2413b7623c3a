"""A word as it is written, and the terms under which it is indexed and searched.

A term is a folded word (`steriles`), a stem marked with its language (`steril:fr`), or a joined
form (`xray`, `10ml`, `iso13485`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from search.text.folding import APOSTROPHES, HYPHENS, fold, is_arabic
from search.text.sounds import index_sound
from search.text.stemming import stem, strip_article
from search.text.words import ADOPTIONS, ELISIONS, STANDARD_BODIES, STOPWORDS, UNITS

MAX_TERM = 40
# Of what stands between two spaces so much is kept for each language.
MOST_KEPT = 50_000

MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u00ad\u2060"
JOINERS = (
    "'\u2019\u2018\u02bc\u2032\u0060\u00b4\uff07\u055a\u201b"
    "\\-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
)
WORD = re.compile(rf"\d+[.,\u066b]\d+\w*|[\w{MARKS}]+(?:[{JOINERS}][\w{MARKS}]+)*")
NUMBER_UNIT = re.compile(r"(\d+(?:\.\d+)?)([^\W\d]+)$")
BODY_NUMBER = re.compile(rf"({'|'.join(STANDARD_BODIES)})(\d{{3,6}})$")
NUMBER = re.compile(r"\d+(?:\.\d+)?$")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a written word holds, wherever it stands: cached, as texts repeat their words.

    `words` are its folded forms, the one to show and to complete first; `terms` all terms that
    find it, stems included; `parts` the terms of its pieces where it is written in several.
    `heard` are the terms under which the other script's words find it by its sound. `indexed` are
    all of these as an index stores them, `plain` the `words`, joined by spaces. `may_join` says
    that it may be one with what follows: a number with its unit, `ISO` with its number, `X` with
    `ray`.
    """

    words: tuple[str, ...] = ()
    terms: frozenset[str] = frozenset()
    parts: tuple[frozenset[str], ...] = ()
    indexed: str = ""
    plain: str = ""
    may_join: bool = False
    heard: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        words: tuple[str, ...],
        terms: frozenset[str],
        parts: tuple[frozenset[str], ...] = (),
    ) -> "Word":
        """A word with what follows from its forms."""
        heard = frozenset(filter(None, map(index_sound, words)))
        indexed = " ".join(sorted(terms.union(words, heard, *parts)))
        may_join = not parts and is_joinable(words[0])
        return cls(words, terms, parts, indexed, " ".join(words), may_join, heard)

    @property
    def is_stopword(self) -> bool:
        """Whether it need not match."""
        return not self.parts and not STOPWORDS.isdisjoint(self.words)


def is_joinable(word: str) -> bool:
    """Whether a folded word may be one with what follows it."""
    if word in ADOPTIONS or word in STANDARD_BODIES or NUMBER.match(word):
        return True
    return len(word) == 1 and word.isalpha() and word not in STOPWORDS


def languages_of(word: str, language: str) -> tuple[str, ...]:
    """In which languages a folded word is stemmed: by its script, else that of the text."""
    if is_arabic(word):
        return ("ar",)
    return (language,) if language in ("fr", "en") else ("fr", "en")


def forms_of(word: str) -> tuple[str, ...]:
    """The folded spellings under which one word is found: in Arabic, without its article first."""
    if not is_arabic(word):
        return (word,)
    return tuple(dict.fromkeys((strip_article(word), word)))


def terms_of(word: str, language: str) -> frozenset[str]:
    """The spellings of one folded word and its stems."""
    words = forms_of(word)
    if word in STOPWORDS:
        return frozenset(words)
    stems = (f"{stem(word, tongue)}:{tongue}" for tongue in languages_of(word, language))
    return frozenset((*words, *stems))


def read_word(written: str, language: str) -> Word:
    """A word as written, hyphens and apostrophes included, taken apart."""
    if written.isascii() and written.isalnum():
        return read_piece(fold(written)[:MAX_TERM], language)
    pieces: list[str] = []
    for piece in APOSTROPHES.split(written):
        pieces += [p for h in HYPHENS.split(piece) for p in fold(h).split()]
    pieces = [
        piece[:MAX_TERM].replace(",", ".").replace("\u066b", ".") for piece in pieces if piece
    ]
    while len(pieces) > 1 and pieces[0] in ELISIONS and APOSTROPHES.search(written):
        pieces.pop(0)
    if len(pieces) == 2 and pieces[1] == "s" and APOSTROPHES.search(written):
        pieces.pop()
    if not pieces:
        return Word()
    return read_pieces(tuple(pieces), language)


@lru_cache(maxsize=10_000)
def read_pieces(pieces: tuple[str, ...], language: str) -> Word:
    """One piece is a word or a number with its unit; several are also found joined."""
    if len(pieces) == 1:
        return read_piece(pieces[0], language)
    joined = "".join(pieces)[:MAX_TERM]
    parts = tuple(terms_of(piece, language) for piece in pieces)
    words = (*forms_of(joined), *(form for piece in pieces for form in forms_of(piece)))
    return Word.of(words, terms_of(joined, language), parts)


def read_piece(piece: str, language: str) -> Word:
    """`10ml` in the one spelling of its unit, `iso13485` with its number; else the word itself."""
    if piece.isalpha():
        return Word.of(forms_of(piece), terms_of(piece, language))
    measured = NUMBER_UNIT.match(piece)
    if measured and measured[2] in UNITS:
        return read_measure(measured[1], UNITS[measured[2]])
    cited = BODY_NUMBER.match(piece)
    if cited:
        return read_standard(cited[1], cited[2])
    return Word.of(forms_of(piece), terms_of(piece, language))


@lru_cache(maxsize=10_000)
def read_measure(number: str, unit: str) -> Word:
    """A number with its unit; it is indexed under the number alone too."""
    joined = number + unit
    return Word.of((joined, number), frozenset((joined,)))


@lru_cache(maxsize=10_000)
def read_standard(body: str, number: str) -> Word:
    """A standard under its body and number; the number alone finds it too."""
    joined = STANDARD_BODIES[body] + number
    return Word.of((joined, number), frozenset((joined, number)))


class Piece(NamedTuple):
    """A word between two spaces, from `start` to `end` there.

    `opens` and `closes` tell whether it stands right behind the first and before the second.
    """

    start: int
    end: int
    written: str
    word: Word
    opens: bool
    closes: bool


def pieces_of(chunk: str, language: str) -> tuple[Piece, ...]:
    """The words of what stands between two spaces."""
    found = [(match, read_word(match[0], language)) for match in WORD.finditer(chunk)]
    return tuple(
        Piece(m.start(), m.end(), m[0], word, m.start() == 0, m.end() == len(chunk))
        for m, word in found
        if word.words
    )


class KeptPieces(dict[str, tuple[Piece, ...]]):
    """`pieces_of` by chunk in one language, for the chunks that have come more than once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.met: set[str] = set()

    def __missing__(self, chunk: str) -> tuple[Piece, ...]:
        pieces = pieces_of(chunk, self.language)
        if chunk in self.met:
            make_room(self)
            self[chunk] = pieces
        elif len(chunk) <= MAX_TERM:
            make_room(self.met)
            self.met.add(chunk)
        return pieces


def make_room(kept: dict[str, Any] | set[str]) -> None:
    """Forget all where there is as much as there may be."""
    if len(kept) >= MOST_KEPT:
        kept.clear()


KEPT = {language: KeptPieces(language) for language in ("", "fr", "en")}


def read_chunks(chunks: Iterable[str], language: str) -> Iterator[tuple[Piece, ...]]:
    """The words of each chunk."""
    return map(KEPT.get(language, KEPT[""]).__getitem__, chunks)
