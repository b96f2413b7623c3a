"""Which of some documents meet each of many requests, in few round trips.

No request is sent as such. What they are made of (readers, filters, words) is gathered, each asked
once of the documents in question, hundreds in a round trip, and put together here by the rules
that hold for both engines (see search.engines.embedded.questions).
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from search.engines.elasticsearch.clauses import Query, Search, all_of, any_of, searched, terms
from search.engines.elasticsearch.cluster import NO_FIELDS, Cluster
from search.engines.elasticsearch.fallbacks import is_respellable
from search.engines.elasticsearch.filters import (
    named_filter,
    reader_filter,
    request_filters,
)
from search.engines.elasticsearch.standing_in import Slot, StandIns, in_pieces
from search.engines.elasticsearch.words import begun_filter, word_filter
from search.engines.embedded.questions import Place, Question, answer
from search.engines.lookups import Lookup
from search.requests import Audience, SearchRequest
from search.text import QueryWord

PUBLIC_TEXT, MEMBER_TEXT, NAMED_TEXT = "all", "terms.member", "terms.named"
VISIBLE, OPENED, BEGUN, STAND_IN = "visible", "opened", "begun", "stand-in"


def meeting_on(
    cluster: Cluster,
    index: str,
    asked: Sequence[tuple[SearchRequest, Audience]],
    among: Collection[str],
    today: date,
) -> list[frozenset[str]]:
    """The ids of `among` that meet each request."""
    ids = sorted(set(among))
    if not ids or not asked:
        return [frozenset()] * len(asked)
    questions = [Question.of(*pair) for pair in asked]
    lookups = ClusterLookups(cluster, index, ids, today)
    lookups.gather(questions)
    return answer(questions, lookups, ids)


class ClusterLookups:
    """See questions.Lookups: all that the questions need, gathered before it is looked up."""

    def __init__(self, cluster: Cluster, index: str, ids: Sequence[str], today: date) -> None:
        self.cluster = cluster
        self.index = index
        self.ids = ids
        self.at = {id: place for place, id in enumerate(ids)}
        self.today = today
        self.masks: dict[Hashable, np.ndarray] = {}

    def gather(self, questions: Sequence[Question]) -> None:
        """Ask all that the questions need to know, each thing once."""
        readers = {question.audience for question in questions}
        self.ask(reader_queries(readers, self.today))
        self.ask(filter_queries({question.narrowing for question in questions}, self.today))
        self.ask({name: {"exists": {"field": name}} for name in (MEMBER_TEXT, NAMED_TEXT)})
        held = [PUBLIC_TEXT, *(n for n in (MEMBER_TEXT, NAMED_TEXT) if self.masks[n].any())]
        passing = [question for question in questions if self.passing(question).any()]
        slots = {(place, q.audience): None for q in passing for place in q.places}
        words = dict.fromkeys(place.word for place, _ in slots)
        self.ask({(name, word): word_query(word, name) for word in words for name in held})
        self.ask(stand_in_queries(self.stand_ins(list(slots))))

    def ask(self, queries: Mapping[Any, Query]) -> None:
        """Keep under its key which of the documents meet each query."""
        among = terms("id", self.ids)
        searches = [ids_search([among, query], len(self.ids)) for query in queries.values()]
        answers = in_pieces(self.cluster, self.index, searches)
        for key, found in zip(queries, answers, strict=True):
            self.masks[key] = np.zeros(len(self.ids), np.bool_)
            met = [self.at[hit["fields"]["id"][0]] for hit in found["hits"]["hits"]]
            self.masks[key][met] = True

    def stand_ins(self, slots: Sequence[Slot]) -> dict[Slot, Lookup]:
        """The stand-ins of rare words, without those that can't be in the documents."""
        finder = StandIns(self.cluster, self.index, self.today)
        rare = finder.rare(dict.fromkeys(place for place, _ in slots))
        starts = {place.word.word for place in rare if place.may_be_begun}
        self.ask({(BEGUN, start): begun_filter(start) for start in starts})
        wanted = {place for place in rare if self.may_stand_in(place)}
        return finder.find([slot for slot in slots if slot[0] in wanted])

    def may_stand_in(self, place: Place) -> bool:
        """Whether something that stands in for a word could be in the documents."""
        word = place.word.word
        return is_respellable(word) or (place.may_be_begun and bool(self.of(BEGUN, word).any()))

    def of(self, *key: Hashable) -> np.ndarray:
        """The mask under a key; nothing was there to ask where there is none."""
        return self.masks.get(key, np.zeros(len(self.ids), np.bool_))

    def passing(self, question: Question) -> np.ndarray:
        """The documents that a question may find at all."""
        return self.visible(question.audience) & self.narrowed(question.narrowing)

    def visible(self, audience: Audience) -> np.ndarray:
        """See Lookups."""
        return self.of(VISIBLE, audience)

    def narrowed(self, narrowing: SearchRequest) -> np.ndarray:
        """See Lookups."""
        return self.masks[narrowing]

    def holding(self, place: Place, audience: Audience) -> np.ndarray:
        """See Lookups. Stand-ins are not sought in private texts (see words.lookup_filter)."""
        found = self.of(PUBLIC_TEXT, place.word) | self.of(STAND_IN, place, audience)
        if not audience.is_member:
            return found
        opened = self.of(NAMED_TEXT, place.word) & self.of(OPENED, audience)
        return found | self.of(MEMBER_TEXT, place.word) | opened


def ids_search(wanted: Iterable[Query], size: int) -> Search:
    """The ids of the documents that meet all, in no order."""
    fields = {"docvalue_fields": ["id"], "track_total_hits": False, "sort": ["_doc"]}
    return searched(all_of(wanted), size=size, **fields, **NO_FIELDS)


def reader_queries(readers: Iterable[Audience], today: date) -> dict[Hashable, Query]:
    """What each reader may see, and what is opened to each by name."""
    wanted = list(readers)
    queries: dict[Hashable, Query] = {(VISIBLE, who): reader_filter(who, today) for who in wanted}
    return queries | {(OPENED, who): named_filter(who) for who in wanted if who.is_member}


def filter_queries(narrowings: Iterable[SearchRequest], today: date) -> dict[Hashable, Query]:
    """The filters of requests; no label passes for a document with none."""
    return {one: all_of(request_filters(one, today).values()) for one in narrowings}


def word_query(word: QueryWord, field: str) -> Query:
    """Documents that hold a word, or what else the thesaurus calls the thing, in a field."""
    return any_of(word_filter(one, field) for one in (word, *word.synonyms))


def stand_in_queries(lookups: Mapping[Slot, Lookup]) -> dict[Hashable, Query]:
    """Documents that hold what stands in for a word."""
    return {
        (STAND_IN, *slot): any_of(word_filter(slip) for slip in lookup.slips)
        if lookup.slips
        else begun_filter(lookup.word.word)
        for slot, lookup in lookups.items()
    }
