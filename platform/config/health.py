"""Whether the process runs, and whether what it leans on answers."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog
from asgiref.sync import async_to_sync
from channels.layers import BaseChannelLayer, get_channel_layer
from django.db import connection
from django.http import HttpRequest, JsonResponse

from search.engines import SearchUnavailable, get_engine

logger = structlog.get_logger(__name__)
ECHO_ATTEMPTS, ECHO_WAIT_S = 3, 1.0


def process(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process serves at all."""
    return JsonResponse({"status": "ok"})


def check_database() -> None:
    """Raise where the database does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_channel_layer() -> None:
    """Raise where a message sent to ourselves does not come back within a few seconds."""
    async_to_sync(echo)()


async def echo() -> None:
    """Send ourselves a message until it comes; raises TimeoutError.

    More than once, for Redis takes a subscription and a message on two connections and may read
    the message first. A listener that is cancelled takes its subscription with it.
    """
    layer, heard = get_channel_layer(), asyncio.Event()
    channel = await layer.new_channel()
    listening = asyncio.ensure_future(listen(layer, channel, heard))
    try:
        await send_until(layer, channel, heard)
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def listen(layer: BaseChannelLayer, channel: str, heard: asyncio.Event) -> None:
    """Take all that comes on the channel."""
    while True:
        await layer.receive(channel)
        heard.set()


async def send_until(layer: BaseChannelLayer, channel: str, heard: asyncio.Event) -> None:
    """Send until it is heard; raises TimeoutError after the last attempt."""
    for _attempt in range(ECHO_ATTEMPTS):
        await layer.send(channel, {"type": "ready"})
        with suppress(TimeoutError):
            await asyncio.wait_for(heard.wait(), ECHO_WAIT_S)
            return
    raise TimeoutError(channel)


def check_index() -> None:
    """Raise where the search engine does not answer."""
    health = get_engine().health()
    if not health.ok:
        raise SearchUnavailable(health.detail)


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "index": check_index,
    "channel_layer": check_channel_layer,
}


def answer_of(name: str, check: Callable[[], None]) -> str:
    """Say "ok", or the kind of failure; the whole of it goes to the log only."""
    try:
        check()
    except Exception as error:  # Whatever a part raises, the answer is that it is not ready.
        logger.exception("readiness.failed", part=name)
        return type(error).__name__
    return "ok"


def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 where database, index and channel layer all work, else 503 with which."""
    parts = {name: answer_of(name, check) for name, check in CHECKS.items()}
    is_ready = set(parts.values()) == {"ok"}
    return JsonResponse(parts, status=200 if is_ready else 503)
