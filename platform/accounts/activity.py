"""When and from where each session was last used, for the list of open sessions.

allauth's own tracking (USERSESSIONS_TRACK_ACTIVITY) reads and writes a row at every request; on
SQLite each write holds the whole database. A session's row is written once in ten minutes here:
the other requests cost one look into the cache.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

EVERY_S = 600


class SessionActivityMiddleware:
    """Notes the session in use; stands in for allauth's middleware of the same purpose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note it once the answer is there: nobody else waits for the note."""
        response = self.get_response(request)
        key = request.session.session_key
        if key and request.user.is_authenticated and is_due(key):
            UserSession.objects.create_from_request(request)
        return response


def is_due(session_key: str) -> bool:
    """Whether the session was not noted of late; it counts as noted from now on."""
    name, now = f"session-seen:{session_key}", time.time()
    if now - cache.get(name, 0) < EVERY_S:
        return False
    cache.set(name, now, EVERY_S)
    return True


def on_login(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    """A new session has a row of this moment: nothing to note for a while."""
    if key := request.session.session_key:
        is_due(key)


def connect() -> None:
    """Subscribe to sign-ins."""
    user_logged_in.connect(on_login, dispatch_uid="accounts.activity")
