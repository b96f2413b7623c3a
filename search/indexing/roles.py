"""Curators see what the index could not take, and may ask for it again."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction

from accounts.models import CURATORS
from search.indexing.models import OutboxEntry

VIEW, RETRY = "indexing.view_outboxentry", "indexing.change_outboxentry"


def set_up_after_migrate(*, using: str, **signal: Any) -> None:
    """Receive post_migrate; an older state of the database, without our table, is left alone."""
    if OutboxEntry._meta.db_table in connections[using].introspection.table_names():
        set_up_rights()


@transaction.atomic
def set_up_rights() -> None:
    """Give curators the two rights, made where Django has not made them yet."""
    curators = Group.objects.get_or_create(name=CURATORS)[0]
    content_type = ContentType.objects.get_for_model(OutboxEntry)
    for action in ("view", "change"):
        right, _made = Permission.objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_outboxentry",
            defaults={"name": f"Can {action} outbox entry"},
        )
        curators.permissions.add(right)
