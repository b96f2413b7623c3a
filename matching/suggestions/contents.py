"""Profiles as JSON and back."""

from dataclasses import asdict
from datetime import date
from sys import intern
from typing import Any

import numpy as np

from matching.scoring.profiles import (
    Capability,
    Credential,
    OperatorProfile,
    OpportunityProfile,
    Prose,
)

SETS_OF_OPERATOR = ("languages", "markets", "exclude_countries", "seeks", "offers")
SETS_OF_OPPORTUNITY = (
    "modes", "classes", "processes", "include_countries", "exclude_countries",
)  # fmt: skip
SETS_OF_PROSE = ("processes", "needs", "standards")


def content_of(profile: OperatorProfile | OpportunityProfile) -> dict[str, Any]:
    """All of a profile but its vector, in what JSON knows."""
    content: dict[str, Any] = plain(asdict(profile))
    content["prose"].pop("vector")
    return content


def plain(value: Any) -> Any:
    """Sets as sorted lists, dates as ISO texts."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def operator_from(content: dict[str, Any], vector: np.ndarray | None) -> OperatorProfile:
    """The operator's profile that `content_of` wrote."""
    fields = dict(content)
    fields["capabilities"] = tuple(map(_capability, content["capabilities"]))
    fields["credentials"] = tuple(map(_credential, content["credentials"]))
    fields["prose"] = _prose(content["prose"], vector)
    return OperatorProfile(**fields | _sets(content, SETS_OF_OPERATOR))


def opportunity_from(content: dict[str, Any], vector: np.ndarray | None) -> OpportunityProfile:
    """The opportunity's profile that `content_of` wrote."""
    fields = content | {
        "emdn": tuple(content["emdn"]),
        "required_credentials": tuple(content["required_credentials"]),
        "expires": _day(content["expires"]),
        "prose": _prose(content["prose"], vector),
    }
    return OpportunityProfile(**fields | _sets(content, SETS_OF_OPPORTUNITY))


def vector_from(stored: bytes | memoryview | None) -> np.ndarray | None:
    """float32[512] from its bytes."""
    return None if stored is None else np.frombuffer(bytes(stored), np.float32)


def _sets(content: dict[str, Any], names: tuple[str, ...]) -> dict[str, frozenset[str]]:
    return {name: frozenset(map(intern, content[name])) for name in names}


def _prose(content: dict[str, Any], vector: np.ndarray | None) -> Prose:
    levels = content["readiness"]
    return Prose(
        tokens=tuple(map(intern, content["tokens"])),
        vector=vector,
        readiness=(levels[0], levels[1]) if levels else None,
        **_sets(content, SETS_OF_PROSE),
    )


def _capability(fields: dict[str, Any]) -> Capability:
    lists = {name: tuple(map(intern, fields[name])) for name in ("emdn", "classes")}
    return Capability(**fields | lists)


def _credential(fields: dict[str, Any]) -> Credential:
    days = {name: _day(fields[name]) for name in ("valid_from", "valid_to")}
    return Credential(**fields | days | {"emdn": tuple(map(intern, fields["emdn"]))})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
