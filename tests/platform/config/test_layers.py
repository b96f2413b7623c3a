"""The layer in memory forgets what has expired, though not at each event."""

import time

import pytest
import time_machine

from config.layers import CLEAN_EVERY_S, SparingChannelLayer


async def test_event_reaches_each_channel_of_a_group() -> None:
    layer = SparingChannelLayer()
    for name in ("specific.one", "specific.two"):
        await layer.group_add("people", name)

    await layer.group_send("people", {"type": "message.posted"})

    for name in ("specific.one", "specific.two"):
        assert await layer.receive(name) == {"type": "message.posted"}


async def test_channel_that_nobody_reads_is_forgotten_at_the_next_cleaning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    layer = SparingChannelLayer(expiry=60)
    await layer.group_add("people", "specific.gone")
    await layer.group_send("people", {"type": "message.posted"})

    with time_machine.travel(time.time() + 61):
        await layer.group_send("others", {"type": "message.posted"})
        assert "specific.gone" in layer.groups["people"]
        monkeypatch.setattr(layer, "cleaned_at", layer.cleaned_at - CLEAN_EVERY_S)
        await layer.group_send("others", {"type": "message.posted"})

    assert layer.groups["people"] == {}
    assert layer.channels == {}


async def test_channel_that_is_full_loses_an_event_and_the_others_get_it() -> None:
    layer = SparingChannelLayer(capacity=1)
    for name in ("specific.full", "specific.other"):
        await layer.group_add("people", name)
    await layer.send("specific.full", {"type": "first"})

    await layer.group_send("people", {"type": "message.posted"})

    assert await layer.receive("specific.full") == {"type": "first"}
    assert await layer.receive("specific.other") == {"type": "message.posted"}
