"""The demo's files and the code lists that they may use, read once."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from cms.taxonomies import choices, places

ROOT = Path(__file__).resolve().parents[3]


@cache
def demo(name: str) -> Any:
    """The content of platform/demo/data/`name`.json."""
    return json.loads(
        (ROOT / "platform" / "demo" / "data" / f"{name}.json").read_text(encoding="utf-8")
    )


@cache
def taxonomy(name: str) -> list[dict[str, Any]]:
    """The rows of cms/taxonomies/data/`name`.json."""
    path = ROOT / "cms" / "taxonomies" / "data" / f"{name}.json"
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


@cache
def codes(vocabulary: str) -> frozenset[str]:
    """Every code that the demo may use in a vocabulary."""
    closed = {
        "types": choices.OperatorType.values,
        "scales": choices.Scale.values,
        "classes": choices.DeviceClass.values,
        "countries": places.country_labels("fr"),
        "regions": places.region_labels("fr"),
        "languages": places.WORKING_LANGUAGES,
    }
    if vocabulary in closed:
        return frozenset(closed[vocabulary])
    return frozenset(row["code"] for row in taxonomy(vocabulary))


def unknown(vocabulary: str, used: list[Any]) -> set[Any]:
    """What of `used` the vocabulary does not know."""
    return set(used) - codes(vocabulary)
