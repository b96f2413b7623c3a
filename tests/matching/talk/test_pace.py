"""How fast a person may write."""

import pytest
import time_machine
from django.core.cache import cache

from matching.talk.pace import MESSAGES_MOST, MESSAGES_SECONDS, is_too_fast


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def test_one_more_than_a_person_writes_is_too_fast() -> None:
    with time_machine.travel("2026-11-25 10:00Z", tick=False):
        said = [is_too_fast(1) for _number in range(MESSAGES_MOST + 1)]

    assert said == [False] * MESSAGES_MOST + [True]


def test_people_are_counted_apart_and_each_span_anew() -> None:
    with time_machine.travel("2026-11-25 10:00Z", tick=False) as clock:
        for _number in range(MESSAGES_MOST):
            is_too_fast(1)
        said = [is_too_fast(1), is_too_fast(2)]
        clock.shift(MESSAGES_SECONDS)
        said.append(is_too_fast(1))

    assert said == [True, False, False]
