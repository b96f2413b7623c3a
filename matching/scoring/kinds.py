"""What a company of each type usually gives and takes; used where a profile says nothing."""

from collections.abc import Collection

from matching.scoring.modes import answer

_MAKING = frozenset({"contract_manufacturing", "subcontracting", "supply"})
_TRANSFER = frozenset({"licence", "know_how_transfer", "joint_venture"})
_ADVICE = frozenset({"training", "testing_service"})

GIVES: dict[str, frozenset[str]] = {
    "manufacturer": _MAKING | _TRANSFER | {"assembly_skd_ckd"},
    "subcontractor": _MAKING | {"assembly_skd_ckd"},
    "laboratory": frozenset({"testing_service"}),
    "sterilisation_centre": frozenset({"subcontracting", "testing_service"}),
    "distributor": frozenset({"distribution", "supply"}),
    "research_centre": frozenset({"joint_rd", "licence", "testing_service", "training"}),
    "training_centre": frozenset({"training"}),
    "consultancy": _ADVICE,
    "startup": frozenset({"joint_rd", "licence"}),
    "institution": frozenset({"joint_rd", "investment", "training", "testing_service"}),
}

TAKES: dict[str, frozenset[str]] = {
    "manufacturer": _MAKING | _TRANSFER | _ADVICE | {"distribution", "joint_rd", "investment"},
    "subcontractor": _MAKING | _TRANSFER | _ADVICE | {"assembly_skd_ckd", "investment"},
    "laboratory": frozenset({"know_how_transfer", "training", "joint_rd"}),
    "sterilisation_centre": _ADVICE | {"subcontracting", "know_how_transfer"},
    "distributor": frozenset({"distribution", "supply", "assembly_skd_ckd", "licence"}),
    "research_centre": frozenset({"joint_rd", "investment"}),
    "training_centre": frozenset({"supply", "training"}),
    "consultancy": frozenset(),
    "startup": _MAKING | _TRANSFER | _ADVICE | {"joint_rd", "investment"},
    "institution": frozenset({"supply", "training", "joint_rd", "testing_service"}),
}


def gives(kind: str, offers: Collection[str]) -> frozenset[str]:
    """The modes an operator gives: what it says, else what its type usually gives."""
    return frozenset(offers) or GIVES.get(kind, frozenset())


def takes(kind: str, seeks: Collection[str]) -> frozenset[str]:
    """The modes an operator takes: what it says, else what its type usually takes."""
    return frozenset(seeks) or TAKES.get(kind, frozenset())


def kind_fit(kind: str, *, sought: Collection[str], given: Collection[str]) -> float | None:
    """Whether a company of that type usually does its side of what is proposed, in [0, 1]."""
    if kind not in GIVES:
        return None
    return max(answer(sought, GIVES[kind]), answer(TAKES[kind], given))
