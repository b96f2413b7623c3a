"""A server that answers as a sick Elasticsearch does, on a free port of this machine."""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

INFO = {"version": {"number": "9.4.3"}, "tagline": "You Know, for Search"}
PRODUCT = {"X-Elastic-Product": "Elasticsearch"}

Answer = tuple[int, Any]


class FakeElasticsearch(ThreadingHTTPServer):
    """`answer` maps (method, path) to a status and a body; what was asked is kept in `asked`."""

    daemon_threads = True

    def __init__(self, answer: Callable[[str, str], Answer], headers: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer, self.headers = answer, headers
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has hung up in the meantime is what some tests are about."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Whatever the method, the server's `answer`; a body of None hangs up in the middle."""

    server: FakeElasticsearch
    protocol_version = "HTTP/1.1"

    def handle_any(self) -> None:
        """Answer one request."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.split("?")[0]
        self.server.asked.append(f"{self.command} {path}")
        status, body = self.server.answer(self.command, path)
        written = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **self.server.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(1000 if body is None else len(written)))
        self.end_headers()
        if body is None:
            self.close_connection = True
        elif self.command != "HEAD":
            self.wfile.write(written)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any  # noqa: N815 - http.server's names.

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""


@contextmanager
def serving(
    answer: Callable[[str, str], Answer], headers: dict[str, str] = PRODUCT
) -> Iterator[FakeElasticsearch]:
    """The server while it runs."""
    server = FakeElasticsearch(answer, headers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
