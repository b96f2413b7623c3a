"""Fixtures of the whole suite."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from pytest_django import DjangoDbBlocker

from search.engines import SearchEngine, get_engine
from tests.databases import copied_database, made_database
from tests.search.engines.indexes import remove_indexes


@pytest.fixture(autouse=True)
def french() -> None:
    """Each test begins in the source language; a request leaves its own active in the thread."""
    translation.activate("fr")


@pytest.fixture(scope="session")
def suite_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The suite's database, made here where no test of the run asked pytest-django for it."""
    with django_db_blocker.unblock(), made_database():
        yield


@pytest.fixture
def shared_database(suite_database: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database that threads, sockets and processes really share; nothing is rolled back."""
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture(scope="session", autouse=True)
def no_index_left() -> Iterator[None]:
    """On the service side, remove what this process has made on the cluster."""
    from django.conf import settings

    yield
    if settings.ELASTICSEARCH_URL:
        remove_indexes(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX)


@pytest.fixture
def engine(settings: Any, tmp_path: Path) -> Iterator[SearchEngine]:
    """The engine of the settings, on an empty index of this test's own, words only."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.ELASTICSEARCH_PREFIX = f"{settings.ELASTICSEARCH_PREFIX}-{uuid.uuid4().hex}"
    settings.SENTENCE_ENCODER = "none"
    made = get_engine()
    made.swap(made.build())
    yield made
    if settings.ELASTICSEARCH_URL:
        remove_indexes(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX)
