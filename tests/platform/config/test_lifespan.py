"""A web process is ready when it says so, and starts where search does not answer."""

from typing import Any

import pytest
import structlog
from asgiref.testing import ApplicationCommunicator

from config import lifespan
from config.asgi import application
from search.engines.errors import IndexMissing


class Asked:
    """An engine that notes what it is asked, and the category finder."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.texts: list[str] = []
        self.fault = fault

    def search(self, request: Any, audience: Any) -> None:
        self.texts.append(request.text)
        if self.fault:
            raise self.fault


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The engine that is warmed up; the collector of this process is left as it is."""
    asked = Asked()
    monkeypatch.setattr(lifespan, "get_engine", lambda: asked)
    monkeypatch.setattr(lifespan, "find_codes", asked.texts.append)
    monkeypatch.setattr(lifespan.gc, "freeze", lambda: None)
    monkeypatch.setattr(lifespan.gc, "set_threshold", lambda *counts: None)
    return asked


@pytest.mark.asyncio
async def test_the_first_search_is_made_before_the_server_takes_requests(engine: Asked) -> None:
    server = ApplicationCommunicator(application, {"type": "lifespan"})
    await server.send_input({"type": "lifespan.startup"})
    assert await server.receive_output(timeout=30) == {"type": "lifespan.startup.complete"}
    assert engine.texts == ["dispositif médical", "dispositif médical"]
    await server.send_input({"type": "lifespan.shutdown"})
    assert await server.receive_output(timeout=30) == {"type": "lifespan.shutdown.complete"}


def test_a_process_starts_without_its_index(engine: Asked) -> None:
    engine.fault = IndexMissing("no index")
    with structlog.testing.capture_logs() as logs:
        lifespan.get_ready()
    assert [(line["event"], line["error"]) for line in logs] == [("start.not_warm", "no index")]
