"""Evidence files that nothing refers to any more."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Revision

from cms.operators.models import Credential, Operator, private_storage

FOLDER = "evidence"
KEPT_FOR = timedelta(days=7)
"""A form that was sent with an error keeps its file for a day (`cms.operators.forms.rows`)."""


def delete_orphaned_files(*, older_than: timedelta = KEPT_FOR) -> int:
    """Delete the old files that no published profile and no version of one, draft or past, names.

    Such are left by forms that were never finished and by operators that were deleted. Returns
    how many; safe to repeat and to run beside itself.
    """
    orphans = set(old_files(older_than))
    if orphans:
        orphans.difference_update(Credential.objects.values_list("evidence", flat=True))
    if orphans:
        orphans.difference_update(files_in_versions())
    for name in orphans:
        private_storage().delete(name)
    return len(orphans)


def old_files(age: timedelta) -> Iterator[str]:
    """The names of the files stored longer than `age` ago."""
    storage, before = private_storage(), timezone.now() - age
    try:
        _folders, names = storage.listdir(FOLDER)
    except FileNotFoundError:  # Nobody has sent a file yet.
        return
    for name in names:
        path = f"{FOLDER}/{name}"
        if storage.get_modified_time(path) < before:
            yield path


def files_in_versions() -> Iterator[str]:
    """The files that the versions of all operators name."""
    versions = Revision.objects.filter(base_content_type__app_label=Operator._meta.app_label)
    for rows in versions.values_list("content__credentials", flat=True).iterator():
        yield from (row.get("evidence") or "" for row in rows or ())
