"""The searches a person saved: given with the export of their data, erased when they leave."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.personal_data import register_export
from accounts.signals import account_closed
from search.saved.models import SavedSearch


def register_personal_data() -> None:
    """Add the person's saved searches to the export."""
    register_export("saved_searches", searches_of)


def searches_of(user: User) -> list[dict[str, Any]]:
    """Each saved search: its name, what it asks and how often it tells."""
    rows = SavedSearch.objects.filter(user=user).order_by("pk")
    return [dict(row) for row in rows.values("name", "request", "rhythm")]


@receiver(account_closed, dispatch_uid="saved.forget_person")
def forget_person(sender: type[User], user: User, **kwargs: Any) -> None:
    """Delete the person's searches: nobody is left to tell."""
    SavedSearch.objects.filter(user=user).delete()
