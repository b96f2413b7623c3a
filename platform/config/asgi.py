"""The ASGI application: HTTP through Django, sockets through Channels."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")  # noqa: TID251

from django.core.asgi import get_asgi_application

http = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402 - Django is set up first.

from matching.talk.sockets import socket_application  # noqa: E402 - likewise.

application = ProtocolTypeRouter({"http": http, "websocket": socket_application()})
