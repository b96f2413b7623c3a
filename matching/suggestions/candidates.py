"""Suggestions from the packed profiles: pure reads of a snapshot, no query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matching.scoring.findings import Explanation, explain
from matching.scoring.profiles import OperatorProfile, OpportunityProfile
from matching.scoring.rules import Circumstances, is_answerable
from matching.scoring.score import Score, score
from matching.scoring.wishes import Wish, wish_of_operator, wish_of_opportunity
from matching.suggestions.snapshots import Snapshot

LEAST = 0.2
"""Below this score nothing is suggested; on the judged set it keeps 90 % of the pairs of grade 2
and 3 and drops 95 % of those that are not useful."""

TOPICAL = frozenset(
    {
        "requirements_all",
        "modes_offered",
        "modes_sought",
        "processes_mastered",
        "processes_needed",
        "categories_shared",
        "texts_alike",
    }
)
"""Reasons of which a suggestion has at least one."""

OPPORTUNITIES = 80
"""Opportunities of others that get the full score for one operator."""


@dataclass(frozen=True)
class Match:
    """One suggested operator, with the wish by which it was found.

    `opportunity` is the key of the published opportunity behind it, if any; `is_answering` says
    that it is the other's, so that the findings speak of the reader's own operator.
    """

    key: str
    scored: Score
    wish: Wish
    opportunity: str = ""
    is_answering: bool = False

    @property
    def value(self) -> float:
        """The score in [0, 1]."""
        return self.scored.value

    def is_founded(self, explained: Explanation) -> bool:
        """Whether there is more to say for it than a shared market or language."""
        return any(reason.code in TOPICAL for reason in explained.reasons)

    def explained(self, given: Circumstances) -> Explanation:
        """The reasons and the gaps."""
        return explain(self.wish, self.scored, given.today)


def matches_for_operator(snapshot: Snapshot, key: str, given: Circumstances) -> list[Match]:
    """Who fits an operator, by profile or by an open opportunity of theirs, best first."""
    profile = snapshot.operators.get(key)
    if profile is None:
        return []
    wish = wish_of_operator(profile)
    found = [Match(s.candidate.key, s, wish) for s in snapshot.pool.suggest(wish, given)]
    return best_of_each([*found, *answered_by(snapshot, profile, given)])


def matches_for_opportunity(snapshot: Snapshot, key: str, given: Circumstances) -> list[Match]:
    """Who fits an open opportunity, best first; nobody for one that is closed."""
    opportunity = snapshot.opportunities.get(key)
    owner = snapshot.operators.get(opportunity.operator) if opportunity else None
    if opportunity is None or owner is None or not is_answerable(opportunity, given):
        return []
    wish = wish_of_opportunity(opportunity, owner)
    scored = snapshot.pool.suggest(wish, given)
    return best_of_each(Match(s.candidate.key, s, wish, opportunity=key) for s in scored)


def answered_by(
    snapshot: Snapshot, profile: OperatorProfile, given: Circumstances
) -> Iterator[Match]:
    """The open opportunities of others that an operator fits."""
    for item in snapshot.board.shortlist(wish_of_operator(profile), OPPORTUNITIES):
        match = match_opportunity(snapshot, snapshot.opportunities[item.key], profile, given)
        if match is not None:
            yield match


def match_opportunity(
    snapshot: Snapshot,
    opportunity: OpportunityProfile,
    profile: OperatorProfile,
    given: Circumstances,
) -> Match | None:
    """How an operator fits another one's opportunity; None where a hard rule excludes it."""
    owner = snapshot.operators.get(opportunity.operator)
    if owner is None or not owner.is_backed or owner.key in given.barred:
        return None
    if not is_answerable(opportunity, given):
        return None
    wish = wish_of_opportunity(opportunity, owner)
    scored = score(wish, profile, given, snapshot.pool.rarity)
    if scored is None:
        return None
    return Match(owner.key, scored, wish, opportunity.key, is_answering=True)


def match_profiles(snapshot: Snapshot, key: str, other: str, given: Circumstances) -> Match | None:
    """How one operator fits another by their profiles; None where a hard rule excludes it."""
    profile, candidate = snapshot.operators.get(key), snapshot.operators.get(other)
    if profile is None or candidate is None:
        return None
    wish = wish_of_operator(profile)
    scored = score(wish, candidate, given, snapshot.pool.rarity)
    return None if scored is None else Match(other, scored, wish)


def best_of_each(matches: Iterable[Match]) -> list[Match]:
    """The best match of every operator that is good enough, best first; ties by key."""
    best: dict[str, Match] = {}
    for match in matches:
        if match.value >= max(LEAST, best[match.key].value if match.key in best else 0.0):
            best[match.key] = match
    return sorted(best.values(), key=lambda match: (-match.value, match.key))
