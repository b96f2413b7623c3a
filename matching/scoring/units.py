"""Whether two quantities count the same thing; a pallet is not a syringe."""

from functools import lru_cache

from search.text import fold

PIECES: tuple[str, ...] = ("unit", "piec", "part", "appareil", "device", "dispositif", "قطع", "وحد")
STEM = 4


@lru_cache(maxsize=1 << 12)
def is_same_unit(one: str, other: str) -> bool:
    """Whether both units are given and read as the same word, or both just count pieces."""
    first, second = fold(one).strip(), fold(other).strip()
    if not first or not second:
        return False
    return first[:STEM] == second[:STEM] or (first.startswith(PIECES) and second.startswith(PIECES))
