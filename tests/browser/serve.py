"""`python -m tests.browser.serve PORT`: the demo on an empty database, served until ended.

One process prepares and serves: Django is set up once.
"""

import sys

import django
import uvicorn
from django.conf import settings
from django.core.management import call_command


def serve(port: int) -> None:
    """Fill the database and serve the real ASGI application on loopback."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_demo", force=True)
    if settings.ELASTICSEARCH_URL:
        # The cluster may still hold what an earlier run published.
        call_command("rebuild_search")
    uvicorn.run("config.asgi:application", host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    serve(int(sys.argv[1]))
