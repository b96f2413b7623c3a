"""The ASGI application: HTTP through Django, sockets through Channels; see also lifespan.py."""

import os
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

# WhiteNoise sends files synchronously; they are small, and Django reads them in a thread.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")

django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter  # noqa: E402 - Django is set up first.

from config.handler import OneThreadHandler  # noqa: E402 - likewise.
from config.lifespan import lifespan  # noqa: E402 - likewise.
from matching.talk.sockets import socket_application  # noqa: E402 - likewise.

http = OneThreadHandler()
application = ProtocolTypeRouter(
    {"http": http, "websocket": socket_application(), "lifespan": lifespan}
)
