"""How fast a socket may talk."""

import time
from collections import deque


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
