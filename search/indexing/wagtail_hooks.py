"""What indexing does from time to time."""

from wagtail import hooks

SECOND, DAY = 1.0, 24 * 3600.0


@hooks.register("periodic_commands")
def periodic_commands() -> list[tuple[str, float]]:
    """The outbox every ten seconds, should a task have been lost; the comparison once a day."""
    return [("index_changes", 10 * SECOND), ("reconcile_search", DAY)]
