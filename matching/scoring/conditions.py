"""The conditions of each side, each in [0, 1], None where a side says nothing."""

from dataclasses import dataclass
from datetime import date

from matching.scoring import kinds
from matching.scoring.categories import best_closeness
from matching.scoring.modes import MUTUAL, SERVICES, answer
from matching.scoring.processes import process_fit
from matching.scoring.profiles import Credential, OperatorProfile
from matching.scoring.units import is_same_unit
from matching.scoring.wishes import OFFER, PROFILE, REQUEST, Wish

FOR_CUSTOMERS = 0.8
"""In a pair of profiles, giving what the other seeks counts a little less than the reverse."""
ALSO_SEEKS = 0.4
"""Many write in "seeks" the mode they give and want customers for; it may also be a rival."""
ANOTHER_TYPE = 0.8
"""A mode that both sides seek by the same word, where they are of different types."""
CLAIMED = 0.4
"""A credential that only the prose names, or that has expired."""
FOREIGN_LANGUAGE = 0.8
"""A language of the owner in common, not that of the text."""
OUTSIDE = 0.0
RIVAL = 0.5


@dataclass(frozen=True)
class Held:
    """How a required standard is held: share in [0, 1] and the credential that shows it."""

    standard: str
    share: float
    credential: Credential | None


def answers(wish: Wish, candidate: OperatorProfile) -> float:
    """How far the candidate gives what is sought, or takes what is given."""
    given = kinds.gives(candidate.type, candidate.offers)
    sought = kinds.takes(candidate.type, candidate.seeks)
    served = max(
        answer(sought_from(wish, candidate), given),
        ALSO_SEEKS * answer(wish.sought, candidate.seeks | given),
        ANOTHER_TYPE * answer(both_ways(wish, candidate), sought),
    )
    taken = max(answer(sought, wish.given), ALSO_SEEKS * answer(candidate.offers, wish.given))
    if wish.kind == REQUEST:
        return served
    return taken if wish.kind == OFFER else max(served, FOR_CUSTOMERS * taken)


def sought_from(wish: Wish, candidate: OperatorProfile) -> frozenset[str]:
    """The modes sought, less distribution between two distributors: they seek the same makers."""
    both = {wish.owner.type, candidate.type}
    return wish.sought - {"distribution"} if both == {"distributor"} else wish.sought


def both_ways(wish: Wish, candidate: OperatorProfile) -> frozenset[str]:
    """The modes sought that a company of another type also seeks: distributor and maker."""
    return wish.sought & MUTUAL if wish.owner.type != candidate.type else frozenset()


def interest(wish: Wish, candidate: OperatorProfile) -> float:
    """How far the candidate, by its own wishes, would want what is proposed."""
    if wish.kind == OFFER:
        return answers(wish, candidate)
    gives = answer(sought_from(wish, candidate), kinds.gives(candidate.type, candidate.offers))
    proposed = wish.given | sought_from(wish, candidate)
    wants = answer(kinds.takes(candidate.type, candidate.seeks), proposed)
    return max(wants, FOR_CUSTOMERS * gives)


def rivalry(wish: Wish, candidate: OperatorProfile) -> float:
    """1 without rivalry; less for one who gives the same modes or does the same work."""
    if wish.kind == REQUEST:
        return 1.0
    alike = wish.given & (candidate.offers - candidate.seeks)
    same_modes = len(alike) / len(wish.given) if wish.given else 0.0
    return 1.0 - RIVAL * same_modes - RIVAL * _same_work(wish, candidate)


def _same_work(wish: Wish, candidate: OperatorProfile) -> float:
    """Share of the offered services' processes that the candidate declares as its own."""
    if not wish.given or not wish.given <= SERVICES:
        return 0.0
    own = wish.processes if wish.kind == OFFER else frozenset(wish.mastered)
    return len(own & candidate.declared_processes) / max(1, len(own))


def process_match(wish: Wish, candidate: OperatorProfile) -> float | None:
    """Processes asked against processes mastered; for an offer, those needed as well."""
    if wish.kind == REQUEST:
        return process_fit(wish.processes, candidate.processes)
    needed = dict.fromkeys(candidate.prose.needs, 1.0)
    if wish.kind == OFFER:
        return process_fit(wish.processes, candidate.processes | needed)
    one = process_fit(wish.processes, candidate.processes)
    other = process_fit(candidate.prose.needs, wish.mastered)
    return max((fit for fit in (one, other) if fit is not None), default=None)


