"""Long sequences in pieces."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of at most `size` items, in their order (itertools.batched comes with Python 3.12)."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
