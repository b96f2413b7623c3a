"""Fixtures of talk."""

from collections.abc import AsyncIterator, Iterator

import pytest
from django.core.cache import cache

from matching.talk.models import Conversation
from tests.matching.factories import ConversationFactory, Sides
from tests.matching.talk.socket_pages import Page


@pytest.fixture(autouse=True)
def fresh_pace() -> Iterator[None]:
    """People of different tests have the same keys: what one sent does not count for another."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def conversation(request: pytest.FixtureRequest) -> Conversation:
    """One between the two sides that the test has, shared with other threads or not."""
    is_shared = "shared_sides" in request.fixturenames
    sides: Sides = request.getfixturevalue("shared_sides" if is_shared else "sides")
    return ConversationFactory(
        introduction__asker=sides.asker, introduction__receiver=sides.receiver
    )


@pytest.fixture
async def pages() -> AsyncIterator[list[Page]]:
    """Pages to close at the end."""
    made: list[Page] = []
    yield made
    for page in made:
        await page.disconnect()
