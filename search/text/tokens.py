"""Text to tokens, each with the terms it is indexed and searched under.

A term is a folded word (`steriles`), a stem marked with its language (`steril:fr`), or a joined
form (`xray`, `10ml`, `iso13485`). Tokens keep their place in the original text, for highlights.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.text.folding import APOSTROPHES, HYPHENS, fold, is_arabic
from search.text.sounds import index_sound
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


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a written word holds, wherever it stands: cached, as texts repeat their words.

    `words` are its folded forms, the one to show and to complete first; `terms` all terms that
    find it, stems included; `parts` the terms of its pieces where it is written in several.
    `heard` are the terms under which the other script's words find it by its sound. `indexed` are
    all of these as an index stores them, joined by spaces. `may_join` says that it may be one with
    what follows: a number with its unit, `ISO` with its number, `X` with `ray`.
    """

    words: tuple[str, ...] = ()
    terms: frozenset[str] = frozenset()
    parts: tuple[frozenset[str], ...] = ()
    indexed: str = ""
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
        return cls(words, terms, parts, indexed, not parts and is_joinable(words[0]), heard)

    @property
    def is_stopword(self) -> bool:
        """Whether it need not match."""
        return not self.parts and not STOPWORDS.isdisjoint(self.words)


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands in a text."""

    start: int
    end: int
    word: Word

    @property
    def words(self) -> tuple[str, ...]:
        """See Word."""
        return self.word.words

    @property
    def terms(self) -> frozenset[str]:
        """See Word."""
        return self.word.terms

    @property
    def parts(self) -> tuple[frozenset[str], ...]:
        """See Word."""
        return self.word.parts

    @property
    def heard(self) -> frozenset[str]:
        """See Word."""
        return self.word.heard

    @property
    def is_stopword(self) -> bool:
        """See Word."""
        return self.word.is_stopword


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
    return Word.of(words, terms_of(joined, language), parts)


def read_piece(piece: str, language: str) -> Word:
    """`10ml` in the one spelling of its unit, `iso13485` with its number; else the word itself."""
    measured = NUMBER_UNIT.match(piece)
    if measured and measured[2] in UNITS:
        joined = measured[1] + UNITS[measured[2]]
        return Word.of((joined, measured[1]), frozenset((joined,)))
    cited = BODY_NUMBER.match(piece)
    if cited:
        return read_standard(cited[1], cited[2])
    return Word.of(forms_of(piece), terms_of(piece, language))


def read_standard(body: str, number: str) -> Word:
    """A standard under its body and number; the number alone finds it too."""
    joined = STANDARD_BODIES[body] + number
    return Word.of((joined, number), frozenset((joined, number)))


Written = tuple[re.Match[str], Word]


def written_words(text: str, language: str) -> Iterator[Written]:
    """Each word of `text` where it stands, nothing joined."""
    for match in WORD.finditer(text):
        word = read_word(match[0], language)
        if word.words:
            yield match, word


def tokenize(text: str, language: str = "") -> Iterator[Token]:
    """The tokens of `text` in `language` ("" where that is not known), in their order."""
    written = list(written_words(text, language))
    place = 0
    while place < len(written):
        match, word = written[place]
        length = 1
        if word.may_join:
            length, word = join_words(text, written[place : place + 6], language)
        yield Token(match.start(), written[place + length - 1][0].end(), word)
        place += length


def read_words(text: str, language: str = "") -> list[Word]:
    """The words of the tokens of `text`: `tokenize` for those who need no places, quicker."""
    words = [w for written in WORD.findall(text) if (w := read_word(written, language)).words]
    pairs = enumerate(itertools.pairwise(words))
    joining = [place for place, (word, after) in pairs if word.may_join and can_join(word, after)]
    return read_joined(text, language, joining) if joining else words


def read_joined(text: str, language: str, joining: list[int]) -> list[Word]:
    """The words of `text`, of which those at the places `joining` may be one with what follows."""
    written = list(written_words(text, language))
    joined: list[Word] = []
    place = 0
    for at in joining:
        if at >= place:
            length, word = join_words(text, written[at : at + 6], language)
            joined += [plain for _, plain in written[place:at]]
            joined.append(word)
            place = at + length
    return joined + [plain for _, plain in written[place:]]


def join_words(text: str, ahead: list[Written], language: str) -> tuple[int, Word]:
    """How many of the words ahead are one, and which: `10 ml`, `EN ISO 13485`, `X ray`."""
    return (
        join_standard(ahead)
        or join_measure(text, ahead)
        or join_letter(text, ahead, language)
        or (1, ahead[0][1])
    )


def join_standard(ahead: list[Written]) -> tuple[int, Word] | None:
    """`EN ISO 13485`, `NF EN ISO/IEC 17025:2017`, `CEI 60601-1`, `EN ISO13485`."""
    first = [word.words[0] for _, word in ahead]
    body = next((at for at, word in enumerate(first) if word not in ADOPTIONS), len(first))
    at = body
    while at < len(first) and first[at] in STANDARD_BODIES:
        at += 1
    if body < at < len(first):
        number = fold(HYPHENS.split(ahead[at][0][0])[0])
        if number.isdecimal() and len(number) >= 3:
            return at + 1, read_standard(first[body], number)
    if 0 < body < len(first) and BODY_NUMBER.match(first[body]):
        return body + 1, ahead[body][1]
    return None


def can_join(word: Word, following: Word) -> bool:
    """Whether `join_words` may join the two: told from the words alone, for most say no."""
    if NUMBER.match(word.words[0]):
        return not UNITS.keys().isdisjoint(following.words)
    return len(word.words[0]) > 1 or not (following.parts or following.is_stopword)


def are_neighbours(text: str, ahead: list[Written]) -> bool:
    """Whether nothing but one space stands between the first two words."""
    if len(ahead) < 2:
        return False
    end, start = ahead[0][0].end(), ahead[1][0].start()
    return start - end == 1 and text[end].isspace()


def join_measure(text: str, ahead: list[Written]) -> tuple[int, Word] | None:
    """`10 ml`: a number and the unit that follows it."""
    number = ahead[0][1].words[0]
    if not NUMBER.match(number) or not are_neighbours(text, ahead):
        return None
    unit = next((UNITS[word] for word in ahead[1][1].words if word in UNITS), "")
    return (2, Word.of((number + unit, number), frozenset((number + unit,)))) if unit else None


def join_letter(text: str, ahead: list[Written], language: str) -> tuple[int, Word] | None:
    """`X ray`: a single letter that is no word of its own belongs to what follows."""
    letter = ahead[0][1].words[0]
    if len(letter) != 1 or not letter.isalpha() or not are_neighbours(text, ahead):
        return None
    following = ahead[1][1]
    if following.parts or following.is_stopword:
        return None
    return 2, read_pieces([letter, following.words[0]], language)
