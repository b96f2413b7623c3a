"""Words that nothing visible holds: what stands in for them, and "did you mean".

Every question carries the reader's filter, so that a word which only hidden documents hold is
as unknown to this reader as one that stands nowhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from search.engines.elasticsearch.clauses import Query
from search.engines.elasticsearch.cluster import Cluster, total_of
from search.engines.elasticsearch.queries import (
    begun_search,
    known_words_search,
    near_words_search,
    word_of,
    written_search,
)
from search.engines.embedded.lexical import may_be_begun, usual_first
from search.engines.lookups import Lookup
from search.requests import Audience
from search.text import tokenize
from search.text.spelling import SHORTEST, one_slip, respellings


def with_fallbacks(
    cluster: Cluster,
    index: str,
    reader: Query,
    audience: Audience,
    lookups: tuple[Lookup, ...],
    found: list[int],
) -> tuple[Lookup, ...]:
    """The lookups, with stand-ins for the words that are in no or (the last one) few documents."""
    made = list(lookups)
    last = len(made) - 1
    if may_be_begun(made[last].word, is_last=True, found=found[last]):
        made[last] = with_begun(cluster, index, reader, audience, made[last])
    lost = [
        place
        for place, lookup in enumerate(made)
        if not found[place] and not lookup.is_begun and is_respellable(lookup.word.word)
    ]
    for place, slips in zip(
        lost, slips_of(cluster, index, reader, [made[place] for place in lost]), strict=True
    ):
        made[place] = slips
    return tuple(made)


def is_respellable(word: str) -> bool:
    """Whether `respellings` may have any for a word."""
    return len(word) >= SHORTEST and word.isalpha()


def words_in(answer: Mapping[str, Any]) -> dict[str, int]:
    """The words of an answer with the number of their documents: filters by name, or values."""
    buckets = answer["aggregations"]["words"]["buckets"]
    if not isinstance(buckets, Mapping):
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return {word: held["doc_count"] for word, held in buckets.items() if held["doc_count"]}


def with_begun(
    cluster: Cluster, index: str, reader: Query, audience: Audience, lookup: Lookup
) -> Lookup:
    """The last word may not be typed to its end."""
    answer = cluster.search(index, begun_search(lookup, reader, audience))
    return replace(lookup, is_begun=total_of(answer) > 0)


def slips_of(
    cluster: Cluster, index: str, reader: Query, lookups: list[Lookup]
) -> Iterable[Lookup]:
    """Each lookup with the visible words that its word may be a slip of."""
    if not lookups:
        return []
    asked = [
        known_words_search(reader, sorted(set(one_slip(lookup.word.word)))) for lookup in lookups
    ]
    answers = cluster.search_all(index, asked)
    return [
        with_slips(cluster, index, reader, lookup, words_in(answer))
        for lookup, answer in zip(lookups, answers, strict=True)
    ]


def with_slips(
    cluster: Cluster, index: str, reader: Query, lookup: Lookup, known: dict[str, int]
) -> Lookup:
    """The respellings of one word; `known` are the visible words one slip away."""

    def starting_with(prefix: str) -> Iterable[str]:
        search = near_words_search(reader, lookup.word.word, prefix)
        known.update(words_in(cluster.search(index, search)))
        return list(known)

    near = respellings(lookup.word.word, known.__contains__, starting_with)
    spellings = usual_first(near, known)
    if not spellings:
        return lookup
    slips = tuple(word_of(token) for spelling in spellings for token in tokenize(spelling))
    return replace(lookup, slips=slips, spelling=spellings[0])


def respell(
    cluster: Cluster, index: str, reader: Query, text: str, lookups: Iterable[Lookup]
) -> str:
    """`text` with its corrections in place, written as a visible document has them; or ""."""
    lost = sorted((one for one in lookups if one.spelling), key=lambda one: one.word.start)
    if not lost:
        return ""
    answers = cluster.search_all(index, [written_search(reader, one.spelling) for one in lost])
    pieces, at = [], 0
    for lookup, answer in zip(lost, answers, strict=True):
        sources = [hit["_source"] for hit in answer["hits"]["hits"]]
        pieces += [text[at : lookup.word.start], written_as(lookup.spelling, sources)]
        at = lookup.word.end
    return "".join([*pieces, text[at:]])


def written_as(spelling: str, sources: Iterable[Mapping[str, Any]]) -> str:
    """A folded word as a public text has it: with accents."""
    for source in sources:
        prose = [source.get(name, {}) for name in ("titles", "summaries", "bodies")]
        for text in [*source.get("names", ()), *(t for texts in prose for t in texts.values())]:
            for token in tokenize(text):
                if spelling == token.words[0]:
                    return str(text[token.start : token.end].lower())
    return spelling
