"""What one side asks for, in one shape whether it comes from an opportunity or a profile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from matching.scoring.kinds import gives
from matching.scoring.modes import implied_modes
from matching.scoring.profiles import OperatorProfile, OpportunityProfile, Prose

REQUEST, OFFER, PROFILE = "request", "offer", "profile"


@dataclass(frozen=True)
class Wish:
    """Who asks, what is sought and given, and under which conditions."""

    kind: str
    owner: OperatorProfile
    sought: frozenset[str]
    given: frozenset[str]
    emdn: tuple[str, ...]
    processes: frozenset[str]
    classes: frozenset[str]
    prose: Prose
    languages: frozenset[str]
    language: str = ""
    opportunity: str = ""
    required_processes: frozenset[str] = frozenset()
    required_credentials: tuple[str, ...] = ()
    trl: int | None = None
    trl_min: int | None = None
    volume_per_year: float | None = None
    unit: str = ""
    include_countries: frozenset[str] = frozenset()
    exclude_countries: frozenset[str] = frozenset()
    mastered: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


def wish_of_opportunity(opportunity: OpportunityProfile, owner: OperatorProfile) -> Wish:
    """The wish that a published opportunity states, with its owner's languages and exclusions."""
    is_request = opportunity.kind == REQUEST
    return Wish(
        kind=opportunity.kind,
        owner=owner,
        sought=opportunity.modes | implied_modes(opportunity.processes)
        if is_request
        else frozenset(),
        given=frozenset() if is_request else opportunity.modes,
        emdn=opportunity.emdn,
        processes=opportunity.processes or looked_for(opportunity, owner),
        classes=opportunity.classes,
        prose=opportunity.prose,
        languages=owner.languages | ({opportunity.language} if opportunity.language else set()),
        language=opportunity.language,
        opportunity=opportunity.key,
        required_processes=opportunity.processes,
        required_credentials=opportunity.required_credentials,
        trl=opportunity.trl,
        trl_min=opportunity.trl_min,
        volume_per_year=opportunity.volume_per_year,
        unit=opportunity.unit,
        include_countries=opportunity.include_countries,
        exclude_countries=opportunity.exclude_countries | owner.exclude_countries,
    )


def looked_for(opportunity: OpportunityProfile, owner: OperatorProfile) -> frozenset[str]:
    """What the prose says is sought, without what the owner does itself."""
    return opportunity.prose.needs - owner.declared_processes


def wish_of_operator(profile: OperatorProfile) -> Wish:
    """The wish that a profile implies, from its capabilities where it names none.

    A company with empty "seeks" looks for whom its capabilities serve: it gives what it offers,
    or what companies of its type usually give, to those who seek that.
    """
    return Wish(
        kind=PROFILE,
        owner=profile,
        sought=profile.seeks,
        given=gives(profile.type, profile.offers),
        emdn=profile.categories,
        processes=profile.prose.needs,
        classes=profile.classes,
        prose=profile.prose,
        languages=profile.languages,
        exclude_countries=profile.exclude_countries,
        mastered=profile.processes,
    )
