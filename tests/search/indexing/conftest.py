"""Real processes on the suite's own database and index."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from bench.indexers import Indexers
from search.engines import SearchEngine


@pytest.fixture
def indexers(
    shared_database: None, engine: SearchEngine, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Indexers]:
    """Starts processes that apply the outbox; this process itself only writes it."""
    monkeypatch.setattr("search.indexing.services.apply_after_commit", lambda: None)
    given = {
        "database": str(connection.settings_dict["NAME"]),
        "index_dir": str(settings.SEARCH_INDEX_DIR),
        "prefix": settings.ELASTICSEARCH_PREFIX,
        "lease": 1,
    }
    with Indexers("tests.settings", given) as started:
        yield started
