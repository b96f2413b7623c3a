"""Fixtures of matching."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.matching.factories import Sides, make_sides


@pytest.fixture
def sides(db: None) -> Sides:
    return make_sides()


@pytest.fixture
def file_database(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database that several threads and sockets really share; nothing is rolled back.

    The suite's SQLite database lies in memory, where threads do not wait for each other's
    locks; here it is copied to a file, used from there and thrown away, which is also quicker
    than emptying its tables. Elsewhere the plugin's own fixture does.
    """
    if connection.vendor != "sqlite":
        request.getfixturevalue("transactional_db")
        yield
        return
    path: Path = request.getfixturevalue("tmp_path") / "wasl.sqlite3"
    with django_db_blocker.unblock():
        if not connection.introspection.table_names():  # No other test of this run needs one.
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
        connection.ensure_connection()
        memory = connection.connection
        copy_database(memory, path)
        settings: dict[str, Any] = connection.settings_dict
        name, settings["NAME"] = settings["NAME"], str(path)
        connection.connection = None
        yield
        connection.close()
        settings["NAME"], connection.connection = name, memory


@pytest.fixture
def shared_sides(file_database: None, settings: Any) -> Sides:
    """The same people as `sides`, where other threads and sockets see them.

    Everything is really committed there: the tasks of search and suggestions are only noted.
    """
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return make_sides()


def copy_database(memory: sqlite3.Connection, path: Path) -> None:
    """Write a database in memory to a file."""
    target = sqlite3.connect(path)
    memory.backup(target)
    target.close()
