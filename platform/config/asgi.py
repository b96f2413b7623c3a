"""The ASGI application: HTTP through Django, sockets through Channels."""

import gc
import os
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

# WhiteNoise sends files synchronously; they are small, and Django reads them in a thread.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")

django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter  # noqa: E402 - Django is set up first.

from config.handler import OneThreadHandler  # noqa: E402 - likewise.
from matching.talk.sockets import socket_application  # noqa: E402 - likewise.

http = OneThreadHandler()
application = ProtocolTypeRouter({"http": http, "websocket": socket_application()})

# What is loaded by now stays: the collector need not walk over it while requests wait. Of what
# comes, nearly all goes by itself; at Python's own 700 objects one request is several rounds.
gc.collect()
gc.freeze()
gc.set_threshold(2_000, 20, 20)
