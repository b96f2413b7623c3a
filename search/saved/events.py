"""What people are told about their saved searches."""

from django.utils.translation import gettext_lazy as _

from notifications.events import register


def register_events() -> None:
    """Make the event known to the notifications."""
    register(
        "search.matched",
        title=_("Nouveaux résultats : %(count)s"),
        body=_("%(lines)s"),
        mail=True,
        group="searches",
    )
