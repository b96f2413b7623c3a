"""Which processes are related, and how well a set of them serves another."""

from collections.abc import Collection, Mapping
from itertools import permutations

RELATED = 0.35
"""Closeness of two different processes of one group: the shop next door, not the shop itself."""

GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"injection_moulding", "tooling_mouldmaking", "silicone_moulding", "blow_moulding"}),
    frozenset({"injection_moulding", "extrusion"}),
    frozenset({"cnc_machining", "surface_treatment"}),
    frozenset({"sheet_metal", "welding", "laser_cutting", "coating"}),
    frozenset({"textile_nonwoven", "sewing", "kit_assembly"}),
    frozenset({"electronics_assembly", "pcb_assembly", "cable_assembly", "device_assembly"}),
    frozenset({"cleanroom_assembly", "device_assembly", "kit_assembly"}),
    frozenset({"packaging_sterile_barrier", "thermoforming", "packaging_validation"}),
    frozenset({"packaging_sterile_barrier", "labelling_udi"}),
    frozenset(
        {"sterilisation_eto", "sterilisation_gamma", "sterilisation_steam", "sterilisation_ebeam"}
    ),
    frozenset({"reagent_formulation", "strip_lamination", "filling", "lyophilisation"}),
    frozenset({"biocompatibility_testing", "microbiology_testing"}),
    frozenset({"electrical_safety_testing", "mechanical_testing", "calibration_metrology"}),
    frozenset({"clinical_investigation", "regulatory_affairs", "quality_system_consulting"}),
    frozenset({"maintenance_repair", "calibration_metrology"}),
    frozenset(
        {"design_engineering", "prototyping", "additive_manufacturing", "software_development"}
    ),
)

_NEIGHBOURS = frozenset(pair for group in GROUPS for pair in permutations(group, 2))


def process_closeness(one: str, other: str) -> float:
    """1 for the same process, `RELATED` for one of the same group, else 0."""
    if one == other:
        return 1.0
    return RELATED if (one, other) in _NEIGHBOURS else 0.0


def process_fit(asked: Collection[str], held: Mapping[str, float]) -> float | None:
    """How well `held` (process: certainty) serves `asked`; None when one side says nothing.

    Half for the best served process, half for the average: a partner for one lot of three is
    still a partner.
    """
    if not asked or not held:
        return None
    best = [
        max(process_closeness(want, have) * sure for have, sure in held.items()) for want in asked
    ]
    return (max(best) + sum(best) / len(best)) / 2
