"""Fixtures of talk."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_pace() -> Iterator[None]:
    """People of different tests have the same keys: what one sent does not count for another."""
    cache.clear()
    yield
    cache.clear()
