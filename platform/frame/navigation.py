"""The entries of the frame, given by the apps that own the pages behind them.

An app adds entries with Wagtail's hooks, in its `wagtail_hooks.py`:

    @hooks.register("frame_navigation")
    def search_entry(request: HttpRequest) -> list[NavItem]:
        return [NavItem(_("Recherche"), reverse("results:search-show"), icon="search", order=10)]

The callable is asked once a request. It must not query the database for an anonymous visitor.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail import hooks


@dataclass(frozen=True)
class NavItem:
    """One entry.

    `places`: where it stands. "bar" is the top bar at a desk and the menu on a phone, "tabs" the
    bar at the foot of a phone (members only, four fit), "tools" the icons beside the account,
    "account" its menu, "settings" the column beside the account's pages, "footer" the foot.
    `key` names the counter for scripts that keep it live (`data-count="conversations"`).
    """

    label: str
    url: str
    icon: str = "circle"
    count: int = 0
    key: str = ""
    order: int = 100
    places: tuple[str, ...] = ("bar",)


def navigation(request: HttpRequest) -> list[NavItem]:
    """All entries for this request, in order; the hooks are asked once a request."""
    kept: dict[str, list[NavItem]] = vars(request)
    if "_frame_navigation" not in kept:
        given = (item for hook in hooks.get_hooks("frame_navigation") for item in hook(request))
        kept["_frame_navigation"] = sorted(given, key=lambda item: item.order)
    return kept["_frame_navigation"]


def current_url(items: Iterable[NavItem], path: str) -> str:
    """The address of the entry that `path` lies under: the longest that it starts with, or ""."""
    return max((item.url for item in items if path.startswith(item.url)), key=len, default="")
