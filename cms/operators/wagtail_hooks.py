"""Operators in Wagtail's admin, and what has to be done from time to time."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.operators.viewsets import OperatorViewSet

register_snippet(OperatorViewSet)


@hooks.register("periodic_commands")
def periodic_commands() -> list[tuple[str, float]]:
    """Files of forms that were never finished are deleted once a day."""
    return [("delete_orphaned_files", 24 * 60 * 60)]
