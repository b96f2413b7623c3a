"""The application behind the socket: only our own pages, with the session of HTTP."""

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator, WebsocketDenier
from django.urls import path, re_path

from matching.talk.consumers import TalkConsumer


def socket_application() -> AllowedHostsOriginValidator:
    """A foreign Origin is refused before a session is read; any other address is refused too."""
    routes = [path("ws/", TalkConsumer.as_asgi()), re_path("", WebsocketDenier.as_asgi())]
    return AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(routes)))
