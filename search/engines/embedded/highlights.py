"""The page's hits with what matched in them."""

from typing import Any

import numpy as np

from search.engines.contract import Hit
from search.engines.embedded.ranking import Found
from search.engines.embedded.reader import Reader
from search.engines.embedded.snapshot import Snapshot
from search.requests import KINDS, LANGUAGES
from search.text.highlighting import FRAGMENT, Marker


def make_hits(
    snapshot: Snapshot,
    rows: np.ndarray,
    found: Found,
    *,
    reader: Reader,
    language: str,
    with_highlights: bool,
) -> tuple[Hit, ...]:
    """One Hit a row."""
    columns, match = snapshot.columns, found.match
    marker = Marker(match.terms, match.prefix) if match else Marker(())
    texts = snapshot.texts(rows) if with_highlights and match else {}
    return tuple(
        Hit(
            id=columns.ids[row],
            kind=KINDS[columns.kind[row]],
            pk=int(columns.pk[row]),
            operator_pk=int(columns.operator[row]),
            score=float(found.scores[row]) if found.scores is not None else 0.0,
            language=text_language(texts.get(row, {}), language),
            highlights=row_highlights(row, texts[row], marker, reader, language)
            if row in texts
            else {},
            by_meaning=match is not None and not match.mask[row],
        )
        for row in rows.tolist()
    )


def text_language(texts: dict[str, Any], language: str) -> str:
    """`language` if the document has texts in it, else the first that it has, else ""."""
    has = [
        code
        for code in (language, *LANGUAGES)
        if any(texts.get(name, {}).get(code) for name in ("title", "summary", "body"))
    ]
    return has[0] if has else ""


def row_highlights(
    row: int, texts: dict[str, Any], marker: Marker, reader: Reader, language: str
) -> dict[str, str]:
    """Safe HTML by field, for the fields in which something matched and that this reader may read.

    The reader's language first; another one where only there something matched.
    """
    marked: dict[str, str] = {}
    own = text_language(texts, language)
    for name in ("title", "summary", "body"):
        length = FRAGMENT if name == "body" else 0
        order = sorted(texts[name], key=lambda code: code != own)
        found = (marker.mark(texts[name][code], code, length=length) for code in order)
        marked[name] = next(filter(None, found), "")
    spellings = (marker.mark(name) for name in texts["names"])
    marked["names"] = " · ".join(filter(None, spellings))
    marked["private"] = private_highlight(row, texts, marker, reader)
    return {name: html for name, html in marked.items() if html}


def private_highlight(row: int, texts: dict[str, Any], marker: Marker, reader: Reader) -> str:
    """What matched in the private texts that this reader may read of this row."""
    readable = [
        texts[name]
        for name, mask in (("member", reader.member), ("named", reader.named))
        if mask is not None and mask[row]
    ]
    found = (marker.mark(text, length=FRAGMENT) for text in readable)
    return " · ".join(filter(None, found))
