"""Fixtures of matching."""

from typing import Any

import pytest

from tests.matching.factories import Sides, make_sides


@pytest.fixture
def sides(db: None) -> Sides:
    return make_sides()


@pytest.fixture
def shared_sides(shared_database: None, settings: Any) -> Sides:
    """The same people as `sides`, where other threads and sockets see them.

    Everything is really committed there: the tasks of search and suggestions are only noted.
    """
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return make_sides()
