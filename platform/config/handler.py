"""HTTP requests, each from its first middleware to its answer in one go, on a thread that stays."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import copy_context
from io import BytesIO
from typing import Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import connections
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from config.short_way import ShortWay, is_message
from notifications.realtime import serving_loop

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
        self.short_way = ShortWay()
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
        async with self.thread() as thread:
            response = await self.respond_on(thread, scope, body)
            if response.streaming:
                async with ThreadSensitiveContext(executor=thread):
                    await self.send_stream(response, send)
        if not response.streaming:
            await self.send_response(response, send)

    async def respond_on(
        self, thread: ThreadPoolExecutor, scope: Any, body: Any
    ) -> HttpResponseBase:
        """The answer, made on a thread that can reach the sockets' loop."""
        loop, context = asyncio.get_running_loop(), copy_context()
        context.run(serving_loop.set, loop)
        return await loop.run_in_executor(thread, context.run, self.respond, scope, body)

    async def send_stream(self, response: HttpResponseBase, send: Any) -> None:
        """Send what is read while it is sent, on the request's thread to the end."""
        try:
            await self.send_response(response, send)
        finally:
            await sync_to_async(response.close)()

    def respond(self, scope: Any, body: Any) -> HttpResponseBase:
        """The answer; one that is whole is closed: its thread may take the next request."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        response = self.answer(scope, body)
        response._handler_class = type(self)
        if not response.streaming:
            response.close()
        return response

    def answer(self, scope: Any, body: Any) -> Any:
        """By the short way where there is one and it succeeds; else through everything, anew."""
        if is_message(scope):
            own, _refusal = self.create_request(scope, BytesIO(body.read()))
            if own is not None and (sent := self.short_way(own)) is not None:
                # It holds itself (by its lazy user), which only the collector would undo: a
                # message in fifty waited for that.
                vars(own).clear()
                return sent
            body.seek(0)
        request, refusal = self.create_request(scope, body)
        return refusal if request is None else self.get_response(request)

    @asynccontextmanager
    async def thread(self) -> AsyncIterator[ThreadPoolExecutor]:
        """A thread that waits for work, or a new one; at the end it waits again, or ends."""
        thread = self.idle.pop() if self.idle else ThreadPoolExecutor(1, "request")
        try:
            yield thread
        finally:
            if len(self.idle) < THREADS_KEPT:
                self.idle.append(thread)
            else:
                thread.submit(connections.close_all)
                thread.shutdown(wait=False)
