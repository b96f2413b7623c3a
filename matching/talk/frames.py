"""Frames of the socket: small JSON objects with a `type`. The protocol is in README.md."""

import json
from collections.abc import Mapping
from typing import Any

MAX_FRAME = 2_000  # characters; the largest frame of the protocol has some 60
MAX_KEY = 2**63 - 1


class FrameError(Exception):
    """A frame that is not one of the protocol; `code` is what the page is answered."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_frame(text: str | None) -> dict[str, Any]:
    """The frame's fields; raises FrameError with code not_text, too_large or not_json."""
    if text is None:
        raise FrameError("not_text")
    if len(text) > MAX_FRAME:
        raise FrameError("too_large")
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FrameError("not_json") from error
    if not isinstance(frame, dict):
        raise FrameError("not_json")
    return frame


def conversation_in(frame: Mapping[str, Any]) -> int:
    """The conversation that a frame names; raises FrameError where that is no number of one."""
    key = frame.get("conversation")
    if not isinstance(key, int) or isinstance(key, bool) or not 0 < key <= MAX_KEY:
        raise FrameError("not_found")
    return key


def encode_frame(kind: str, **fields: Any) -> str:
    """The text of a frame."""
    return json.dumps({"type": kind, **fields}, ensure_ascii=False, separators=(",", ":"))
