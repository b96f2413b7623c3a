"""The ASGI application: HTTP through Django, sockets through Channels."""

import os
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.asgi import get_asgi_application

# WhiteNoise sends files synchronously; they are small, and Django reads them in a thread.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")

http = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402 - Django is set up first.

from matching.talk.sockets import socket_application  # noqa: E402 - likewise.

application = ProtocolTypeRouter({"http": http, "websocket": socket_application()})
