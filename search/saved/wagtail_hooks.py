"""Where saved searches show: below a search, and in the account's menu."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from frame.navigation import NavItem
from search.requests import SearchRequest
from search.results.addresses import query_of

MINUTE = 60.0


@hooks.register("search_actions")
def save_action(request: HttpRequest, asked: SearchRequest) -> str:
    """A link that saves the search, for members who searched for something."""
    if not request.user.is_authenticated or not (asked.text or asked.has_filters()):
        return ""
    return render_to_string("saved/_save.html", {"query": query_of(asked, page="")})


@hooks.register("frame_navigation")
def saved_entry(request: HttpRequest) -> list[NavItem]:
    """In the menu of the account."""
    if not request.user.is_authenticated:
        return []
    url = reverse("saved:search-list")
    return [
        NavItem(_("Recherches enregistrées"), url, icon="bookmark", order=70, places=("account",))
    ]


@hooks.register("periodic_commands")
def periodic_commands() -> list[tuple[str, float]]:
    """Rhythms fall due without anybody's request, and much matching waits for a round."""
    return [("run_saved_searches", MINUTE)]
