"""What speaks for a pair and what is missing, as codes with parameters.

Nothing here is said that the two profiles do not state: each finding carries the codes, dates
and numbers that it was made from, and `sentences` puts it into words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from matching.scoring import conditions, kinds
from matching.scoring.categories import COVERED, best_closeness, covers
from matching.scoring.conditions import Held
from matching.scoring.modes import answer, shared_modes
from matching.scoring.profiles import OperatorProfile
from matching.scoring.score import Features, Score
from matching.scoring.wishes import OFFER, REQUEST, Wish

ALIKE = 0.6
"""From this likeness of the texts on, they are said to be about the same thing."""


@dataclass(frozen=True)
class Finding:
    """One reason or one gap: `code` names the sentence, `values` fill it."""

    code: str
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Explanation:
    """Why a pair was proposed, the strongest first, and what is missing, the gravest first."""

    reasons: tuple[Finding, ...]
    gaps: tuple[Finding, ...]


def explain(wish: Wish, scored: Score, today: date) -> Explanation:
    """The reasons and the gaps of a scored pair."""
    candidate = scored.candidate
    needed = requirements(wish, candidate, today)
    reasons = [
        *_requirement_reason(needed),
        *_mode_reasons(wish, candidate),
        *_process_reasons(wish, candidate),
        *_category_reasons(wish, candidate),
        *_held_reasons(wish, candidate, today),
        *_capacity_reasons(wish, candidate),
        *_place_reasons(wish, candidate),
        *_text_reasons(scored.features),
    ]
    return Explanation(tuple(reasons), (*_requirement_gap(needed), *_gaps(wish, candidate)))


@dataclass(frozen=True)
class Requirement:
    """One thing that a request asks for; `gap` says what is missing when it is not met."""

    gap: Finding | None

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return self.gap is None


def requirements(wish: Wish, candidate: OperatorProfile, today: date) -> list[Requirement]:
    """What a request asks for and the candidate can be checked against."""
    if wish.kind != REQUEST:
        return []
    gaps: list[Finding | None] = [
        _credential_gap(held, wish, today)
        for held in conditions.held_credentials(wish, candidate, today)
    ]
    gaps += [_process_gap(code, candidate) for code in sorted(wish.required_processes)]
    gaps += [*_category_gap(wish, candidate), *_class_gap(wish, candidate)]
    gaps += _capacity_gap(wish, candidate)
    gaps += [*_readiness_gap(wish, candidate), *_country_gap(wish, candidate)]
    return [Requirement(gap) for gap in gaps]


def _requirement_reason(needed: list[Requirement]) -> Iterator[Finding]:
    met = sum(item.is_met for item in needed)
    if needed and met == len(needed):
        yield Finding("requirements_all", {"count": met})


def _requirement_gap(needed: list[Requirement]) -> Iterator[Finding]:
    """One sentence for all that a request asks for and the candidate does not show."""
    missing = tuple(item.gap for item in needed if item.gap)
    if missing:
        met = len(needed) - len(missing)
        yield Finding("requirements_some", {"met": met, "count": len(needed), "missing": missing})


def _credential_gap(held: Held, wish: Wish, today: date) -> Finding | None:
    standard, shown = held.standard, held.credential
    if shown is None:
        return Finding("credential_claimed" if held.share else "credential_missing",
                       {"standard": standard, "categories": wish.emdn})  # fmt: skip
    if shown.valid_to and shown.valid_to < today:
        return Finding("credential_expired", {"standard": standard, "day": shown.valid_to})
    if shown.valid_from and shown.valid_from > today:
        return Finding("credential_future", {"standard": standard, "day": shown.valid_from})
    if not covers(shown.emdn, wish.emdn):
        return Finding("credential_narrow", {"standard": standard, "categories": wish.emdn})
    return None


def _process_gap(code: str, candidate: OperatorProfile) -> Finding | None:
    return None if code in candidate.processes else Finding("process_missing", {"process": code})


def _category_gap(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding | None]:
    """Met when one of the asked categories is: a partner for a part is a partner."""
    if wish.emdn and candidate.categories:
        near = any(best_closeness(code, candidate.categories) >= COVERED for code in wish.emdn)
        yield None if near else Finding("categories_missing", {"categories": wish.emdn})


def _class_gap(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding | None]:
    if wish.classes and candidate.classes:
        missing = tuple(sorted(wish.classes - candidate.classes))
        yield Finding("classes_missing", {"classes": missing}) if missing else None


def _capacity_gap(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding | None]:
    share = conditions.capacity(wish, candidate)
    if share is not None:
        yield None if share >= 1 else Finding("capacity_short", _quantities(wish, candidate))


def _quantities(wish: Wish, candidate: OperatorProfile) -> dict[str, Any]:
    stated = conditions.stated_capacity(wish, candidate)
    return {"capacity": stated, "volume": wish.volume_per_year, "unit": wish.unit}


def _readiness_gap(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding | None]:
    levels = candidate.prose.readiness
    if levels and wish.trl_min is not None:
        low = levels[1] < wish.trl_min
        yield Finding("readiness_low", {"has": levels[1], "asked": wish.trl_min}) if low else None


def _country_gap(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding | None]:
    inside = conditions.countries(wish, candidate)
    if inside is not None:
        yield None if inside else Finding("country_outside", {"country": candidate.country})


def _mode_reasons(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding]:
    sought = conditions.sought_from(wish, candidate)
    if given := shared_modes(sought, candidate.offers):
        yield Finding("modes_offered", {"modes": given})
    given_too = wish.given | conditions.both_ways(wish, candidate)
    if wanted := shared_modes(given_too, candidate.seeks):
        yield Finding("modes_sought", {"modes": wanted})


def _process_reasons(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding]:
    if wish.kind != OFFER and (done := sorted(wish.processes & set(candidate.processes))):
        yield Finding("processes_mastered", {"processes": tuple(done)})
    own = wish.processes if wish.kind == OFFER else frozenset(wish.mastered)
    if wish.kind != REQUEST and (needed := sorted(own & candidate.prose.needs)):
        yield Finding("processes_needed", {"processes": tuple(needed)})
    shared = own & set(candidate.processes)
    if wish.kind != REQUEST and shared:
        yield Finding("processes_shared", {"processes": tuple(sorted(shared))})


def _category_reasons(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding]:
    near = [code for code in wish.emdn if best_closeness(code, candidate.categories) >= COVERED]
    if near:
        yield Finding("categories_shared", {"categories": tuple(near)})


def _held_reasons(wish: Wish, candidate: OperatorProfile, today: date) -> Iterator[Finding]:
    for held in conditions.held_credentials(wish, candidate, today):
        if held.credential and _credential_gap(held, wish, today) is None:
            values = {"standard": held.standard, "day": held.credential.valid_to}
            yield Finding("credential_valid" if values["day"] else "credential_held", values)


def _capacity_reasons(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding]:
    if conditions.capacity(wish, candidate) == 1.0:
        yield Finding("capacity_enough", _quantities(wish, candidate))


def _place_reasons(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding]:
    if wish.owner.country and wish.owner.country in candidate.markets:
        yield Finding("market_shared", {"country": wish.owner.country})
    if shared := sorted(wish.languages & candidate.languages):
        yield Finding("languages_shared", {"languages": tuple(shared)})


def _text_reasons(features: Features) -> Iterator[Finding]:
    if (features["text"] or 0.0) >= ALIKE:
        yield Finding("texts_alike")


def _gaps(wish: Wish, candidate: OperatorProfile) -> Iterator[Finding]:
    """What no request asks for in so many words, and still stands between the two."""
    if wish.sought and candidate.offers and not conditions.answers(wish, candidate):
        yield Finding("modes_not_offered", {"modes": tuple(sorted(wish.sought))})
    if wish.kind == OFFER and candidate.seeks and not answer(wish.given, candidate.seeks):
        yield Finding("modes_not_sought", {"modes": tuple(sorted(wish.given))})
    if wish.kind == OFFER and conditions.rivalry(wish, candidate) < 1 - conditions.RIVAL / 2:
        yield Finding("rival")
    if wish.languages and candidate.languages and not wish.languages & candidate.languages:
        yield Finding("languages_none")
    if not candidate.languages:
        yield Finding("languages_unknown")
    if wish.emdn and not candidate.categories:
        yield Finding("categories_unknown")
    if not candidate.offers and not candidate.seeks and kinds.GIVES.get(candidate.type):
        yield Finding("modes_unknown")
