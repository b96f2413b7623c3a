"""What matched, marked in the original text, as HTML that is safe to show."""

from collections.abc import Collection
from html import escape

from search.text.tokens import Token, tokenize

FRAGMENT = 240


def highlight(
    text: str, terms: Collection[str], language: str = "", *, length: int = 0, prefix: str = ""
) -> str:
    """`text` escaped, with <mark> around the words that one of `terms` finds; "" if none does.

    With `length` only the fragment of about as many characters that holds the most matches; an
    ellipsis says where it was cut. Words that start with `prefix` (folded) match too.
    """
    spans = [
        (token.start, token.end)
        for token in tokenize(text, language)
        if is_match(token, terms, prefix)
    ]
    if not spans:
        return ""
    low, high = best_window(text, spans, length) if length else (0, len(text))
    marked = mark_spans(text, [s for s in spans if low <= s[0] and s[1] <= high], low, high)
    return f"{'… ' if low else ''}{marked}{' …' if high < len(text) else ''}"


def is_match(token: Token, terms: Collection[str], prefix: str) -> bool:
    """Whether one of the token's terms, or of its parts' terms, is wanted."""
    if not token.terms.isdisjoint(terms) or not terms.isdisjoint(token.words):  # type: ignore[attr-defined]
        return True
    if prefix and any(word.startswith(prefix) for word in token.words):
        return True
    return any(not part.isdisjoint(terms) for part in token.parts)


def best_window(text: str, spans: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """Where to cut: the stretch of `length` that starts shortly before a match and holds most."""
    if len(text) <= length:
        return 0, len(text)
    starts = [start for start, _ in spans]
    best = max(starts, key=lambda at: (sum(at <= s < at + length - 60 for s in starts), -at))
    low = max(0, min(best - 60, len(text) - length))
    high = min(len(text), low + length)
    return word_start(text, low), word_end(text, high)


def word_start(text: str, at: int) -> int:
    """The first start of a word at or after `at` (within 30 characters, else `at`)."""
    space = text.find(" ", at - 1, at + 30) if at else -1
    return space + 1 if space >= 0 else at


def word_end(text: str, at: int) -> int:
    """The last end of a word at or before `at` (within 30 characters, else `at`)."""
    space = text.rfind(" ", at - 30, at + 1) if at < len(text) else -1
    return space if space >= 0 else at


def mark_spans(text: str, spans: list[tuple[int, int]], low: int, high: int) -> str:
    """text[low:high] escaped, with the spans inside it marked."""
    parts, at = [], low
    for start, end in spans:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*parts, escape(text[at:high])])
