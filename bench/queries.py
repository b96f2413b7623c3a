"""500 mixed queries, the same for every engine: what each is called, and how it is asked."""

from collections.abc import Callable, Iterator
from itertools import cycle
from random import Random
from typing import Any

from bench.generate import Trade
from bench.rows import FILTERS, TEXTS
from search.documents import document_id
from search.engines import SearchEngine
from search.requests import ANONYMOUS, LANGUAGES, OPERATORS, Audience, SearchRequest

Ask = Callable[[SearchEngine], object]

FUSED = "fused, all facets"
FIRST = "fused, a text met for the first time"
WORDS = "words, all facets"
FACETS = "facets alone"
COMPLETION = "completion"
DEEP = "pages beyond the 10,000th hit"
LIKE = "more like this"
SHARES = {FUSED: 140, FIRST: 70, WORDS: 140, FACETS: 60, COMPLETION: 50, DEEP: 20, LIKE: 20}
TYPED = ("pl", "med", "steri", "inj", "cath", "atl", "حق", "تعق", "seringue st", "atlas pla")
# Half the questions are a visitor's, half those of a member with a company and introductions.
READERS = (ANONYMOUS, Audience.member(range(1, 4), range(4, 20)))
DEEPEST = 10_000


def mixed_queries(seed: int = 1) -> list[tuple[str, Ask]]:
    """All of SHARES, in an order drawn from `seed`."""
    random = Random(seed)
    kinds = [kind for kind, count in SHARES.items() for _ in range(count)]
    random.shuffle(kinds)
    makers = {kind: queries_of(kind, random) for kind in SHARES}
    return [(kind, next(makers[kind])) for kind in kinds]


def queries_of(kind: str, random: Random) -> Iterator[Ask]:
    """The questions of one kind, without end."""
    if kind == COMPLETION:
        return (completing(text) for text in cycle(TYPED))
    if kind == LIKE:
        return (resembling(document_id(OPERATORS, pk)) for pk in cycle(range(1, 900, 7)))
    return (searching(request, **how) for request, how in requests_of(kind, random))


def requests_of(kind: str, random: Random) -> Iterator[tuple[SearchRequest, dict[str, Any]]]:
    """What is asked, and how: by which reader, with meaning or not."""
    texts = cycle(text for text in TEXTS if text)
    for number, filters in enumerate(cycle(FILTERS)):
        how = {"reader": READERS[number % 2], "with_meaning": kind != WORDS}
        given: dict[str, Any] = {"kind": OPERATORS, "page": 1 + number % 3, **filters}
        if kind == DEEP:
            given = {"page": DEEPEST // 20 + 7 * number}
        elif kind == FIRST:
            trade, language = Trade.drawn(random), LANGUAGES[number % 3]
            given["text"] = trade.phrase(random, "{p} {c}", language)
        elif kind != FACETS:
            given["text"] = next(texts)
        yield SearchRequest(**given), how


def searching(request: SearchRequest, *, reader: Audience, with_meaning: bool) -> Ask:
    """A search as the page asks it."""
    return lambda engine: engine.search(request, reader, with_meaning=with_meaning)


def completing(text: str) -> Ask:
    """A completion."""
    return lambda engine: engine.complete(text, ANONYMOUS)


def resembling(id: str) -> Ask:
    """The documents near one."""
    return lambda engine: engine.more_like_this(id, ANONYMOUS)
