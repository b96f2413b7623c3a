"""What stands in for the rare words of many requests: the rules of fallbacks.py, asked in batches.

A word is the same question of every reader but for what is hidden from some. So words that enough
public documents hold, as most are, cost one count for all readers; only rare ones are asked for
each reader, as a search would.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from search.engines.elasticsearch.clauses import Query, Search
from search.engines.elasticsearch.cluster import Cluster, total_of
from search.engines.elasticsearch.fallbacks import is_respellable, slips_of
from search.engines.elasticsearch.filters import reader_filter
from search.engines.elasticsearch.queries import begun_search, word_searches
from search.engines.embedded.lexical import may_be_begun
from search.engines.embedded.questions import Place
from search.engines.lookups import Lookup
from search.requests import ANONYMOUS, Audience

# Searches in one round trip.
AT_ONCE = 250
# A word as one reader looks for it.
Slot = tuple[Place, Audience]


def in_pieces(cluster: Cluster, index: str, searches: Sequence[Search]) -> list[dict[str, Any]]:
    """The answers to many searches, AT_ONCE in a round trip."""
    pieces = (searches[at : at + AT_ONCE] for at in range(0, len(searches), AT_ONCE))
    return [answer for piece in pieces for answer in cluster.search_all(index, piece)]


class StandIns:
    """Finds the stand-ins of words on a day."""

    def __init__(self, cluster: Cluster, index: str, today: date) -> None:
        self.cluster = cluster
        self.index = index
        self.today = today

    def reader(self, audience: Audience) -> Query:
        """What a reader may see."""
        return reader_filter(audience, self.today)

    def counts(self, slots: Sequence[Slot]) -> list[int]:
        """In how many visible documents each word stands, FEW_HITS at most."""
        searches = [
            search
            for place, audience in slots
            for search in word_searches([Lookup(place.word)], self.reader(audience), audience)
        ]
        return [total_of(answer) for answer in in_pieces(self.cluster, self.index, searches)]

    def rare(self, places: Iterable[Place]) -> list[Place]:
        """The words that might need a stand-in: no reader sees less than the public does."""
        wanted = list(places)
        found = self.counts([(place, ANONYMOUS) for place in wanted])
        return [place for place, count in zip(wanted, found, strict=True) if is_few(place, count)]

    def find(self, slots: Sequence[Slot]) -> dict[Slot, Lookup]:
        """The lookups of those words that have a stand-in."""
        counted = zip(slots, self.counts(slots), strict=True)
        few = {slot: count for slot, count in counted if is_few(slot[0], count)}
        begun = self.begun([slot for slot in few if slot[0].may_be_begun])
        lost = [
            slot
            for slot, count in few.items()
            if not count and slot not in begun and is_respellable(slot[0].word.word)
        ]
        return begun | self.slips(lost)

    def begun(self, slots: Sequence[Slot]) -> dict[Slot, Lookup]:
        """Last words that visible words begin with."""
        searches = [begun_search(Lookup(p.word), self.reader(who), who) for p, who in slots]
        answers = in_pieces(self.cluster, self.index, searches)
        return {
            slot: Lookup(slot[0].word, is_begun=True)
            for slot, answer in zip(slots, answers, strict=True)
            if total_of(answer)
        }

    def slips(self, slots: Sequence[Slot]) -> dict[Slot, Lookup]:
        """Words that visible ones are a slip away from, reader by reader."""
        made: dict[Slot, Lookup] = {}
        by_reader = sorted(slots, key=lambda slot: hash(slot[1]))
        for audience, group in groupby(by_reader, key=lambda slot: slot[1]):
            held = list(group)
            for at in range(0, len(held), AT_ONCE):
                piece = held[at : at + AT_ONCE]
                bare = [Lookup(place.word) for place, _ in piece]
                found = slips_of(self.cluster, self.index, self.reader(audience), bare)
                made |= {s: one for s, one in zip(piece, found, strict=True) if one.slips}
        return made


def is_few(place: Place, count: int) -> bool:
    """Whether a word found in so many documents may need a stand-in."""
    return not count or may_be_begun(place.word, is_last=place.is_last, found=count)
