"""A request runs on one thread from its first middleware to its end, and threads are kept."""

import threading
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.signals import request_finished, request_started
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from config.handler import THREADS_KEPT, OneThreadHandler
from notifications.realtime import serving_loop

GATE = threading.Barrier(2)


def here(request: HttpRequest) -> HttpResponse:
    """Which thread answers."""
    return HttpResponse(str(threading.get_ident()))


def together(request: HttpRequest) -> HttpResponse:
    """An answer that waits for another one to be on its way."""
    GATE.wait(timeout=10)
    return here(request)


def listening(request: HttpRequest) -> HttpResponse:
    """Whether the sockets' loop is at hand."""
    return HttpResponse(str(serving_loop.get() is not None))


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Which thread answers, and which one reads what is sent."""
    first = str(threading.get_ident())
    return StreamingHttpResponse(f"{part()} " for part in (lambda: first, threading.get_ident))


urlpatterns = [
    path("listening/", listening),
    path("stream/", stream),
    path("here/", here),
    path("together/", together),
]


@pytest.fixture
def handler(settings: Any) -> OneThreadHandler:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
    return OneThreadHandler()


def ask(handler: OneThreadHandler, address: str) -> ApplicationCommunicator:
    headers = [(b"host", b"testserver")]
    scope = {"type": "http", "method": "GET", "path": address, "headers": headers}
    return ApplicationCommunicator(handler, scope)


async def answer_of(page: ApplicationCommunicator) -> str:
    await page.send_input({"type": "http.request", "body": b""})
    assert (await page.receive_output())["status"] == 200
    body = (await page.receive_output())["body"]
    await page.wait()
    return str(body.decode())


async def test_requests_one_after_another_share_a_thread(handler: OneThreadHandler) -> None:
    seen: list[int] = []

    def note(**kwargs: Any) -> None:
        seen.append(threading.get_ident())

    request_started.connect(note)
    request_finished.connect(note)
    try:
        answers = [await answer_of(ask(handler, "/here/")) for _number in range(2)]
    finally:
        request_started.disconnect(note)
        request_finished.disconnect(note)

    assert {str(thread) for thread in seen} == set(answers)
    assert (len(seen), len(set(answers))) == (4, 1)
    assert seen[0] != threading.get_ident()


async def test_requests_at_once_have_a_thread_each(handler: OneThreadHandler) -> None:
    pages = [ask(handler, "/together/") for _number in range(2)]
    for page in pages:
        await page.send_input({"type": "http.request", "body": b""})

    for page in pages:
        assert (await page.receive_output())["status"] == 200
    bodies = {(await page.receive_output())["body"] for page in pages}
    for page in pages:
        await page.wait()

    assert len(bodies) == 2
    assert len(handler.idle) == 2


async def test_threads_beyond_those_kept_end(handler: OneThreadHandler) -> None:
    waiting = [handler.thread() for _number in range(THREADS_KEPT + 2)]

    for thread in waiting:
        await thread.__aenter__()
    for thread in waiting:
        await thread.__aexit__(None, None, None)

    assert len(handler.idle) == THREADS_KEPT


async def test_request_that_breaks_off_has_no_answer(handler: OneThreadHandler) -> None:
    page = ask(handler, "/here/")

    await page.send_input({"type": "http.request", "body": b"a", "more_body": True})
    await page.send_input({"type": "http.disconnect"})
    await page.wait()

    assert page.output_queue.empty()
    assert handler.idle == []


async def test_request_can_reach_the_loop_of_the_sockets(handler: OneThreadHandler) -> None:
    assert await answer_of(ask(handler, "/listening/")) == "True"
    assert serving_loop.get() is None


@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume synchronous")
async def test_stream_is_read_on_the_thread_of_its_request(handler: OneThreadHandler) -> None:
    page = ask(handler, "/stream/")
    await page.send_input({"type": "http.request", "body": b""})
    await page.receive_output()

    parts = [(await page.receive_output())["body"].decode() for _number in range(2)]

    await page.wait()
    assert parts[0] == parts[1]
    assert len(handler.idle) == 1
