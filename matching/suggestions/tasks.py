"""Background work of suggestions."""

from django_tasks import task

from matching.suggestions.refreshing import refresh_stale


@task()
def refresh_profiles() -> int:
    """Fill the stale profiles."""
    return refresh_stale()
