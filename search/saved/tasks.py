"""Background work of saved searches."""

import structlog
from django_tasks import task

from search.engines import SearchUnavailable
from search.saved.announcing import announce_due
from search.saved.matching import match_changed

logger = structlog.get_logger(__name__)


@task()
def run_saved_searches() -> int:
    """Look at what changed, then tell those whose searches are due; how many were told."""
    try:
        match_changed()
    except SearchUnavailable as error:
        logger.warning("saved.waits", error=str(error), kind=type(error).__name__)
    return announce_due()
