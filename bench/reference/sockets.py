"""What delivery is measured against: bare Channels consumers, and the site beside them.

`/echo/` sends a frame back to its own socket. `/relay/` does with Channels alone what a message
does: a POST to it, without session, database or page, sends a frame to a group's sockets.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from config.asgi import application as site  # noqa: I001 - Django is set up first.
from channels.generic.http import AsyncHttpConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path, re_path


class EchoConsumer(AsyncWebsocketConsumer):
    """The frame, back."""

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.send(text_data=text_data)


class RelayConsumer(AsyncWebsocketConsumer):
    """A socket that listens to the group of its address."""

    async def connect(self) -> None:
        self.group = f"relay.{self.scope['url_route']['kwargs']['name']}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def relay(self, event: dict[str, str]) -> None:
        await self.send(text_data=event["text"])


class RelayPost(AsyncHttpConsumer):
    """A POST that goes to the group of its address."""

    async def handle(self, body: bytes) -> None:
        name = self.scope["url_route"]["kwargs"]["name"]
        event = {"type": "relay", "text": body.decode()}
        await self.channel_layer.group_send(f"relay.{name}", event)
        await self.send_response(200, b"{}", headers=[(b"content-length", b"2")])


sockets = [
    path("echo/", EchoConsumer.as_asgi()),
    path("relay/<int:name>/", RelayConsumer.as_asgi()),
    re_path("", site.application_mapping["websocket"]),
]
pages = [
    path("relay/<int:name>/", RelayPost.as_asgi()),
    re_path("", site.application_mapping["http"]),
]
application = ProtocolTypeRouter(
    {
        "websocket": URLRouter(sockets),
        "http": URLRouter(pages),
        "lifespan": site.application_mapping["lifespan"],
    }
)
