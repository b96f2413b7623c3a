"""The one socket of a page. It owns the connection and relays; it writes nothing."""

from typing import Any

from channels.consumer import get_handler_name
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from matching.talk.announcements import SIGNED_OUT, TOO_FAST
from matching.talk.frames import FrameError, conversation_in, encode_frame, parse_frame
from matching.talk.groups import conversation_group, session_group, user_group
from matching.talk.models import Conversation
from matching.talk.pace import Pace

FRAMES_MOST, FRAMES_SECONDS = 60, 10.0
MAX_SUBSCRIPTIONS = 20


class TalkConsumer(AsyncWebsocketConsumer):
    """Nudges for one page of one person; see README.md for the frames."""

    async def connect(self) -> None:
        """Take the signed-in; the others learn why by a close code, which needs an accept."""
        self.user, self.subscribed = self.scope["user"], dict[int, list[int]]()
        self.pace = Pace(FRAMES_MOST, FRAMES_SECONDS)
        await self.accept()
        if not (self.user.is_authenticated and self.user.is_active):
            await self.close(code=SIGNED_OUT)
            return
        for group in self.own_groups:
            await self.channel_layer.group_add(group, self.channel_name)
        await self.tell("ready")

    @property
    def own_groups(self) -> tuple[str, ...]:
        """What the page listens to whatever it shows."""
        if not self.user.is_authenticated:
            return ()
        return user_group(self.user.pk), session_group(self.scope["session"].session_key or "")

    async def disconnect(self, code: int) -> None:
        for group in self.own_groups:
            await self.channel_layer.group_discard(group, self.channel_name)
        for conversation in list(self.subscribed):
            await self.leave(conversation)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Do what a frame asks; one that is wrong gets an error frame and changes nothing."""
        if not self.pace.allows():
            await self.close(code=TOO_FAST)
            return
        try:
            frame = parse_frame(text_data)
            act = self.acts.get(str(frame.get("type")))
            if act is None:
                raise FrameError("unknown_type")
            await act(self, frame)
        except FrameError as error:
            await self.tell("error", code=error.code)

    async def tell(self, kind: str, **fields: Any) -> None:
        """Send a frame."""
        await self.send(text_data=encode_frame(kind, **fields))

    # What the page asks for.

    async def ping(self, frame: dict[str, Any]) -> None:
        await self.tell("pong")

    async def subscribe(self, frame: dict[str, Any]) -> None:
        """Show a conversation: asked of the database each time, never of what was once so."""
        conversation = conversation_in(frame)
        if len(self.subscribed) >= MAX_SUBSCRIPTIONS and conversation not in self.subscribed:
            raise FrameError("too_many")
        found = await self.find_conversation(conversation)
        if found is None:
            raise FrameError("not_found")
        self.subscribed[conversation] = found["sides"]
        await self.channel_layer.group_add(conversation_group(conversation), self.channel_name)
        await self.tell("subscribed", conversation=conversation, sequence=found["last"])
        await self.relay("presence.here", conversation, ask=True)

    async def unsubscribe(self, frame: dict[str, Any]) -> None:
        await self.leave(self.subscribed_in(frame))

    async def typing(self, frame: dict[str, Any]) -> None:
        await self.relay("presence.typing", self.subscribed_in(frame))

    acts = {"ping": ping, "subscribe": subscribe, "unsubscribe": unsubscribe, "typing": typing}

    def subscribed_in(self, frame: dict[str, Any]) -> int:
        """The conversation of a frame; raises FrameError unless the page shows it."""
        conversation = conversation_in(frame)
        if conversation not in self.subscribed:
            raise FrameError("not_found")
        return conversation

    @database_sync_to_async
    def find_conversation(self, conversation: int) -> dict[str, Any] | None:
        """Its last number and the person's sides in it; None where it is not for this person."""
        seen = Conversation.objects.visible_to(self.user).filter(pk=conversation).first()
        return {"last": seen.last_sequence, "sides": seen.sides_of(self.user)} if seen else None

    async def leave(self, conversation: int) -> None:
        """Stop showing a conversation, and tell those who show it."""
        group = conversation_group(conversation)
        await self.channel_layer.group_discard(group, self.channel_name)
        await self.relay("presence.gone", conversation)
        self.subscribed.pop(conversation, None)

    async def relay(self, kind: str, conversation: int, **fields: Any) -> None:
        """Tell the pages that show a conversation something about this person."""
        sides = self.subscribed.get(conversation, [])
        about = {"user": self.user.pk, "name": self.user.display_name, "sides": sides}
        event = {"type": kind, "conversation": conversation, **about, **fields}
        await self.channel_layer.group_send(conversation_group(conversation), event)

    # What the channel layer brings.

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Act on an event at once, on the loop.

        Channels first goes to a thread, the same for all sockets, to close old connections to the
        database. Here only `find_conversation` asks the database, and it does that by itself.
        """
        await getattr(self, get_handler_name(message))(message)

    async def message_posted(self, event: dict[str, Any]) -> None:
        """A nudge: the page asks for all after its last number."""
        fields = {key: event[key] for key in ("conversation", "sequence")}
        await self.tell("message", **fields)

    async def conversation_read(self, event: dict[str, Any]) -> None:
        """Somebody has read up to a number: this person on another device, or another one."""
        fields = {key: event[key] for key in ("conversation", "sequence", "sides")}
        await self.tell("read", **fields, mine=event["user"] == self.user.pk)

    async def notification_changed(self, event: dict[str, Any]) -> None:
        """The count of unread notifications is another one."""
        await self.tell("notifications", unread=event["unread"])

    async def presence_here(self, event: dict[str, Any]) -> None:
        """Somebody shows the conversation; whoever comes asks who else is here."""
        if event["user"] != self.user.pk:
            await self.tell_presence(event, is_here=True)
            if event["ask"]:
                await self.relay("presence.here", event["conversation"], ask=False)

    async def presence_gone(self, event: dict[str, Any]) -> None:
        """Somebody closed a page; another page of the same person says that it is still open."""
        if event["user"] == self.user.pk:
            await self.relay("presence.here", event["conversation"], ask=False)
        else:
            await self.tell_presence(event, is_here=False)

    async def presence_typing(self, event: dict[str, Any]) -> None:
        if event["user"] != self.user.pk:
            fields = {key: event[key] for key in ("conversation", "user", "name", "sides")}
            await self.tell("typing", **fields)

    async def tell_presence(self, event: dict[str, Any], *, is_here: bool) -> None:
        fields = {key: event[key] for key in ("conversation", "user", "name", "sides")}
        await self.tell("presence", **fields, here=is_here)

    async def socket_close(self, event: dict[str, Any]) -> None:
        """The person has signed out, or their part in an operator has changed."""
        await self.close(code=event["code"])
