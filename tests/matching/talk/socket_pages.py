"""A page of somebody before the socket, through the whole ASGI application."""

import json
from typing import Any
from uuid import uuid4

from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.routing import ProtocolTypeRouter
from django.conf import settings
from django.test import Client

from accounts.models import User
from config.asgi import http
from matching.talk.models import Conversation
from matching.talk.services import send_message
from matching.talk.sockets import socket_application


class Page(ApplicationCommunicator):
    """A page of somebody: its socket, with the cookie of a session.

    Not Channels' own communicator: importing it asks for Daphne, which nothing here runs.
    """

    presence: dict[str, Any] | None = None

    @classmethod
    async def of(
        cls, user: User | None, *, origin: bytes = b"http://testserver", path: str = "/ws/"
    ) -> "Page":
        headers = [(b"host", b"testserver"), (b"origin", origin)]
        if user is not None:
            headers.append((b"cookie", await cookie_of(user)))
        application = ProtocolTypeRouter({"http": http, "websocket": socket_application()})
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": headers}
        return cls(application, {**scope, "subprotocols": []})

    async def connect(self) -> bool:
        """Whether the handshake is accepted."""
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output())["type"] == "websocket.accept"

    async def disconnect(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait()

    async def tell(self, **frame: Any) -> None:
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        await self.send_input({"type": "websocket.receive", "text": text})

    async def hear(self) -> dict[str, Any]:
        """The next frame that says something new.

        Over Redis a page's question who is here may reach another late, just as that one tells
        of itself: the same presence is then told twice, which a page shows once.
        """
        frame = await self.hear_any()
        while frame == self.presence:
            frame = await self.hear_any()
        self.presence = frame if frame["type"] == "presence" else self.presence
        return frame

    async def hear_any(self) -> dict[str, Any]:
        output = await self.receive_output()
        assert output["type"] == "websocket.send", output
        return json.loads(output["text"])

    async def hear_close(self) -> int:
        """The code with which the server closes."""
        output = await self.receive_output()
        assert output["type"] == "websocket.close", output
        return output["code"]

    async def open(self) -> "Page":
        assert await self.connect()
        assert await self.hear() == {"type": "ready"}
        return self

    async def show(self, conversation: Conversation, *, last: int = 0) -> "Page":
        """Subscribe to a conversation."""
        await self.tell(type="subscribe", conversation=conversation.pk)
        subscribed = {"type": "subscribed", "conversation": conversation.pk, "sequence": last}
        assert await self.hear() == subscribed
        return self


@sync_to_async
def cookie_of(user: User) -> bytes:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}".encode()


async def opened(pages: list[Page], user: User) -> Page:
    page = await (await Page.of(user)).open()
    pages.append(page)
    return page


@sync_to_async
def say(conversation: Conversation, sender: User) -> int:
    message = send_message(conversation.pk, sender=sender, body="Bonjour", client_id=uuid4())
    return message.sequence
