"""The demo's own data: every person, company and address in it is invented."""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SOURCE = "demo"

Entry = dict[str, Any]


def read(name: str) -> Any:
    """The content of data/`name`.json."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
