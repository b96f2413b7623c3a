"""The answers that a machine asks for."""

from pathlib import Path

import pytest
from channels.layers import InMemoryChannelLayer
from django.db import OperationalError
from django.test import Client

from config import health
from search.engines.embedded import EmbeddedEngine

pytestmark = pytest.mark.django_db


def test_process_answers_without_touching_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "CHECKS", {})
    response = Client().get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready_names_each_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.CHECKS, "index", lambda: None)
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "channel_layer": "ok", "index": "ok"}


def test_ready_says_which_part_fails_and_not_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("password of the database is hunter2")

    monkeypatch.setitem(health.CHECKS, "database", fail)
    monkeypatch.setitem(health.CHECKS, "index", lambda: None)
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "OperationalError"
    assert "hunter2" not in response.content.decode()


def test_channel_layer_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "get_channel_layer", lambda: None)
    monkeypatch.setitem(health.CHECKS, "index", lambda: None)
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["channel_layer"]) == (503, "AttributeError")


def test_channel_layer_that_swallows_a_message_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    async def swallow(self: InMemoryChannelLayer, channel: str, message: object) -> None: ...

    layer = InMemoryChannelLayer()
    monkeypatch.setattr(InMemoryChannelLayer, "send", swallow)
    monkeypatch.setattr(health, "get_channel_layer", lambda: layer)
    monkeypatch.setattr(health, "ECHO_WAIT_S", 0.01)
    monkeypatch.setitem(health.CHECKS, "index", lambda: None)
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["channel_layer"]) == (503, "TimeoutError")
    assert layer.channels == {}


def test_index_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(health, "get_engine", lambda: EmbeddedEngine(tmp_path / "nothing"))
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["index"]) == (503, "SearchUnavailable")
