"""Read a judged set (operators.jsonl, opportunities.jsonl, judgments.csv) into profiles.

Any field may be missing: a set by another hand has other fields.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from matching.scoring.profiles import (
    Capability,
    Credential,
    OperatorProfile,
    OpportunityProfile,
)
from matching.scoring.terms import Vocabulary
from matching.scoring.texts import operator_text, opportunity_text
from matching.suggestions.filling import CategoryLabel, Filled, encoded

Row = dict[str, Any]


class JudgedSetError(Exception):
    """The folder does not hold a judged set; the message says which file and line."""


@dataclass(frozen=True)
class JudgedSet:
    """Profiles by key, and for every opportunity the grades of the operators judged."""

    operators: dict[str, OperatorProfile]
    opportunities: dict[str, OpportunityProfile]
    grades: dict[str, dict[str, int]]
    texts: dict[str, str]


def read_judged(folder: Path, *, vocabulary: Vocabulary, label: CategoryLabel) -> JudgedSet:
    """The set in a folder, with vectors; raises JudgedSetError where a file cannot be read."""
    operators = read_rows(folder / "operators.jsonl", operator_of, label)
    opportunities = read_rows(folder / "opportunities.jsonl", opportunity_of, label)
    filled = [*operators, *opportunities]
    vectors = encoded([item.text for item in filled])
    read = [item.read(vocabulary, vector) for item, vector in zip(filled, vectors, strict=True)]
    return JudgedSet(
        operators={p.key: p for p in read if isinstance(p, OperatorProfile)},
        opportunities={p.key: p for p in read if isinstance(p, OpportunityProfile)},
        grades=grades_in(folder / "judgments.csv"),
        texts={item.profile.key: item.text for item in filled},
    )


def read_rows(
    path: Path, read: Callable[[Row, CategoryLabel], Filled], label: CategoryLabel
) -> list[Filled]:
    """Every row of a file through `read`; JudgedSetError for a row that is not of that shape."""
    filled = []
    for row in lines(path):
        try:
            filled.append(read(row, label))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise JudgedSetError(f"{path}: {str(row)[:120]}: {error!r}") from error
    return filled


def category_codes(folder: Path) -> set[str]:
    """Every category code that the set names, to look their labels up at once."""
    rows = [*lines(folder / "operators.jsonl"), *lines(folder / "opportunities.jsonl")]
    found: set[str] = set()
    for row in filter(lambda row: isinstance(row, dict), rows):
        found.update(row.get("emdn") or ())
        for item in row.get("capabilities") or ():
            found.update(item.get("emdn") or ())
    return found


def lines(path: Path) -> Iterator[Row]:
    """The objects of a file with one JSON object a line."""
    for number, line in enumerate(opened(path), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise JudgedSetError(f"{path}, line {number}: {error}") from error


def opened(path: Path) -> list[str]:
    """The lines of a UTF-8 file."""
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgedSetError(f"{path}: {error}") from error


def grades_in(path: Path) -> dict[str, dict[str, int]]:
    """The grade of every listed pair, by opportunity."""
    grades: dict[str, dict[str, int]] = {}
    for row in csv.DictReader(opened(path)):
        try:
            grades.setdefault(row["opportunity"], {})[row["operator"]] = int(row["grade"])
        except (KeyError, TypeError, ValueError) as error:
            raise JudgedSetError(f"{path}: {row}: {error!r}") from error
    return grades


def operator_of(row: Row, label: CategoryLabel) -> Filled:
    """One operator without its vector."""
    prose = [str(text) for text in (row.get("texts") or {}).values()]
    skills = tuple(capability_of(item) for item in row.get("capabilities") or ())
    held = tuple(credential_of(item) for item in row.get("credentials") or ())
    profile = OperatorProfile(
        key=row["id"],
        name=row.get("name") or "",
        country=row.get("country") or "",
        type=row.get("type") or "",
        employees=row.get("employees"),
        capabilities=skills,
        credentials=held,
        **sets(row, "languages", "markets", "exclude_countries", "seeks", "offers"),
    )
    return Filled(
        profile, "\n".join(prose), operator_text(profile.name, prose, skills, held, label)
    )


def capability_of(row: Row) -> Capability:
    """One capability."""
    return Capability(
        process=row.get("process") or "",
        emdn=tuple(row.get("emdn") or ()),
        classes=tuple(row.get("classes") or ()),
        scale=row.get("scale") or "",
        capacity_per_year=row.get("capacity_per_year"),
        unit=row.get("unit") or "",
    )


def credential_of(row: Row) -> Credential:
    """One credential."""
    return Credential(
        standard=row.get("standard") or "",
        emdn=tuple(row.get("emdn") or ()),
        scope=row.get("scope") or "",
        valid_from=day(row.get("valid_from")),
        valid_to=day(row.get("valid_to")),
    )


def opportunity_of(row: Row, label: CategoryLabel) -> Filled:
    """One opportunity without its vector."""
    title, body = row.get("title") or "", row.get("text") or ""
    places = row.get("countries") or {}
    profile = OpportunityProfile(
        key=row["id"],
        operator=row.get("operator") or "",
        kind=row.get("kind") or "request",
        language=row.get("language") or "",
        emdn=tuple(row.get("emdn") or ()),
        required_credentials=tuple(row.get("required_credentials") or ()),
        trl=row.get("trl"),
        trl_min=row.get("trl_min"),
        volume_per_year=row.get("volume_per_year"),
        unit=row.get("unit") or "",
        include_countries=frozenset(places.get("include") or ()),
        exclude_countries=frozenset(places.get("exclude") or ()),
        expires=day(row.get("expires")),
        **sets(row, "modes", "classes", "processes"),
    )
    text = opportunity_text(title, body, profile.processes, profile.emdn, label)
    return Filled(profile, f"{title}.\n{body}", text)


def sets(row: Row, *names: str) -> dict[str, Any]:
    """Those fields as sets."""
    return {name: frozenset(row.get(name) or ()) for name in names}


def day(text: str | None) -> date | None:
    """A date from its ISO text."""
    return date.fromisoformat(text) if text else None
