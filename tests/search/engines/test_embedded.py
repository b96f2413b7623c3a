"""The embedded engine keeps the contract."""

from pathlib import Path

import pytest

from search.engines.embedded import EmbeddedEngine
from tests.search.engines.contract import EngineContract
from tests.search.engines.documents import TODAY, IdeaEncoder


class TestEmbeddedEngine(EngineContract):
    """See EngineContract."""

    @pytest.fixture
    def engine(self, tmp_path: Path) -> EmbeddedEngine:
        """An empty engine on a folder of this test's own."""
        made = EmbeddedEngine(tmp_path / "index", encoder=IdeaEncoder(), today=lambda: TODAY)
        made.swap(made.build())
        return made
