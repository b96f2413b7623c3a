"""Fixtures of matching."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.matching.factories import Sides, make_sides


@pytest.fixture
def sides(db: None) -> Sides:
    return make_sides()


@pytest.fixture
def file_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several threads really share.

    The suite's SQLite database lies in memory, where threads do not wait for each other's
    locks; here it is copied to a file and used from there. Elsewhere nothing is to be done.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, path = connection.connection, tmp_path / "wasl.sqlite3"
    copy_database(memory, path)
    settings: dict[str, Any] = connection.settings_dict
    name, settings["NAME"] = settings["NAME"], str(path)
    connection.connection = None
    yield
    connection.close()
    settings["NAME"], connection.connection = name, memory


def copy_database(memory: sqlite3.Connection, path: Path) -> None:
    """Write a database in memory to a file."""
    with sqlite3.connect(path) as target:
        memory.backup(target)
    target.close()
