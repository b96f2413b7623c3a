"""The demo's conversations, written through the service that the page uses."""

from collections.abc import Mapping
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from demo.files import Entry, read
from demo.introductions import ago, person
from matching.introductions.models import Introduction
from matching.introductions.representation import readers_of
from matching.talk.models import Conversation, Message, ReadMarker
from matching.talk.services import mark_read, open_conversation, send_message


def load_conversations(introductions: Mapping[str, Introduction]) -> int:
    """Write the conversations of introductions just accepted; return how many messages."""
    entries = [e for e in read("stories")["conversations"] if e["introduction"] in introductions]
    return sum(converse(open_conversation(introductions[e["introduction"]]), e) for e in entries)


def converse(conversation: Conversation, entry: Entry) -> int:
    """Send the messages, put their times back, and let each person have read so far."""
    for number, part in enumerate(entry["messages"], start=1):
        message = send_message(
            conversation.pk,
            sender=person(part["author"]),
            body=part["body"],
            client_id=client_id(entry, number),
        )
        Message.objects.filter(pk=message.pk).update(created_at=ago(part["minutes_ago"]))
    conversation.refresh_from_db()
    for reader in (*readers_of(conversation.asker), *readers_of(conversation.receiver)):
        mark_read(conversation, reader=reader, sequence=entry["read_by"].get(reader.email, 0))
    set_back(conversation, ago(entry["messages"][-1]["minutes_ago"]))
    return len(entry["messages"])


def client_id(entry: Entry, number: int) -> UUID:
    """The same for the same message, so that it is never stored twice."""
    return uuid5(NAMESPACE_URL, f"wasl-demo:{entry['introduction']}:{number}")


def set_back(conversation: Conversation, last: datetime) -> None:
    """Say when the last message was written; nobody is mailed about what the demo wrote."""
    Conversation.objects.filter(pk=conversation.pk).update(last_at=last)
    ReadMarker.objects.filter(conversation=conversation).update(mailed=conversation.last_sequence)
