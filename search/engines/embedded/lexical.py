"""Which documents hold the words of a query, and how well.

Each word is looked up by itself and the results are added up here. That way one lookup serves
the ranking, "at least so many of the words", the fall-backs for slips, and the spelling, and a
word met before costs nothing.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from search.engines.embedded.snapshot import NO_HITS, Snapshot, WordHits
from search.requests import Audience
from search.text import QueryWord, tokenize
from search.text.folding import is_arabic
from search.text.spelling import respellings

FEW_HITS = 5
SLIP_SHARE = 0.6
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


@dataclass(frozen=True)
class Reader:
    """What one reader may find: rows by the whole document, and rows by their private texts."""

    visible: np.ndarray
    member: np.ndarray | None
    named: np.ndarray | None

    @classmethod
    def of(cls, snapshot: Snapshot, audience: Audience, today: int) -> "Reader":
        """The masks of `audience`; private texts only for the signed-in."""
        visible = snapshot.columns.visible(audience, today)
        if not audience.is_member:
            return cls(visible, None, None)
        return cls(visible, visible, visible & snapshot.columns.named_to(audience))


def match_text(snapshot: Snapshot, words: tuple[QueryWord, ...], reader: Reader) -> TextMatch:
    """Look up every word, with fall-backs for those that nothing visible holds."""
    count = snapshot.columns.count
    scores, matched = np.zeros(count, np.float32), np.zeros(count, np.int16)
    terms: set[str] = set()
    respelled, prefix = [], ""
    for word in words:
        hits, extra, slip, begun = find_word(snapshot, word, reader, is_last=word is words[-1])
        scores[hits.rows] += hits.scores
        matched[hits.rows] += 1
        terms |= word.marks.union(extra)
        prefix = begun or prefix
        if slip:
            respelled.append((word, slip))
    needed, relaxed = words_needed(words, matched)
    mask = matched >= needed
    share = matched / max(1, len(words))
    weighted = np.where(mask, scores * share * share, 0).astype(np.float32)
    named = np.where(mask, name_scores(snapshot, words), 0)
    return TextMatch(mask, weighted, named, frozenset(terms), prefix, tuple(respelled), relaxed)


def name_scores(snapshot: Snapshot, words: tuple[QueryWord, ...]) -> np.ndarray:
    """The scores of the rows whose names hold every one of the words, 0 elsewhere."""
    scores = np.zeros(snapshot.columns.count, np.float32)
    matched = np.zeros(snapshot.columns.count, np.int16)
    for word in words:
        hits = snapshot.word_hits(word, ("names",))
        scores[hits.rows] += hits.scores
        matched[hits.rows] += 1
    return np.where(matched == len(words), scores, 0)


def words_needed(words: tuple[QueryWord, ...], matched: np.ndarray) -> tuple[int, bool]:
    """How many words a hit must hold, and whether that was lowered because none holds enough.

    Both of two, three quarters of more. Words in two scripts are taken as the same said twice:
    those of one script are enough.
    """
    arabic = sum(is_arabic(word.word) for word in words)
    groups = [size for size in (arabic, len(words) - arabic) if size]
    size = min(groups, default=1)
    wanted = size if size <= 2 else math.floor(0.75 * size)
    most = int(matched.max(initial=0))
    return (wanted, False) if most >= wanted else (max(1, most), True)


def find_word(
    snapshot: Snapshot, word: QueryWord, reader: Reader, *, is_last: bool
) -> tuple[WordHits, frozenset[str], str, str]:
    """Visible hits of a word; the terms of its fall-backs; its respelling; its prefix if used."""
    hits = visible_hits(snapshot, word, reader, widened=True)
    synonyms = frozenset(term for synonym in word.synonyms for term in synonym.marks)
    if may_be_begun(word, is_last=is_last, found=len(hits.rows)):
        begun = prefix_hits(snapshot, word, reader)
        if len(np.setdiff1d(begun.rows, hits.rows)):
            return joined_hits([hits, begun]), synonyms, "", word.word
    if len(hits.rows):
        return hits, synonyms, "", ""
    slips = respelled_words(snapshot, word, reader)
    if not slips:
        return hits, frozenset(), "", ""
    found = [visible_hits(snapshot, slip, reader, is_public=True) for slip in slips]
    weakened = [WordHits(hits.rows, hits.scores * SLIP_SHARE) for hits in found]
    terms = frozenset(term for slip in slips for term in slip.terms)
    return joined_hits(weakened), terms, slips[0].word, ""


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
