"""What saved searches listen to."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend

from search.saved.models import ChangedDocument, SavedSearch

MOST_IN_REQUEST = 300
"""Some 2 ms of the processor each (`python -m bench saved`)."""


def keep_changed(ids: Iterable[str], **kwargs: Any) -> None:
    """Note in the indexing's transaction what the saved searches have to look at."""
    if not SavedSearch.objects.exists():
        return
    ChangedDocument.objects.bulk_create([ChangedDocument(document_id=name) for name in ids])
    transaction.on_commit(match_after_commit, robust=True)


def match_after_commit() -> None:
    """Hand the matching to a task, or leave it to the next round (`run_periodic`, each minute).

    Without workers a task runs in the request of whoever published, who would wait for it.
    """
    from search.saved.tasks import run_saved_searches

    is_in_request = isinstance(run_saved_searches.get_backend(), ImmediateBackend)
    if not is_in_request or SavedSearch.objects.count() <= MOST_IN_REQUEST:
        run_saved_searches.enqueue()
