"""The shape of an EMDN code: a letter, then two digits a level."""

import re

CODE = re.compile(r"[A-Z](?:\d\d)*")


def is_code(text: str) -> bool:
    """Whether `text` has the shape of an EMDN code."""
    return CODE.fullmatch(text) is not None


def branch(code: str) -> tuple[str, ...]:
    """The codes from the top down to `code`: `A0101` gives `("A", "A01", "A0101")`."""
    return tuple(code[:end] for end in range(1, len(code) + 1, 2))