def held_credentials(wish: Wish, candidate: OperatorProfile, today: date) -> tuple[Held, ...]:
    """For each required standard, the best credential of the candidate."""
    return tuple(_held(name, wish, candidate, today) for name in wish.required_credentials)


def _held(standard: str, wish: Wish, candidate: OperatorProfile, today: date) -> Held:
    named = [item for item in candidate.credentials if item.standard == standard]
    rated = [(_share(item, wish, today), at) for at, item in enumerate(named)]
    if rated:
        share, at = max(rated, key=lambda pair: (pair[0], -pair[1]))
        return Held(standard, share, named[at])
    return Held(standard, CLAIMED if standard in candidate.prose.standards else 0.0, None)


def _share(credential: Credential, wish: Wish, today: date) -> float:
    """In force or not, times how near its scope comes to the categories asked for."""
    in_force = 1.0 if credential.is_valid(today) else CLAIMED
    if not credential.emdn or not wish.emdn:
        return in_force
    near = max(best_closeness(code, credential.emdn) for code in wish.emdn)
    return in_force * (CLAIMED + (1 - CLAIMED) * near)


def credentials(wish: Wish, candidate: OperatorProfile, today: date) -> float | None:
    """The average share of what is required; None when nothing is."""
    held = held_credentials(wish, candidate, today)
    return sum(item.share for item in held) / len(held) if held else None


def classes(wish: Wish, candidate: OperatorProfile) -> float | None:
    """The share of the asked device classes that the candidate works in."""
    if not wish.classes or not candidate.classes:
        return None
    return len(wish.classes & candidate.classes) / len(wish.classes)


def stated_capacity(wish: Wish, candidate: OperatorProfile) -> float | None:
    """The largest yearly capacity stated in the unit of the volume asked for."""
    stated = (
        item.capacity_per_year
        for item in candidate.capabilities
        if item.capacity_per_year and is_same_unit(item.unit, wish.unit)
    )
    return max(stated, default=None)


def capacity(wish: Wish, candidate: OperatorProfile) -> float | None:
    """The stated capacity over the volume asked for, at most 1; only a request asks for one."""
    stated = stated_capacity(wish, candidate)
    if wish.kind != REQUEST or not wish.volume_per_year or stated is None:
        return None
    return min(1.0, stated / wish.volume_per_year)


def readiness(wish: Wish, candidate: OperatorProfile) -> float | None:
    """Technology readiness: two levels apart is half, four is nothing (levels 1 to 9)."""
    if candidate.prose.readiness is None:
        return None
    low, high = candidate.prose.readiness
    if wish.trl_min is not None:
        return max(0.0, 1 - max(0, wish.trl_min - high) / 4)
    if wish.trl is None:
        return None
    return max(0.0, 1 - max(0, low - wish.trl, wish.trl - high) / 4)


def countries(wish: Wish, candidate: OperatorProfile) -> float | None:
    """Whether the candidate sits in a country that is asked for."""
    if not wish.include_countries or not candidate.country:
        return None
    return 1.0 if candidate.country in wish.include_countries else OUTSIDE


def language(wish: Wish, candidate: OperatorProfile) -> float | None:
    """Whether they can talk: in the language of the text, or in another of the owner's."""
    if not wish.languages or not candidate.languages:
        return None
    if wish.language and wish.language in candidate.languages:
        return 1.0
    return FOREIGN_LANGUAGE if wish.languages & candidate.languages else 0.0


def market(wish: Wish, candidate: OperatorProfile) -> float | None:
    """Whether the candidate works in the country of the one who asks."""
    if not candidate.markets or not wish.owner.country:
        return None
    near = wish.owner.country in candidate.markets or wish.owner.country == candidate.country
    return 1.0 if near else 0.0


def kind(wish: Wish, candidate: OperatorProfile) -> float | None:
    """Whether companies of that type usually do their side of it."""
    if wish.kind == PROFILE:
        return None
    return kinds.kind_fit(
        candidate.type,
        sought=sought_from(wish, candidate),
        given=wish.given | both_ways(wish, candidate),
    )
