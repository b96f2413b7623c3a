"""Children of a snippet that travel in its revisions, with a key from their first moment.

A row that gets its key from the database has none while it lives in a draft only. Each edit
would then make another row of it, and lose what a form does not carry (an evidence file) and
what stands beside the revisions (a verification). So these rows bring their own key.
"""

import itertools
import secrets
import time
import uuid
from typing import Any

from django.db import models

_count = itertools.count()


def new_key() -> uuid.UUID:
    """A key that sorts by the time it was made: nanoseconds, a counter, then chance."""
    turn = next(_count) & 0xFFFF_FFFF
    return uuid.UUID(int=(time.time_ns() << 64) | (turn << 32) | secrets.randbits(32))


class RevisedChild(models.Model):
    """A child row that keeps its key from draft to publication and through each later one."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read the key of a revision, where it is text: else no row would equal itself."""
        super().__init__(*args, **kwargs)
        if isinstance(self.id, str):
            self.id = uuid.UUID(self.id)
