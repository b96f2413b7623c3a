"""What indexing does from time to time, and its place in Wagtail's admin."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.models import User
from search.indexing.models import OutboxEntry
from search.indexing.receivers import on_people
from search.indexing.roles import VIEW

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


class OutboxMenuItem(MenuItem):
    """What was given up, with its number while there is any."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        count = OutboxEntry.objects.dead().count()
        component.label = f"{self.label} ({count})" if count else str(self.label)
        return component


@hooks.register("register_reports_menu_item")
def outbox_entry() -> MenuItem:
    """Among the reports."""
    return OutboxMenuItem(
        _("Modifications à indexer"),
        reverse("indexing_outbox"),
        name="indexing",
        icon_name="search",
        order=900,
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    return [path("", include("search.indexing.urls"))]
