"""What open pages are told, after commit. A page that misses it asks the database later."""

import asyncio
from collections.abc import Mapping

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from accounts.models import User
from matching.introductions.representation import reader_keys
from matching.talk.groups import conversation_group, session_group, user_group
from matching.talk.models import Conversation, Message

logger = structlog.get_logger(__name__)

# Close codes of our own (4000 to 4999 are free for applications, RFC 6455 section 7.4.2).
SIGNED_OUT = 4401
ACCESS_CHANGED = 4403
TOO_FAST = 4429


def tell_groups(messages: Mapping[str, Mapping[str, object]]) -> None:
    """Send each group its message, all at once.

    A channel layer that does not answer is logged and breaks nothing: what was saved is saved.
    """

    async def send_all() -> None:
        layer = get_channel_layer()
        await asyncio.gather(*(layer.group_send(name, dict(m)) for name, m in messages.items()))

    try:
        async_to_sync(send_all)()
    except Exception:  # Whatever the layer raises, the page still asks for what it missed.
        logger.exception("talk.announce_failed", groups=len(messages))


def announce_message(message: Message) -> None:
    """Nudge every page of every participant: a page asks for what it lacks by itself."""
    nudge = {
        "type": "message.posted",
        "conversation": message.conversation_id,
        "sequence": message.sequence,
    }
    conversation = message.conversation
    people = reader_keys([conversation.asker_id, conversation.receiver_id])
    tell_groups({user_group(pk): nudge for pk in people})


def announce_read(conversation: Conversation, *, reader: User, sequence: int) -> None:
    """Tell the reader's other devices, and the pages that show the conversation."""
    event = {
        "type": "conversation.read",
        "conversation": conversation.pk,
        "sequence": sequence,
        "user": reader.pk,
        "sides": conversation.sides_of(reader),
    }
    tell_groups({user_group(reader.pk): event, conversation_group(conversation.pk): event})


def close_sockets_of(user_id: int, code: int) -> None:
    """Close every open page's socket of a person; those still allowed come back by themselves."""
    tell_groups({user_group(user_id): {"type": "socket.close", "code": code}})


def close_sockets_of_session(session_key: str) -> None:
    """Close the sockets of one sign-in."""
    tell_groups({session_group(session_key): {"type": "socket.close", "code": SIGNED_OUT}})
