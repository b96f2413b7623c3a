"""Which cooperation mode of one side answers which of the other.

"Seeks distribution" is answered by "offers distribution"; neighbours answer in part: who asks
for contract manufacturing can work with a subcontractor, who asks for a licence can start from
a transfer of know-how.
"""

from collections.abc import Collection
from functools import lru_cache

ANSWERS: dict[str, dict[str, float]] = {
    "licence": {"licence": 1.0, "know_how_transfer": 0.8, "joint_venture": 0.5},
    "know_how_transfer": {
        "know_how_transfer": 1.0, "licence": 0.8, "joint_venture": 0.6, "training": 0.3,
    },
    "joint_venture": {
        "joint_venture": 1.0, "know_how_transfer": 0.5, "investment": 0.5, "licence": 0.4,
    },
    "contract_manufacturing": {
        "contract_manufacturing": 1.0, "subcontracting": 0.8, "supply": 0.5,
    },
    "subcontracting": {"subcontracting": 1.0, "contract_manufacturing": 0.8, "supply": 0.3},
    "assembly_skd_ckd": {
        "assembly_skd_ckd": 1.0, "contract_manufacturing": 0.4, "distribution": 0.3,
    },
    "distribution": {"distribution": 1.0, "supply": 0.4},
    "supply": {
        "supply": 1.0, "contract_manufacturing": 0.6, "subcontracting": 0.4, "distribution": 0.3,
    },
    "joint_rd": {"joint_rd": 1.0, "testing_service": 0.4, "licence": 0.3},
    "investment": {"investment": 1.0, "joint_venture": 0.6},
    "training": {"training": 1.0, "know_how_transfer": 0.3},
    "testing_service": {"testing_service": 1.0, "joint_rd": 0.3, "training": 0.2},
}  # fmt: skip

MUTUAL = frozenset({"distribution", "joint_venture", "joint_rd", "assembly_skd_ckd"})
"""Modes that both sides call by the same word: a maker seeks distribution, and so does an importer
who seeks a maker."""

SERVICES = frozenset(
    {"subcontracting", "contract_manufacturing", "testing_service", "training", "distribution",
     "supply"}
)  # fmt: skip
"""Modes where the one who gives works for the other: two who give the same are rivals. In the
others (licence, joint venture, ...) the taker must master the process too."""


IMPLIED: dict[str, str] = {
    "training": "training",
    "distribution_logistics": "distribution",
    "regulatory_affairs": "testing_service",
    "quality_system_consulting": "testing_service",
    "calibration_metrology": "testing_service",
    "clinical_investigation": "testing_service",
    "packaging_validation": "testing_service",
    "biocompatibility_testing": "testing_service",
    "electrical_safety_testing": "testing_service",
    "mechanical_testing": "testing_service",
    "microbiology_testing": "testing_service",
}
"""A request that lists one of these processes also asks for this mode, whatever else it says."""


def implied_modes(processes: Collection[str]) -> frozenset[str]:
    """The modes that a list of asked processes asks for besides the ones that it names."""
    return frozenset(IMPLIED[process] for process in processes if process in IMPLIED)


def answer(asked: Collection[str], given: Collection[str]) -> float:
    """How far the best of `given` answers the best of `asked`, in [0, 1]."""
    return _best_answer(frozenset(asked), frozenset(given))


@lru_cache(maxsize=1 << 15)
def _best_answer(asked: frozenset[str], given: frozenset[str]) -> float:
    """Kept, since a wish is compared with hundreds of profiles that offer the same few modes."""
    return max(
        (ANSWERS.get(want, {}).get(have, 0.0) for want in asked for have in given), default=0.0
    )


def shared_modes(asked: Collection[str], given: Collection[str]) -> tuple[str, ...]:
    """The given modes that answer what is asked, the best answer first."""
    rated = {have: answer(asked, [have]) for have in given}
    return tuple(
        sorted((have for have in rated if rated[have] >= 0.5), key=lambda m: (-rated[m], m))
    )
