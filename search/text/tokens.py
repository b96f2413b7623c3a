"""Text to tokens, each with the terms it is indexed and searched under.

A term is a folded word (`steriles`), a stem marked with its language (`steril:fr`), or a joined
form (`xray`, `10ml`, `iso13485`). Tokens keep their place in the original text, for highlights.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from search.text.folding import APOSTROPHES, HYPHENS, fold, is_arabic
from search.text.stemming import stem, strip_article
from search.text.words import ADOPTIONS, ELISIONS, STANDARD_BODIES, STOPWORDS, UNITS

MAX_TERM = 40

MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u00ad\u2060"
JOINERS = (
    "'\u2019\u2018\u02bc\u2032\u0060\u00b4\uff07\u055a\u201b"
    "\\-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
)
WORD = re.compile(rf"\d+[.,\u066b]\d+\w*|[\w{MARKS}]+(?:[{JOINERS}][\w{MARKS}]+)*")
NUMBER_UNIT = re.compile(r"(\d+(?:\.\d+)?)([^\W\d]+)$")
BODY_NUMBER = re.compile(rf"({'|'.join(STANDARD_BODIES)})(\d{{3,6}})$")
NUMBER = re.compile(r"\d+(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands.

    `words` are its folded forms, the one to show and to complete first; `terms` all terms that
    find it, stems included; `parts` the terms of its pieces where it is written in several.
    """

    start: int
    end: int
    words: tuple[str, ...]
    terms: frozenset[str]
    parts: tuple[frozenset[str], ...] = ()
    raw: str = field(default="", compare=False)

    @property
    def is_stopword(self) -> bool:
        """Whether it need not match."""
        return not self.parts and not STOPWORDS.isdisjoint(self.words)


@dataclass(frozen=True, slots=True)
class Word:
    """What a written word holds, wherever it stands: cached, as texts repeat their words."""

    words: tuple[str, ...] = ()
    terms: frozenset[str] = frozenset()
    parts: tuple[frozenset[str], ...] = ()


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


@lru_cache(maxsize=300_000)
def read_word(written: str, language: str) -> Word:
    """A word as written, hyphens and apostrophes included, taken apart."""
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
    return read_pieces(pieces, language)


def read_pieces(pieces: list[str], language: str) -> Word:
    """One piece is a word or a number with its unit; several are also found joined."""
    if len(pieces) == 1:
        return read_piece(pieces[0], language)
    joined = "".join(pieces)[:MAX_TERM]
    parts = tuple(terms_of(piece, language) for piece in pieces)
    words = (*forms_of(joined), *(form for piece in pieces for form in forms_of(piece)))
    return Word(words, terms_of(joined, language), parts)


def read_piece(piece: str, language: str) -> Word:
    """`10ml` in the one spelling of its unit, `iso13485` with its number; else the word itself."""
    measured = NUMBER_UNIT.match(piece)
    if measured and measured[2] in UNITS:
        joined = measured[1] + UNITS[measured[2]]
        return Word((joined, measured[1]), frozenset((joined,)))
    cited = BODY_NUMBER.match(piece)
    if cited:
        return read_standard(cited[1], cited[2])
    return Word(forms_of(piece), terms_of(piece, language))


def read_standard(body: str, number: str) -> Word:
    """A standard under its body and number; the number alone finds it too."""
    joined = STANDARD_BODIES[body] + number
    return Word((joined, number), frozenset((joined, number)))


def tokenize(text: str, language: str = "") -> Iterator[Token]:
    """The tokens of `text` in `language` ("" where that is not known), in their order."""
    tokens = [
        Token(m.start(), m.end(), w.words, w.terms, w.parts, m[0])
        for m in WORD.finditer(text)
        if (w := read_word(m[0], language)).words
    ]
    place = 0
    while place < len(tokens):
        length, token = join_tokens(text, tokens, place, language)
        yield token
        place += length


def join_tokens(text: str, tokens: list[Token], place: int, language: str) -> tuple[int, Token]:
    """The token at `place` and how many it takes up: `10 ml`, `ISO 13485` and `X ray` are one."""
    return (
        join_standard(tokens, place)
        or join_measure(text, tokens, place)
        or join_letter(text, tokens, place, language)
        or (1, tokens[place])
    )


def join_standard(tokens: list[Token], place: int) -> tuple[int, Token] | None:
    """`EN ISO 13485`, `NF EN ISO/IEC 17025:2017`, `CEI 60601-1`: one token."""
    at = place
    while at < len(tokens) and tokens[at].words[0] in ADOPTIONS:
        at += 1
    body = at
    while at < len(tokens) and tokens[at].words[0] in STANDARD_BODIES:
        at += 1
    if body < at < len(tokens):
        number = tokens[at].raw and fold(HYPHENS.split(tokens[at].raw)[0])
        if number.isdecimal() and len(number) >= 3:
            word = read_standard(tokens[body].words[0], number)
            return at + 1 - place, spanning(tokens[place], tokens[at], word)
    if place < body < len(tokens) and tokens[body].words[0].startswith(("iso1", "iso9", "iec6")):
        word = Word(tokens[body].words, tokens[body].terms)
        return body + 1 - place, spanning(tokens[place], tokens[body], word)
    return None


def are_neighbours(text: str, first: Token, second: Token) -> bool:
    """Whether nothing but one space stands between two tokens."""
    return second.start - first.end == 1 and text[first.end].isspace()


def join_measure(text: str, tokens: list[Token], place: int) -> tuple[int, Token] | None:
    """`10 ml`: a number and the unit that follows it."""
    pair = tokens[place : place + 2]
    if len(pair) < 2 or not NUMBER.match(pair[0].words[0]):
        return None
    unit = next((UNITS[word] for word in pair[1].words if word in UNITS), "")
    if not unit or not are_neighbours(text, *pair):
        return None
    number = pair[0].words[0]
    return 2, spanning(pair[0], pair[1], Word((number + unit, number), frozenset((number + unit,))))


def join_letter(
    text: str, tokens: list[Token], place: int, language: str
) -> tuple[int, Token] | None:
    """`X ray`: a single letter that is no word of its own belongs to what follows."""
    pair = tokens[place : place + 2]
    if len(pair) < 2 or len(pair[0].words[0]) != 1 or pair[0].parts or pair[1].parts:
        return None
    letter = pair[0].words[0]
    if not letter.isalpha() or letter in STOPWORDS or pair[1].words[0] in STOPWORDS:
        return None
    if not are_neighbours(text, *pair):
        return None
    return 2, spanning(pair[0], pair[1], read_pieces([letter, pair[1].words[0]], language))


def spanning(first: Token, last: Token, word: Word) -> Token:
    """One token from the start of `first` to the end of `last`."""
    return Token(first.start, last.end, word.words, word.terms, word.parts)
