"""The engine that the settings name."""

from pathlib import Path
from typing import Any

from search.engines import get_engine
from search.engines.embedded import EmbeddedEngine


def test_the_settings_name_the_engine(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path
    settings.SENTENCE_ENCODER = "none"
    engine = get_engine()
    assert isinstance(engine, EmbeddedEngine)
    assert (engine.folder.path, engine.encoder) == (tmp_path, None)
    assert get_engine() is engine


def test_the_encoder_is_named_by_its_path(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path
    settings.SENTENCE_ENCODER = "tests.search.engines.documents.IdeaEncoder"
    engine = get_engine()
    assert isinstance(engine, EmbeddedEngine)
    assert type(engine.encoder).__name__ == "IdeaEncoder"
