"""The entries of a page's hits."""

from collections.abc import Sequence

from search.engines.contract import Hit
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.hits import make_hit
from search.engines.elasticsearch.queries import cards_search
from search.engines.elasticsearch.ranking import Plan, Ranking
from search.text.highlighting import Marker


def page_hits(
    cluster: Cluster,
    index: str,
    plan: Plan,
    ranking: Ranking,
    ids: Sequence[str],
    *,
    with_highlights: bool,
) -> tuple[Hit, ...]:
    """The third round trip: the entries of the page, in its order."""
    if not ids:
        return ()
    match = plan.match
    marker = Marker(match.terms, match.prefix) if match and with_highlights else None
    words = match.filter(plan.audience) if match else None
    search = cards_search(ids, plan.reader, words, with_texts=marker is not None)
    answer = cluster.search(index, search)
    found = {hit["_source"]["id"]: hit for hit in answer["hits"]["hits"]}
    return tuple(
        make_hit(
            found[id],
            marker,
            plan.audience,
            language=plan.request.language,
            score=ranking.scores.get(id, 0.0),
            has_text=match is not None,
        )
        for id in ids
        if id in found
    )
