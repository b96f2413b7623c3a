"""What one reader may find."""

from dataclasses import dataclass

import numpy as np

from search.engines.embedded.snapshot import Snapshot
from search.requests import Audience


@dataclass(frozen=True)
class Reader:
    """What one reader may find: rows by the whole document, and rows by their private texts."""

    visible: np.ndarray
    member: np.ndarray | None
    named: np.ndarray | None

    @classmethod
    def of(cls, snapshot: Snapshot, audience: Audience, today: int) -> "Reader":
        """The masks of `audience`; private texts only for the signed-in."""
        visible = snapshot.columns.visible(audience, today)
        if not audience.is_member:
            return cls(visible, None, None)
        return cls(visible, visible, visible & snapshot.columns.named_to(audience))
