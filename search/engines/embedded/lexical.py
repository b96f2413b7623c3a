"""Which documents hold the words of a query, and how well.

What each word is to be looked for as is told first: as it is, as the beginning of a word, or as
what it may be a slip of. Several words are then asked together (see together.py).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.reader import Reader
from search.engines.embedded.snapshot import NO_HITS, Snapshot, WordHits
from search.engines.embedded.together import SLIP_SHARE, by_row, find_together
from search.engines.lookups import Lookup
from search.text import QueryWord, tokenize
from search.text.folding import is_arabic
from search.text.spelling import respellings

FEW_HITS = 5
SHORTEST_BEGUN = 2
MOST_RESPELLED = 8


@dataclass(frozen=True)
class TextMatch:
    """What the words of a query found among the rows that a reader may see.

    `mask` are the rows with enough of the words, `scores` their scores (0 elsewhere), `terms`
    those to mark, fall-backs included; `respelled` the corrections by word. `named`
    are the scores of the rows whose name holds every word: who types a name wants its bearer.
    """

    mask: np.ndarray
    scores: np.ndarray
    named: np.ndarray
    terms: frozenset[str]
    prefix: str = ""
    respelled: tuple[tuple[QueryWord, str], ...] = ()
    relaxed: bool = False


def match_text(snapshot: Snapshot, words: tuple[QueryWord, ...], reader: Reader) -> TextMatch:
    """Look up the words, with fall-backs for those that nothing visible holds."""
    sought = tuple(seek_word(snapshot, w, reader, is_last=w is words[-1]) for w in words)
    scores, matched = find_words(snapshot, sought, reader, words_wanted(words))
    needed, relaxed = words_needed(words, matched)
    mask = matched >= needed
    share = matched / max(1, len(words))
    weighted = np.where(mask, scores * share * share, 0).astype(np.float32)
    return TextMatch(
        mask,
        weighted,
        named=np.where(mask, name_scores(snapshot, words), 0),
        terms=frozenset().union(*(one.terms for one in sought)),
        prefix=next((one.word.word for one in sought if one.is_begun), ""),
        respelled=tuple((one.word, one.slips[0].word) for one in sought if one.slips),
        relaxed=relaxed,
    )


def find_words(
    snapshot: Snapshot, sought: tuple[Lookup, ...], reader: Reader, wanted: int
) -> tuple[np.ndarray, np.ndarray]:
    """By row the score and how many words stand there, of rows with as many as are `wanted`.

    Where there is none, of those with the most.
    """
    if len(sought) == 1:
        return by_row(snapshot, hits_of(snapshot, sought[0], reader), 1)
    for needed in range(wanted, 0, -1):
        scores, matched = find_together(snapshot, sought, reader, needed)
        if matched.any():
            break
    return scores, matched


def name_scores(snapshot: Snapshot, words: tuple[QueryWord, ...]) -> np.ndarray:
    """The scores of the rows whose names hold every one of the words, 0 elsewhere."""
    scores = np.zeros(snapshot.columns.count, np.float32)
    hits = snapshot.name_hits(words)
    scores[hits.rows] = hits.scores
    return scores


def words_wanted(words: Sequence[QueryWord]) -> int:
    """How many words a hit must hold where something holds as many.

    Both of two, three quarters of more. Words in two scripts are taken as the same said twice:
    those of one script are enough.
    """
    arabic = sum(is_arabic(word.word) for word in words)
    groups = [size for size in (arabic, len(words) - arabic) if size]
    size = min(groups, default=1)
    return size if size <= 2 else math.floor(0.75 * size)


def words_needed(words: Sequence[QueryWord], matched: np.ndarray) -> tuple[int, bool]:
    """How many words a hit must hold, and whether that was lowered because none holds enough."""
    wanted, most = words_wanted(words), int(matched.max(initial=0))
    return (wanted, False) if most >= wanted else (max(1, most), True)


def seek_word(snapshot: Snapshot, word: QueryWord, reader: Reader, *, is_last: bool) -> Lookup:
    """As what a word is to be looked for: itself where enough of what is visible holds it."""
    if is_usual(snapshot, word, reader):
        return Lookup(word)
    hits = visible_hits(snapshot, word, reader, widened=True)
    if may_be_begun(word, is_last=is_last, found=len(hits.rows)):
        begun = prefix_hits(snapshot, word, reader)
        if len(np.setdiff1d(begun.rows, hits.rows)):
            return Lookup(word, is_begun=True)
    slips = () if len(hits.rows) else tuple(respelled_words(snapshot, word, reader))
    return Lookup(word, slips=slips)


def is_usual(snapshot: Snapshot, word: QueryWord, reader: Reader) -> bool:
    """Whether the first documents that hold the word as it is written show that it has hits."""
    rows = snapshot.first_holding(word.word)
    return int(reader.visible[rows].sum()) >= FEW_HITS


def hits_of(snapshot: Snapshot, sought: Lookup, reader: Reader) -> WordHits:
    """Where a word, or what stands in for it, is visible to a reader."""
    if sought.slips:
        found = [visible_hits(snapshot, slip, reader, is_public=True) for slip in sought.slips]
        return joined_hits([WordHits(hits.rows, hits.scores * SLIP_SHARE) for hits in found])
    hits = visible_hits(snapshot, sought.word, reader, widened=True)
    begun = [prefix_hits(snapshot, sought.word, reader)] if sought.is_begun else []
    return joined_hits([hits, *begun])


def may_be_begun(word: QueryWord, *, is_last: bool, found: int = 0) -> bool:
    """Whether a word found in so many documents may be one that is not typed to its end."""
    return is_last and found < FEW_HITS and len(word.word) >= SHORTEST_BEGUN


def visible_hits(
    snapshot: Snapshot,
    word: QueryWord,
    reader: Reader,
    *,
    is_public: bool = False,
    widened: bool = False,
) -> WordHits:
    """Hits in public texts of visible documents, and in those private texts the reader may read.

    `widened`: also, weaker, of what else the thesaurus calls the thing.
    """
    found = [(snapshot.word_hits(word, widened=widened), reader.visible)]
    for field, mask in (("member", reader.member), ("named", reader.named)):
        if mask is not None and not is_public:
            found.append((snapshot.word_hits(word, (field,), widened=widened), mask))
    return joined_hits([visible_part(hits, mask) for hits, mask in found])


def visible_part(hits: WordHits, mask: np.ndarray) -> WordHits:
    """The hits of which `mask` holds."""
    kept = mask[hits.rows]
    return WordHits(hits.rows[kept], hits.scores[kept])


def joined_hits(found: list[WordHits]) -> WordHits:
    """Several lists as one, each row once with its best score."""
    found = [hits for hits in found if len(hits.rows)]
    if len(found) < 2:
        return found[0] if found else NO_HITS
    best = np.full(1 + max(int(hits.rows.max()) for hits in found), -1, np.float32)
    for hits in found:
        best[hits.rows] = np.maximum(best[hits.rows], hits.scores)
    rows = np.flatnonzero(best >= 0).astype(np.int32)
    return WordHits(rows, best[rows])


def prefix_hits(snapshot: Snapshot, word: QueryWord, reader: Reader) -> WordHits:
    """Hits of the words that begin as the last word does: it may not be typed to its end."""
    return visible_part(snapshot.begun_hits(word.word), reader.visible)


def respelled_words(snapshot: Snapshot, word: QueryWord, reader: Reader) -> list[QueryWord]:
    """What `word` may be a slip of, with the terms of each as it would have been analysed.

    Of the words of visible documents alone: a hidden one may not even stop a further look.
    """
    counts: dict[str, int] = {}

    def is_known(other: str) -> bool:
        if other not in counts and snapshot.is_word(other):
            counts[other] = len(visible_part(snapshot.spelling_hits(other), reader.visible).rows)
        return bool(counts.get(other))

    spellings = filter(is_known, respellings(word.word, is_known, snapshot.words_starting))
    return [
        QueryWord(token.words[0], token.terms, token.parts)
        for spelling in usual_first(spellings, counts)
        for token in tokenize(spelling)
    ]


def usual_first(spellings: Iterable[str], counts: Mapping[str, int]) -> list[str]:
    """The spellings that most documents hold, the most usual first."""
    ordered = sorted(spellings, key=lambda spelling: (-counts[spelling], spelling))
    return ordered[:MOST_RESPELLED]
