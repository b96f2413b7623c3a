"""Fixtures of the whole suite."""

from pathlib import Path
from typing import Any

import pytest

from search.engines import SearchEngine, get_engine


@pytest.fixture
def engine(settings: Any, tmp_path: Path) -> SearchEngine:
    """The engine of the settings, on an empty index of this test's own, words only."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.SENTENCE_ENCODER = "none"
    made = get_engine()
    made.swap(made.build())
    return made
