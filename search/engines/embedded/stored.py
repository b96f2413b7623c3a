"""Reading the versions that a tantivy index holds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import tantivy

READ_AT_ONCE = 4000


def open_index(path: Path, schema: tantivy.Schema) -> Any:
    """The index in `path`, made if `path` holds none; never over one that lost its meta.json."""
    if not tantivy.Index.exists(str(path)) and any(path.glob("*.store")):
        raise ValueError("meta.json is gone")
    return tantivy.Index(schema, path=str(path))


def newest_seq(searcher: Any) -> int:
    """The number of the last version in the index; 0 if it is empty."""
    found = searcher.search(
        tantivy.Query.all_query(), limit=1, count=False, order_by_field="seq"
    ).hits
    return int(found[0][0]) if found else 0


def newer_payloads(
    searcher: Any, schema: tantivy.Schema, seq: int
) -> Iterator[tuple[list[dict[str, Any]], int]]:
    """The payloads of the versions after `seq`, in parts, each with the last number that it has."""
    while True:
        newer = tantivy.Query.range_query(
            schema, "seq", tantivy.FieldType.Unsigned, lower_bound=seq, include_lower=False
        )
        found = searcher.search(
            newer, READ_AT_ONCE, count=False, order_by_field="seq", order=tantivy.Order.Asc
        ).hits
        if not found:
            return
        seq = int(found[-1][0])
        # By their places, as neighbours are in one compressed block.
        places = sorted((place for _, place in found), key=lambda p: (p.segment_ord, p.doc))
        yield [orjson.loads(searcher.doc(place)["payload"][0]) for place in places], seq
