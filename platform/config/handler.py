"""HTTP requests, each from its first middleware to its answer in one go, on a thread that stays."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, cast

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import connections
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

# Each keeps a connection to the database, with a cache of its own.
THREADS_KEPT = 4


class OneThreadHandler(ASGIHandler):
    """Django's handler without its hops between the loop and threads, ten a request.

    All our views and most middleware are synchronous; some libraries' middleware is both, and
    Django goes to and fro for each. Here the chain is the one that a WSGI server calls. A thread
    that stays lets CONN_MAX_AGE hold: SQLite is not opened anew at each request, nor its log
    folded in when the last connection closes.
    """

    def __init__(self) -> None:
        self.idle: list[ThreadPoolExecutor] = []
        super().__init__()

    def load_middleware(self, is_async: bool = False) -> None:
        """The synchronous chain, whatever the base class asks for."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle a request; one whose body never came whole is dropped."""
        if scope["type"] != "http":
            raise ValueError(scope["type"])
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with body:
            async with self.thread():
                response = await sync_to_async(self.respond)(scope, body)
                try:
                    await self.send_response(response, send)
                finally:
                    await sync_to_async(response.close)()

    def respond(self, scope: Any, body: Any) -> HttpResponseBase:
        """The answer, made on the request's thread."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, refusal = self.create_request(scope, body)
        # Django's stubs do not say that one of the two is there.
        response = cast(Any, refusal if request is None else self.get_response(request))
        response._handler_class = type(self)
        return response

    @asynccontextmanager
    async def thread(self) -> AsyncIterator[None]:
        """A thread that waits for work, or a new one; at the end it waits again, or ends."""
        thread = self.idle.pop() if self.idle else ThreadPoolExecutor(1, "request")
        try:
            async with ThreadSensitiveContext(executor=thread):
                yield
        finally:
            if len(self.idle) < THREADS_KEPT:
                self.idle.append(thread)
            else:
                thread.submit(connections.close_all)
                thread.shutdown(wait=False)
