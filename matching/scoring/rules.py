"""Hard rules: pairs that are never proposed, whatever their score."""

from dataclasses import dataclass
from datetime import date

from matching.scoring.profiles import OperatorProfile, OpportunityProfile
from matching.scoring.wishes import Wish


@dataclass(frozen=True)
class Circumstances:
    """What a score depends on beside the two profiles.

    `barred` are the keys of operators that must not be proposed to this one: blocked, already
    introduced, declined or dismissed; the caller knows, scoring only obeys.
    """

    today: date
    barred: frozenset[str] = frozenset()


def ruling_out(wish: Wish, candidate: OperatorProfile, given: Circumstances) -> str:
    """The code of the rule that excludes the pair; empty when none does."""
    rules = {
        "same_operator": wish.owner.key == candidate.key,
        "not_live": not candidate.is_live or not wish.owner.is_live,
        "nobody_behind": not candidate.is_backed,
        "barred": candidate.key in given.barred,
        "excluded_country": excludes(wish, candidate),
    }
    return next((code for code, holds in rules.items() if holds), "")


def excludes(wish: Wish, candidate: OperatorProfile) -> bool:
    """Whether one side refuses the country of the other."""
    refused = candidate.country and candidate.country in wish.exclude_countries
    refuses = wish.owner.country and wish.owner.country in candidate.exclude_countries
    return bool(refused or refuses)


def is_answerable(opportunity: OpportunityProfile, given: Circumstances) -> bool:
    """Whether anything may be proposed for it: live and not past its last day."""
    return opportunity.is_open(given.today)
