"""Events of the tests' own, known only while a test runs."""

import pytest

from notifications import events


@pytest.fixture(autouse=True)
def own_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three events: mailed at once, gathered, and never mailed."""
    monkeypatch.setattr(events, "_events", {})
    events.register(
        "visit.asked",
        title="%(operator)s demande une visite",
        body="« %(words)s »",
        mail=True,
        group="introductions",
    )
    events.register(
        "line.written", title="%(who)s vous écrit", mail="batched", group="conversations"
    )
    events.register("stamp.given", title="Profil relu", group="review")
