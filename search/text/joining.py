"""Words that are one although written apart: `10 ml`, `EN ISO 13485`, `X ray`."""

from collections.abc import Iterator, Sequence

from search.text.folding import HYPHENS, fold
from search.text.words import ADOPTIONS, STANDARD_BODIES, UNITS
from search.text.written import (
    BODY_NUMBER,
    NUMBER,
    Piece,
    Word,
    read_measure,
    read_pieces,
    read_standard,
)

# So many words may be one: `NF EN ISO/IEC 17025` is five.
AHEAD = 6
Joined = tuple[int, Word]


def joined_pieces(pieces: Sequence[Piece], language: str) -> Iterator[tuple[int, int, Word]]:
    """Where several pieces of a text are one word: the first, the one behind the last, the word."""
    behind = 0
    for place in [place for place, piece in enumerate(pieces[:-1]) if piece.word.may_join]:
        if place >= behind and can_join(pieces[place].word, pieces[place + 1].word):
            joined = join_ahead(pieces[place : place + AHEAD], language)
            if joined:
                behind = place + joined[0]
                yield place, behind, joined[1]


def can_join(word: Word, following: Word) -> bool:
    """Whether two words may be one: told from them alone, for most say no."""
    first, second = word.words[0], following.words[0]
    if NUMBER.match(first):
        return not UNITS.keys().isdisjoint(following.words)
    if first in STANDARD_BODIES:
        return second in STANDARD_BODIES or second[0].isdecimal()
    if first in ADOPTIONS:
        cited = second in ADOPTIONS or second in STANDARD_BODIES
        return cited or BODY_NUMBER.match(second) is not None
    return not (following.parts or following.is_stopword)


def join_ahead(ahead: Sequence[Piece], language: str) -> Joined | None:
    """How many of the pieces ahead are one word, and which."""
    return join_standard(ahead) or join_measure(ahead) or join_letter(ahead, language)


def join_standard(ahead: Sequence[Piece]) -> Joined | None:
    """`EN ISO 13485`, `NF EN ISO/IEC 17025:2017`, `CEI 60601-1`, `EN ISO13485`."""
    first = [piece.word.words[0] for piece in ahead]
    body = next((at for at, word in enumerate(first) if word not in ADOPTIONS), len(first))
    at = body
    while at < len(first) and first[at] in STANDARD_BODIES:
        at += 1
    if body < at < len(first):
        number = fold(HYPHENS.split(ahead[at].written)[0])
        if number.isdecimal() and len(number) >= 3:
            return at + 1, read_standard(first[body], number)
    if 0 < body < len(first) and BODY_NUMBER.match(first[body]):
        return body + 1, ahead[body].word
    return None


def are_neighbours(ahead: Sequence[Piece]) -> bool:
    """Whether nothing but spaces stands between the first two words."""
    return ahead[0].closes and ahead[1].opens


def join_measure(ahead: Sequence[Piece]) -> Joined | None:
    """`10 ml`: a number and the unit that follows it."""
    number = ahead[0].word.words[0]
    if not NUMBER.match(number) or not are_neighbours(ahead):
        return None
    unit = next(UNITS[word] for word in ahead[1].word.words if word in UNITS)
    return 2, read_measure(number, unit)


def join_letter(ahead: Sequence[Piece], language: str) -> Joined | None:
    """`X ray`: a single letter that is no word of its own belongs to what follows."""
    letter = ahead[0].word.words[0]
    if len(letter) != 1 or not letter.isalpha() or not are_neighbours(ahead):
        return None
    return 2, read_pieces((letter, ahead[1].word.words[0]), language)
