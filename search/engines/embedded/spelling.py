""" "Did you mean": the text with the words that nothing holds respelled."""

from search.engines.embedded.lexical import TextMatch, visible_part
from search.engines.embedded.reader import Reader
from search.engines.embedded.snapshot import Snapshot
from search.engines.fusion import best_first
from search.text import tokenize


def respell_text(snapshot: Snapshot, text: str, match: TextMatch | None, reader: Reader) -> str:
    """`text` with its corrections in place, written as a visible document writes them; or ""."""
    if match is None or not match.respelled:
        return ""
    pieces, at = [], 0
    for word, spelling in sorted(match.respelled, key=lambda pair: pair[0].start):
        pieces += [text[at : word.start], written_as(snapshot, spelling, reader)]
        at = word.end
    return "".join([*pieces, text[at:]])


def written_as(snapshot: Snapshot, spelling: str, reader: Reader) -> str:
    """A folded word as the newest visible document has it in a public text: with accents."""
    rows = visible_part(snapshot.spelling_hits(spelling), reader.visible).rows
    newest = rows[best_first(snapshot.columns.published[rows], 1)]
    for texts in snapshot.texts(newest).values():
        public = [
            *texts["names"],
            *(t for n in ("title", "summary", "body") for t in texts[n].values()),
        ]
        for text in public:
            for token in tokenize(text):
                if spelling == token.words[0]:
                    return text[token.start : token.end].lower()
    return spelling
