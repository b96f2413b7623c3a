"""Saving a search, publishing, and what people are told then."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from notifications.models import Notification
from search.indexing.services import apply_outbox
from search.requests import SearchRequest
from search.saved.matching import save_search
from search.saved.models import SavedSearch
from search.saved.tasks import run_saved_searches

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def save(
    user: User, text: str = "moules", *, rhythm: str = "instant", name: str = "", **asked: Any
) -> SavedSearch:
    """A saved search; its words are its name unless one is given."""
    request = SearchRequest(text=text, **asked)
    return save_search(user, name=name or text, asked=request, rhythm=rhythm)


def told(user: User) -> list[str]:
    """The lines of a person's notifications, the first one first."""
    return [n.params["lines"] for n in Notification.objects.filter(user=user).order_by("pk")]


def publish_and_run() -> int:
    """Index what changed and run the saved searches; how many people were told."""
    apply_outbox()
    return run_saved_searches.func()
