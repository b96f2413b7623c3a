"""Whether the process runs, and whether what it leans on answers."""

import uuid
from collections.abc import Callable

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import connection
from django.http import HttpRequest, JsonResponse

from search.engines import SearchUnavailable, get_engine

logger = structlog.get_logger(__name__)


def process(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process serves at all."""
    return JsonResponse({"status": "ok"})


def check_database() -> None:
    """Raise where the database does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_channel_layer() -> None:
    """Raise where a message sent to ourselves does not come back."""

    async def echo() -> None:
        layer, channel = get_channel_layer(), f"specific.ready!{uuid.uuid4().hex}"
        await layer.send(channel, {"type": "ready"})
        await layer.receive(channel)

    async_to_sync(echo)()


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
