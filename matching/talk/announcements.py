"""What open pages are told, after commit. A page that misses it asks the database later."""

from accounts.models import User
from matching.talk.groups import conversation_group, session_group, user_group
from matching.talk.models import Conversation, Message
from notifications.realtime import tell_groups

# Close codes of our own (4000 to 4999 are free for applications, RFC 6455 section 7.4.2).
SIGNED_OUT = 4401
ACCESS_CHANGED = 4403
TOO_FAST = 4429


def announce_message(message: Message, people: set[int]) -> None:
    """Nudge every page of these people: a page asks for what it lacks by itself.

    The writer's own pages come last, so that the others need not wait for them.
    """
    nudge = {
        "type": "message.posted",
        "conversation": message.conversation_id,
        "sequence": message.sequence,
    }
    own = people & {message.sender_id}
    for told in (people - own, own):
        tell_groups({user_group(pk): nudge for pk in told})


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
