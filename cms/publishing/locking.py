"""One lock for all that changes where a snippet stands: its row."""

from typing import Any, TypeVar

from django.db import models

Snippet = TypeVar("Snippet", bound=models.Model)


def lock_row(snippet: Snippet) -> Snippet:
    """Hold the row until the transaction ends and return it as it is now.

    PostgreSQL locks the row; SQLite's transactions are IMMEDIATE and hold the database.
    """
    manager: Any = type(snippet)._base_manager
    return manager.select_for_update(of=("self",)).get(pk=snippet.pk)
