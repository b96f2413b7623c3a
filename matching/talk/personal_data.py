"""What a person wrote to other operators, given with the export of their data.

Nothing is erased when they leave: a message belongs to both sides of its conversation.
"""

from accounts.models import User
from accounts.personal_data import register_export
from matching.introductions.models import Introduction
from matching.talk.models import Message


def register_personal_data() -> None:
    """Add the person's messages and requests for introductions to the export."""
    register_export("messages", messages_of)
    register_export("introductions", introductions_of)


def messages_of(user: User) -> list[dict[str, str | int]]:
    """What the person wrote in conversations, oldest first."""
    return [
        {
            "conversation": message.conversation_id,
            "operator": message.operator.name,
            "body": message.body,
            "sent": message.created_at.isoformat(),
        }
        for message in Message.objects.filter(sender=user)
        .select_related("operator")
        .order_by("created_at", "pk")
    ]


def introductions_of(user: User) -> list[dict[str, str]]:
    """The introductions that the person asked for, oldest first."""
    return [
        {
            "asker": asked.asker.name,
            "receiver": asked.receiver.name,
            "message": asked.message,
            "state": asked.state,
            "asked": asked.asked_at.isoformat(),
        }
        for asked in Introduction.objects.filter(asked_by=user)
        .select_related("asker", "receiver")
        .order_by("asked_at", "pk")
    ]
