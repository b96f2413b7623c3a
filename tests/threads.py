"""Doing the same thing several times at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def run_at_once(acts: list[Callable[[], Result]]) -> list[Result | Exception]:
    """Start all acts together, each in a thread with a connection of its own.

    Returns what each returned or raised, in the order of the acts.
    """
    barrier = Barrier(len(acts))

    def start(act: Callable[[], Result]) -> Result | Exception:
        barrier.wait(timeout=10)
        try:
            return act()
        except Exception as error:  # The test looks at whatever came.
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(start, acts))
