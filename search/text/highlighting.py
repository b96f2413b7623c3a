"""What matched, marked in the original text, as HTML that is safe to show."""

import re
from collections.abc import Collection, Iterator, Mapping, Set
from html import escape

from search.text.folding import digits_to_ascii
from search.text.tokens import Token, tokenize
from search.text.written import Word, read_chunks

FRAGMENT = 240
NUMBER = re.compile(r"\d+")


class Marker:
    """What one query marks, in many texts: what comes again between two spaces is judged once.

    `terms` are those looked for; words that start with `prefix` (folded) match too.
    """

    def __init__(self, terms: Collection[str], prefix: str = "") -> None:
        self.terms = frozenset(terms)
        self.prefix = prefix
        self.judged: dict[str, dict[str, tuple[tuple[int, int], ...]]] = {}
        # `10 ml` and `ISO 13485` are found only by reading words together, which is slower.
        self.numbers = {number for term in terms for number in NUMBER.findall(term)}

    def spans(self, text: str, language: str) -> list[tuple[int, int]]:
        """Where the words to mark stand."""
        if self.has_number(text):
            tokens = tokenize(text, language)
            return [(t.start, t.end) for t in tokens if is_match(t, self.terms, self.prefix)]
        chunks = set(text.split())
        judged = self.judge(chunks, language)
        wanted = [chunk for chunk in chunks if judged[chunk]]
        placed = ((at, judged[chunk]) for chunk in wanted for at in places_of(chunk, text))
        return sorted((at + start, at + end) for at, spans in placed for start, end in spans)

    def has_number(self, text: str) -> bool:
        """Whether a number that is looked for stands in `text`, in whatever digits."""
        if not self.numbers:
            return False
        plain = digits_to_ascii(text)
        return any(number in plain for number in self.numbers)

    def judge(self, chunks: Set[str], language: str) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """By what stands between two spaces, where the words to mark stand in it."""
        judged = self.judged.setdefault(language, {})
        new = [*chunks - judged.keys()]
        is_wanted = self.is_wanted
        for chunk, pieces in zip(new, read_chunks(new, language), strict=True):
            wanted = [(p.start, p.end) for p in pieces if is_wanted(p.word, language)]
            judged[chunk] = tuple(wanted)
        return judged

    def is_wanted(self, word: Word, language: str) -> bool:
        """Whether a word is to be marked; asked for every word of a page, so the plain word of one
        form, which its terms hold, is answered first."""
        if not self.prefix and not word.parts and len(word.words) == 1:
            return self.reaches(word, language)
        return is_match(word, self.terms, self.prefix)

    def reaches(self, word: Word, language: str) -> bool:
        """Whether a plain word is one that is looked for, or shares its stem or its sound.

        In a text of unknown language (a name) it must do so in all languages, or be its plural:
        in French alone `Injectis` would be a form of `injection`.
        """
        found = self.terms & word.terms
        if not found and word.heard:
            return not self.terms.isdisjoint(word.heard)
        if language or not found or any(":" not in term for term in found):
            return bool(found)
        written = word.words[0]
        if not self.terms.isdisjoint((f"{written}s", written.removesuffix("s"))):
            return True
        return all(term in self.terms for term in word.terms if ":" in term)

    def mark(self, text: str, language: str = "", *, length: int = 0) -> str:
        """`text` escaped, with <mark> around what matched; "" if nothing did.

        With `length` only the fragment of about as many characters that holds the most matches;
        an ellipsis says where it was cut.
        """
        spans = self.spans(text, language)
        if not spans:
            return ""
        low, high = best_window(text, spans, length) if length else (0, len(text))
        inside = [span for span in spans if low <= span[0] and span[1] <= high]
        marked = mark_spans(text, inside, low, high)
        return f"{'… ' if low else ''}{marked}{' …' if high < len(text) else ''}"


def highlight(text: str, terms: Collection[str], language: str = "", *, length: int = 0) -> str:
    """See Marker.mark, for a single text."""
    return Marker(terms).mark(text, language, length=length)


def places_of(chunk: str, text: str) -> Iterator[int]:
    """Where `chunk` stands in `text` between two spaces."""
    at = text.find(chunk)
    while at >= 0:
        before, end = text[max(0, at - 1) : at], at + len(chunk)
        if not before.strip() and not text[end : end + 1].strip():
            yield at
        at = text.find(chunk, end)


def is_match(token: Token | Word, terms: frozenset[str], prefix: str) -> bool:
    """Whether one of the token's terms, or of its parts' terms, is wanted."""
    if not token.terms.isdisjoint(terms) or not terms.isdisjoint((*token.words, *token.heard)):
        return True
    if prefix and any(word.startswith(prefix) for word in token.words):
        return True
    return bool(token.parts) and any(not part.isdisjoint(terms) for part in token.parts)


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
