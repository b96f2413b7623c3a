"""Profiles for the tests of matching, in the shape that scoring reads."""

from datetime import date
from typing import Any

from matching.scoring.likeness import Rarity
from matching.scoring.profiles import Capability, Credential, OperatorProfile, OpportunityProfile
from matching.scoring.rules import Circumstances
from matching.scoring.score import Score, score
from matching.scoring.wishes import Wish, wish_of_opportunity

TODAY = date(2026, 11, 25)
GIVEN = Circumstances(today=TODAY)
NO_WORDS = Rarity({})


def buyer(**fields: Any) -> OperatorProfile:
    """A French maker of syringes that asks."""
    plain: dict[str, Any] = {
        "key": "buyer",
        "country": "FR",
        "type": "manufacturer",
        "languages": frozenset({"fr", "en"}),
    }
    return OperatorProfile(**plain | fields)


def moulder(**fields: Any) -> OperatorProfile:
    """A Moroccan contract moulder of syringes, certified, that answers."""
    plain: dict[str, Any] = {
        "key": "moulder",
        "country": "MA",
        "type": "subcontractor",
        "languages": frozenset({"fr"}),
        "markets": frozenset({"FR"}),
        "capabilities": (
            Capability("injection_moulding", ("A0201",), ("IIa",), "mass", 60_000_000, "pièces"),
        ),
        "credentials": (
            Credential("EN ISO 13485", ("A0201",), "Moulage", None, date(2028, 1, 31)),
        ),
        "offers": frozenset({"contract_manufacturing"}),
        "seeks": frozenset({"contract_manufacturing"}),
    }
    return OperatorProfile(**plain | fields)


def request_for_syringes(**fields: Any) -> OpportunityProfile:
    """Fifty million syringes a year, moulded under EN ISO 13485."""
    plain: dict[str, Any] = {
        "key": "request",
        "operator": "buyer",
        "kind": "request",
        "modes": frozenset({"contract_manufacturing"}),
        "language": "fr",
        "emdn": ("A02010202",),
        "classes": frozenset({"IIa"}),
        "processes": frozenset({"injection_moulding"}),
        "required_credentials": ("EN ISO 13485",),
        "volume_per_year": 50_000_000,
        "unit": "pièces",
    }
    return OpportunityProfile(**plain | fields)


def wish(owner: OperatorProfile | None = None, **fields: Any) -> Wish:
    """The wish of the request above."""
    return wish_of_opportunity(request_for_syringes(**fields), owner or buyer())


def scored(asked: Wish, candidate: OperatorProfile, given: Circumstances = GIVEN) -> Score | None:
    """The score of a pair, where words have no weight."""
    return score(asked, candidate, given, NO_WORDS)


def value(asked: Wish, candidate: OperatorProfile) -> float:
    """The combined value of an admissible pair."""
    found = scored(asked, candidate)
    assert found is not None
    return found.value
