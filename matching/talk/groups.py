"""The names of the channel layer's groups: who listens to what.

user: all open pages of a person (shared with the notifications). session: those of one
sign-in. conversation: those that show one conversation.
"""

from hashlib import sha256

from notifications.realtime import user_group

__all__ = ["conversation_group", "session_group", "user_group"]


def session_group(session_key: str) -> str:
    """The pages of one sign-in; the key itself is a secret and stays out of the layer."""
    return f"session.{sha256(session_key.encode()).hexdigest()[:32]}"


def conversation_group(conversation_id: int) -> str:
    """The pages that show a conversation."""
    return f"conversation.{conversation_id}"
