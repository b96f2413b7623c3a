"""Sessions in the database, as Django's own; looked up by a statement that is made once."""

from copy import deepcopy
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from frame.prepared import Given, PreparedRows

data_of = PreparedRows(
    lambda: Session.objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())
    ).values_list("session_data")
)


class SessionStore(DatabaseStore):
    """The session of each request."""

    def load(self) -> dict[str, Any]:
        """What it holds; the base class ends one that is not there or has expired."""
        rows = data_of(key=self.session_key, now=timezone.now())
        return deepcopy(self.decode_once(rows[0][0])) if rows else super().load()

    @classmethod
    @lru_cache(maxsize=2_000)
    def decode_once(cls, text: str) -> dict[str, Any]:
        """What a signed text says: the same text says the same, so its proof is done once."""
        return cls().decode(text)
