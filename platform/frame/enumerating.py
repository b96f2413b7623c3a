"""Words in a row, parted as the reader's language parts them."""

from collections.abc import Iterable

from frame.languages import reader_language


def comma() -> str:
    """What stands between two words of a row: the Arabic comma has a shape of its own."""
    return "، " if reader_language() == "ar" else ", "


def enumerated(words: Iterable[object]) -> str:
    """The words in a row."""
    return comma().join(map(str, words))
