"""The channel layer of a single process."""

import time
from contextlib import suppress
from typing import Any

from channels.exceptions import ChannelFull
from channels.layers import InMemoryChannelLayer

CLEAN_EVERY_S = 10.0


class SparingChannelLayer(InMemoryChannelLayer):
    """Channels' own layer in memory; it looks for what has expired now and then.

    The base class goes through all channels and groups before each event that is sent and each
    one that is received: with 200 sockets that takes longer than the event itself. Nor does an
    event to a group need a task for each channel: to put it there waits for nothing.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.cleaned_at = time.monotonic()

    def _clean_expired(self) -> None:
        now = time.monotonic()
        if now - self.cleaned_at >= CLEAN_EVERY_S:
            self.cleaned_at = now
            super()._clean_expired()

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """To each channel of a group; one that is full loses it, as in the base class."""
        self.require_valid_group_name(group)
        self._clean_expired()
        for channel in list(self.groups.get(group, ())):
            with suppress(ChannelFull):
                await self.send(channel, message)
