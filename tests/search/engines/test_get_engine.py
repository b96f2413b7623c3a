"""The engine that the settings name."""

from pathlib import Path
from typing import Any

import pytest

from search.engines import get_engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine


@pytest.fixture(autouse=True)
def no_cluster(settings: Any) -> None:
    """The default side, whichever one the suite runs on."""
    settings.ELASTICSEARCH_URL = ""


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


def test_a_cluster_comes_before_the_folder(settings: Any) -> None:
    settings.ELASTICSEARCH_URL = "https://wasl:secret@search.example:9200"
    settings.ELASTICSEARCH_PREFIX = "here"
    settings.SENTENCE_ENCODER = "none"
    engine = get_engine()
    assert isinstance(engine, ElasticsearchEngine)
    assert (engine.prefix, engine.encoder) == ("here", None)
    assert engine.cluster.address == "search.example:9200"
    assert get_engine() is engine
