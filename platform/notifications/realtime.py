"""The socket side: where a person's open pages listen. The consumer is in matching/talk."""

import asyncio
import time
from collections.abc import Mapping
from contextvars import ContextVar

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = structlog.get_logger(__name__)

# The loop that serves the sockets, where a request's thread can hand it something at once.
serving_loop: ContextVar[asyncio.AbstractEventLoop | None] = ContextVar(
    "serving_loop", default=None
)
# As long the request that told waits, so that it does not keep the interpreter from the sockets.
HEAD_START_S = 0.001


def user_group(user_id: int) -> str:
    """The channel layer's group of all open pages of one person."""
    return f"user.{user_id}"


def tell_groups(messages: Mapping[str, Mapping[str, object]]) -> None:
    """Send each group its message, all at once; harmless when nobody listens.

    A channel layer that does not answer is logged and breaks nothing: what was saved is saved,
    and pages ask the database for what they missed.
    """
    if not messages:
        return
    loop = serving_loop.get()
    try:
        if loop is None:
            async_to_sync(send_all)(messages)
        else:
            sending = asyncio.run_coroutine_threadsafe(send_all(messages), loop)
            time.sleep(HEAD_START_S)
            sending.result()
    except Exception:  # Whatever the layer raises.
        logger.exception("realtime.tell_failed", groups=sorted(messages))


async def send_all(messages: Mapping[str, Mapping[str, object]]) -> None:
    """Send each its own."""
    layer = get_channel_layer()
    sendings = [layer.group_send(name, dict(message)) for name, message in messages.items()]
    # One, as a rule, needs no task of its own.
    await (asyncio.gather(*sendings) if len(sendings) > 1 else sendings[0])


def push_unread(user_id: int, unread: int) -> None:
    """Tell a person's open pages the count of unread."""
    tell_groups({user_group(user_id): {"type": "notification.changed", "unread": unread}})
