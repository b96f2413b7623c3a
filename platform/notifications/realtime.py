"""The socket side: where a person's open pages listen. The consumer is in matching/talk."""

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = structlog.get_logger(__name__)


def user_group(user_id: int) -> str:
    """The channel layer's group of all open pages of one person."""
    return f"user.{user_id}"


def push_unread(user_id: int, unread: int) -> None:
    """Tell a person's open pages the count of unread; harmless when nobody listens.

    A channel layer that does not answer is logged and costs nothing more: the count comes from
    the database with the next page.
    """
    message = {"type": "notification.changed", "unread": unread}
    try:
        async_to_sync(get_channel_layer().group_send)(user_group(user_id), message)
    except Exception:  # Whatever the layer raises, what was saved stays saved.
        logger.exception("notification.push_failed", user_id=user_id)
