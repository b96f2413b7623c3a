"""An Arabic text word by word in English, as far as the thesaurus knows its terms.

Sentence encoders know far less Arabic of a trade than English. The gloss is no translation to
show anyone: it is encoded beside the text itself, see search.vectors.encode_query.
"""

from collections.abc import Iterable

from search.text.folding import fold, is_arabic
from search.text.in_use import IN_USE
from search.text.thesaurus import Phrase, Thesaurus
from search.text.tokens import tokenize

# Of each term so many English names are given: more blur it, one alone may be the wrong one.
MOST_NAMES = 3


def gloss(text: str, thesaurus: Thesaurus | None = None) -> str:
    """The text with English in place of its known Arabic terms; "" where none is known."""
    tokens = [token for token in tokenize(text) if not token.is_stopword]
    if not any(is_arabic(token.words[0]) for token in tokens):
        return ""
    english = {
        said[0].start: (said[-1].end, english_names(others))
        for said, others in (thesaurus or IN_USE.get()).runs(tokens)
        if is_arabic(said[0].words[0])
    }
    pieces, at = [], 0
    for token in tokens:
        if token.start in english:
            at, names = english[token.start]
            pieces.append(names)
        elif token.start >= at:
            pieces.append(fold(text[token.start : token.end]))
    return " ".join(filter(None, pieces)) if any(names for _, names in english.values()) else ""


def english_names(phrases: Iterable[Phrase]) -> str:
    """The first English names among some terms."""
    names = [phrase.text for phrase in phrases if phrase.language in ("en", "")]
    return " ".join(names[:MOST_NAMES])
