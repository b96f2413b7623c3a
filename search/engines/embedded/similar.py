"""Documents near a document or a vector."""

import math

import numpy as np

from search.engines.contract import Neighbour
from search.engines.embedded.snapshot import Snapshot
from search.engines.fusion import MOST_NEIGHBOURS, best_first, fuse_ranks
from search.requests import KINDS
from search.text import QueryWord, tokenize

SALIENT_WORDS = 12
READ_CHARACTERS = 1500


def neighbours(
    snapshot: Snapshot, scores: np.ndarray, limit: int, *, floor: float = 0.0
) -> tuple[Neighbour, ...]:
    """The `limit` rows of highest score above `floor`."""
    columns = snapshot.columns
    best = [row for row in best_first(scores, limit).tolist() if scores[row] > floor]
    return tuple(
        Neighbour(
            id=columns.ids[row],
            kind=KINDS[columns.kind[row]],
            pk=int(columns.pk[row]),
            operator_pk=int(columns.operator[row]),
            score=float(scores[row]),
        )
        for row in best
    )


def similar_to(snapshot: Snapshot, row: int, mask: np.ndarray, limit: int) -> tuple[Neighbour, ...]:
    """Rows of `mask` nearest to `row` by its telling words and by its vector, ranks fused."""
    others = mask.copy()
    others[row] = False
    lexical = np.zeros(snapshot.columns.count, np.float32)
    for word in salient_words(snapshot, row):
        hits = snapshot.word_hits(word)
        lexical[hits.rows] += hits.scores
    vector = snapshot.nearness.vector(row)
    meaning = np.zeros_like(lexical)
    if vector is not None:
        meaning = snapshot.nearness.nearest(vector, others, MOST_NEIGHBOURS)
    ranked = [np.where(others, column, 0) for column in (lexical, meaning)]
    return neighbours(snapshot, fuse_ranks(ranked), limit)


def salient_words(snapshot: Snapshot, row: int) -> list[QueryWord]:
    """The words of a document's public text that few others have (by frequency and rarity)."""
    texts = snapshot.texts([row]).get(row, {})
    total = max(1, snapshot.searcher.num_docs)
    weights: dict[QueryWord, float] = {}
    for name in ("title", "summary", "body"):
        for code, text in texts.get(name, {}).items():
            for token in tokenize(text[:READ_CHARACTERS], code):
                if not token.is_stopword and len(token.words[0]) > 3:
                    word = QueryWord(token.words[0], token.terms)
                    weights[word] = weights.get(word, 0.0) + 1.0
    for word in weights:
        frequency = snapshot.searcher.doc_freq("words", word.word)
        rare = math.log(total / (1 + frequency)) if 1 < frequency < total / 4 else 0.0
        weights[word] = min(weights[word], 3.0) * rare
    ordered = sorted(weights, key=lambda word: (-weights[word], word.word))
    return [word for word in ordered[:SALIENT_WORDS] if weights[word] > 0]
