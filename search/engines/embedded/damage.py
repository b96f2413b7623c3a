"""What goes wrong below the engine, told as the errors of the contract."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from search.engines.errors import IndexDamaged, SearchUnavailable

logger = logging.getLogger(__name__)


def is_panic(error: BaseException) -> bool:
    """Whether a library written in Rust gave up (its exception derives from BaseException)."""
    return type(error).__name__ == "PanicException"


@contextmanager
def damage_reported(name: str) -> Iterator[None]:
    """Whatever can't be read is IndexDamaged, with a line for the site's operator."""
    try:
        yield
    except SearchUnavailable:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and not is_panic(error):
            raise
        logger.exception("The search index %s can't be read: run rebuild_search.", name)
        raise IndexDamaged(f"{name}: {error}") from error


@contextmanager
def write_failure_reported(name: str) -> Iterator[None]:
    """Whatever can't be written is SearchUnavailable: a full disk, a folder gone, no rights."""
    try:
        yield
    except SearchUnavailable:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and not is_panic(error):
            raise
        logger.exception("The search index %s can't be written.", name)
        raise SearchUnavailable(f"{name}: {error}") from error
