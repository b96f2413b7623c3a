"""Documents near a document or a vector."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from search.engines.contract import Neighbour
from search.engines.elasticsearch.clauses import Query, Search, all_of, searched, term
from search.engines.elasticsearch.cluster import Cluster, field_of
from search.engines.elasticsearch.hits import stored_texts
from search.engines.elasticsearch.queries import knn_search, similar_search
from search.engines.embedded.similar import READ_CHARACTERS
from search.engines.fusion import best_first, fuse_ranks
from search.text import tokenize

COMPARED = 200


def neighbours_of(
    answer: Mapping[str, Any], score: Callable[[Mapping[str, Any]], float]
) -> tuple[Neighbour, ...]:
    """The hits of an answer whose score is above 0, in its order."""
    made = (
        Neighbour(
            id=field_of(hit, "id"),
            kind=field_of(hit, "kind"),
            pk=field_of(hit, "pk"),
            operator_pk=field_of(hit, "operator"),
            score=score(hit),
        )
        for hit in answer["hits"]["hits"]
    )
    return tuple(neighbour for neighbour in made if neighbour.score > 0)


def similar_to(
    cluster: Cluster, index: str, id: str, reader: Query, narrowed: Sequence[Query], limit: int
) -> tuple[Neighbour, ...]:
    """Documents nearest to a visible one by its telling words and by its vector, ranks fused."""
    hits = cluster.search(index, seed_search(id, reader))["hits"]["hits"]
    if not hits:
        return ()
    others = [*narrowed, {"bool": {"must_not": [term("id", id)]}}]
    searches = [similar_search(telling_text(hits[0]["_source"]), others, COMPARED)]
    vector = np.array(hits[0].get("fields", {}).get("vector", ()), np.float32)
    if vector.any():
        searches.append(knn_search(vector, others, size=COMPARED))
    by_words, *by_meaning = cluster.search_all(index, searches)
    ranked = [
        neighbours_of(by_words, lambda hit: float(hit["_score"])),
        *(neighbours_of(answer, lambda hit: 2 * hit["_score"] - 1) for answer in by_meaning),
    ]
    return fused_neighbours(ranked, limit)


def seed_search(id: str, reader: Query) -> Search:
    """The document itself, if the reader may see it, with its texts and its vector."""
    query = all_of([reader, term("id", id)])
    texts = ["titles", "summaries", "bodies"]
    return searched(query, size=1, _source=texts, fields=["vector"])


def telling_text(source: Mapping[str, Any]) -> str:
    """The plain words of the public texts, without stop words and short ones."""
    words: list[str] = []
    for texts in stored_texts(source).values():
        for code, text in texts.items():
            for token in tokenize(text[:READ_CHARACTERS], code):
                if not token.is_stopword and len(token.words[0]) > 3:
                    words += sorted(token.terms)
    return " ".join(words)


def fused_neighbours(ranked: Sequence[Sequence[Neighbour]], limit: int) -> tuple[Neighbour, ...]:
    """Several lists as one, by reciprocal ranks; `score` is the fused one."""
    by_id = {neighbour.id: neighbour for found in ranked for neighbour in found}
    ids = list(by_id)
    scores = [{neighbour.id: neighbour.score for neighbour in found} for found in ranked]
    columns = [np.array([column.get(id, 0.0) for id in ids]) for column in scores]
    fused = fuse_ranks(columns) if ids else np.zeros(0)
    return tuple(
        Neighbour(n.id, n.kind, n.pk, n.operator_pk, float(fused[place]))
        for place in best_first(fused, limit).tolist()
        for n in [by_id[ids[place]]]
    )
