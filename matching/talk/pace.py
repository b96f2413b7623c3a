"""How fast a socket may talk, and how fast a person may write."""

import time
from collections import deque

from django.core.cache import cache

MESSAGES_MOST, MESSAGES_SECONDS = 30, 10


class Pace:
    """Allows `most` acts within `seconds`, counted on the process's own clock."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self.times: deque[float] = deque(maxlen=most)

    def allows(self) -> bool:
        """Count one act, and say whether it is within the pace."""
        now = time.monotonic()
        is_fast = len(self.times) == self.most and now - self.times[0] < self.seconds
        self.times.append(now)
        return not is_fast


def is_too_fast(person: int) -> bool:
    """Count a message, and say whether it is more than one writes within MESSAGES_SECONDS.

    Counted in the cache, for all processes together; only the first of a span asks it twice.
    """
    span = int(time.time()) // MESSAGES_SECONDS
    place = f"talk.pace:{person}:{span}"
    try:
        count = cache.incr(place)
    except ValueError:
        count = 1 if cache.add(place, 1, 2 * MESSAGES_SECONDS) else cache.incr(place)
    return count > MESSAGES_MOST
