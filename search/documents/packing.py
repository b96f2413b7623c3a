"""A document's content as JSON in bytes: to be kept in an index, and to be compared."""

import json
from typing import Any

import orjson


def packed(value: Any) -> bytes:
    """`value` (of types that JSON knows) with its keys in order: the same content, the same bytes.

    A lone surrogate, which no UTF-8 can hold, becomes a question mark.
    """
    try:
        return orjson.dumps(value, default=dict, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        written = json.dumps(
            value, default=dict, sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return written.encode(errors="replace")
