"""Background work of indexing."""

import structlog
from django_tasks import task

from search.engines import get_engine
from search.engines.errors import IndexDamaged, IndexMissing, SearchUnavailable
from search.indexing.rebuilding import rebuild
from search.indexing.services import apply_outbox

logger = structlog.get_logger(__name__)


@task()
def index_changes() -> int:
    """Apply the outbox. Where the engine is down the entries wait for the next change or round."""
    try:
        return apply_or_rebuild()
    except SearchUnavailable as error:
        logger.warning("indexing.waits", error=str(error), kind=type(error).__name__)
        return 0


def check_and_apply() -> int:
    """As `apply_or_rebuild`, and look whether the index is whole though nothing is due."""
    health = get_engine().health()
    if health.must_rebuild:
        logger.warning("indexing.rebuilds", error=health.detail, kind="IndexDamaged")
        rebuild()
    return apply_or_rebuild()


def apply_or_rebuild() -> int:
    """Apply the outbox; an index that is missing or damaged is first made anew."""
    try:
        if not get_engine().serving():
            rebuild()
        return apply_outbox()
    except (IndexMissing, IndexDamaged) as error:
        logger.warning("indexing.rebuilds", error=str(error), kind=type(error).__name__)
        rebuild()
        return apply_outbox()
