"""Where a conversation is read and written to."""

from typing import Any
from uuid import uuid4

from django.test import Client

from matching.talk.models import Conversation

JSON: dict[str, Any] = {"HTTP_ACCEPT": "application/json"}


def address(conversation: Conversation, part: str = "") -> str:
    return f"/fr/conversations/{conversation.pk}/{part}"


def post(client: Client, conversation: Conversation, body: str, **extra: Any) -> Any:
    fields = {"body": body, "client_id": extra.pop("client_id", uuid4())}
    return client.post(address(conversation, "send/"), fields, **extra)
