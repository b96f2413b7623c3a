"""What scoring knows of an operator and of an opportunity: values, filled from any source.

The fields are those of the judged set; the Django models and the judged JSON lines both fill
them, so that what is evaluated is what runs. Empty means "not said", never "none".
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from matching.scoring.categories import reduced

DECLARED = 1.0
READ_IN_PROSE = 0.7
"""How far a process counts that the prose names and no capability declares."""


@dataclass(frozen=True, slots=True)
class Prose:
    """What was read from free text, once, when the profile was filled.

    `vector` is L2-normalised float32[512] or None; `tokens` are distinct analysed words (a tuple
    takes a tenth of a set's memory where thousands are held); `processes` are
    those the text says are done, `needs` those it says are looked for, `standards` those it
    claims to hold; `readiness` is the range of technology readiness levels it names.
    """

    tokens: Collection[str] = frozenset()
    vector: np.ndarray | None = field(default=None, compare=False, repr=False)
    processes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    standards: frozenset[str] = frozenset()
    readiness: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Capability:
    """One process at one scale, for some device categories and classes; capacity per year."""

    process: str
    emdn: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    scale: str = ""
    capacity_per_year: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate or registration; no `valid_to` means that it does not expire."""

    standard: str
    emdn: tuple[str, ...] = ()
    scope: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid(self, today: date) -> bool:
        """Whether it is in force on `today`, both ends included."""
        started = self.valid_from is None or self.valid_from <= today
        return started and (self.valid_to is None or today <= self.valid_to)


@dataclass(frozen=True)
class OperatorProfile:
    """An operator as scoring sees it; `key` is opaque and only compared."""

    key: str
    name: str = ""
    country: str = ""
    type: str = ""
    employees: int | None = None
    languages: frozenset[str] = frozenset()
    markets: frozenset[str] = frozenset()
    exclude_countries: frozenset[str] = frozenset()
    capabilities: tuple[Capability, ...] = ()
    credentials: tuple[Credential, ...] = ()
    seeks: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    prose: Prose = Prose()
    is_live: bool = True
    is_backed: bool = True

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The device categories it works in, by capability or by a credential's scope."""
        held = [code for item in self.capabilities for code in item.emdn]
        return reduced(held + [code for item in self.credentials for code in item.emdn])

    @cached_property
    def processes(self) -> dict[str, float]:
        """Each process it masters with how firmly that is known, in (0, 1]."""
        read = dict.fromkeys(self.prose.processes, READ_IN_PROSE)
        return read | dict.fromkeys(self.declared_processes, DECLARED)

    @cached_property
    def declared_processes(self) -> frozenset[str]:
        """The processes of its capabilities."""
        return frozenset(item.process for item in self.capabilities)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The device classes it says it works in."""
        return frozenset(code for item in self.capabilities for code in item.classes)


@dataclass(frozen=True)
class OpportunityProfile:
    """A published offer or request as scoring sees it."""

    key: str
    operator: str
    kind: str
    modes: frozenset[str] = frozenset()
    language: str = ""
    emdn: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    processes: frozenset[str] = frozenset()
    required_credentials: tuple[str, ...] = ()
    trl: int | None = None
    trl_min: int | None = None
    volume_per_year: float | None = None
    unit: str = ""
    include_countries: frozenset[str] = frozenset()
    exclude_countries: frozenset[str] = frozenset()
    expires: date | None = None
    prose: Prose = Prose()
    is_live: bool = True

    def is_open(self, today: date) -> bool:
        """Whether it can still be answered on `today`."""
        return self.is_live and (self.expires is None or today <= self.expires)
