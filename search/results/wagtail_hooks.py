"""The search's entry in the frame."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from frame.navigation import NavItem


@hooks.register("frame_navigation")
def search_entry(request: HttpRequest) -> list[NavItem]:
    """For everybody, in the bar and at the foot of a phone."""
    url = reverse("results:search-show")
    return [NavItem(_("Recherche"), url, icon="search", order=20, places=("bar", "tabs"))]


@hooks.register("frame_scripts")
def completion_script(request: HttpRequest) -> list[str]:
    """A search box stands on every page."""
    return ["results/complete.js"]
