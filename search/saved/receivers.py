"""What saved searches listen to."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from search.saved.models import ChangedDocument, SavedSearch


def keep_changed(ids: Iterable[str], **kwargs: Any) -> None:
    """Note in the indexing's transaction what the saved searches have to look at."""
    if not SavedSearch.objects.exists():
        return
    ChangedDocument.objects.bulk_create([ChangedDocument(document_id=name) for name in ids])
    transaction.on_commit(match_after_commit, robust=True)


def match_after_commit() -> None:
    """Hand the matching to a task."""
    from search.saved.tasks import run_saved_searches

    run_saved_searches.enqueue()
