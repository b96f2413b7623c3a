"""What a web process does before it takes its first request.

The ASGI lifespan protocol: https://asgi.readthedocs.io/en/latest/specs/lifespan.html
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from django.db import connections
from django.urls import get_resolver

from search.categories.finding import find_codes
from search.engines import get_engine
from search.requests import ANONYMOUS, SearchRequest

logger = structlog.get_logger(__name__)

# Two words that mean something, so that the sentence encoder is loaded too.
FIRST_SEARCH = SearchRequest(text="dispositif médical")


async def lifespan(
    scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Get ready when the server starts; nothing is to be done when it ends."""
    while (await receive())["type"] == "lifespan.startup":
        await asyncio.to_thread(get_ready)
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})


def get_ready() -> None:
    """Load what the first visitor would wait for, then keep the collector from walking over it.

    Of what comes later nearly all goes by itself; at Python's own 700 objects one request would
    be several rounds.
    """
    warm_up()
    gc.collect()
    gc.freeze()
    gc.set_threshold(2_000, 20, 20)


def warm_up() -> None:
    """Read the addresses, the word lists, the encoder, the index and the category finder: 10 s.

    A fault is told and the process starts: its pages say what is wrong, and /readyz too.
    """
    try:
        _ = get_resolver().url_patterns
        get_engine().search(FIRST_SEARCH, ANONYMOUS)
        find_codes(FIRST_SEARCH.text)
    except Exception as error:
        logger.warning("start.not_warm", error=str(error))
    finally:
        connections.close_all()
