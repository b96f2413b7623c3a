"""What indexing does from time to time."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from accounts.models import User
from search.indexing.receivers import on_people

SECOND, DAY = 1.0, 24 * 3600.0


@hooks.register("periodic_commands")
def periodic_commands() -> list[tuple[str, float]]:
    """The outbox every ten seconds, should a task have been lost; the comparison once a day."""
    return [("index_changes", 10 * SECOND), ("reconcile_search", DAY)]


@hooks.register("after_bulk_action")
def after_bulk_action(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    """People switched on or off together: Wagtail updates the rows without a signal.

    Called in the transaction of the action.
    """
    on_people(person for person in objects if isinstance(person, User))
