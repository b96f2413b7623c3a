"""The federation's pages at the foot of every page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from frame.navigation import NavItem


@hooks.register("frame_navigation")
def editorial_entries(request: HttpRequest) -> list[NavItem]:
    """Help, guides, privacy: pages that `set_up_pages` makes in every language."""
    entries = [("help", _("Aide")), ("guides", _("Guides")), ("privacy", _("Confidentialité"))]
    return [
        NavItem(label, reverse("wagtail_serve", args=[f"{slug}/"]), order=n, places=("footer",))
        for n, (slug, label) in enumerate(entries, 200)
    ]
