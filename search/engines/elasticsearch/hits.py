"""The page's hits with what matched in them: the same marks as the embedded engine's."""

from collections.abc import Mapping
from typing import Any

from search.engines.contract import Hit
from search.engines.elasticsearch.documents import BY_LANGUAGE, UNKNOWN
from search.engines.elasticsearch.filters import is_named_to
from search.engines.elasticsearch.queries import WORDS
from search.engines.embedded.highlights import text_language
from search.requests import Audience
from search.text.highlighting import FRAGMENT, Marker


def make_hit(
    found: Mapping[str, Any],
    marker: Marker | None,
    audience: Audience,
    *,
    language: str,
    score: float,
    has_text: bool,
) -> Hit:
    """One hit of an entry; `marker` is None where nothing is to be marked."""
    source = found["_source"]
    texts = stored_texts(source) if marker else {}
    return Hit(
        id=source["id"],
        kind=source["kind"],
        pk=source["pk"],
        operator_pk=source["operator"],
        score=score,
        language=text_language(texts, language),
        highlights=mark_texts(source, texts, marker, audience, language) if marker else {},
        by_meaning=has_text and WORDS not in found.get("matched_queries", ()),
    )


def stored_texts(source: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Titles, summaries and bodies by language, "" where it is not known."""
    return {
        name: {("" if c == UNKNOWN else c): text for c, text in source.get(field, {}).items()}
        for name, field in BY_LANGUAGE.items()
    }


def mark_texts(
    source: Mapping[str, Any],
    texts: Mapping[str, Mapping[str, str]],
    marker: Marker,
    audience: Audience,
    language: str,
) -> dict[str, str]:
    """Safe HTML by field, for the fields in which something matched and that are for this reader.

    The reader's language first; another one where only there something matched.
    """
    own = text_language(dict(texts), language)
    marked: dict[str, str] = {}
    for name, written in texts.items():
        length = FRAGMENT if name == "body" else 0
        order = sorted(written, key=lambda code: code != own)
        found = (marker.mark(written[code], code, length=length) for code in order)
        marked[name] = next(filter(None, found), "")
    marked["names"] = " · ".join(filter(None, map(marker.mark, source.get("names", ()))))
    private = (marker.mark(text, length=FRAGMENT) for text in private_texts(source, audience))
    marked["private"] = " · ".join(filter(None, private))
    return {name: html for name, html in marked.items() if html}


def private_texts(source: Mapping[str, Any], audience: Audience) -> list[str]:
    """The private texts of an entry that `audience` may read."""
    if not audience.is_member:
        return []
    named = source.get("named_text", "") if is_named_to(source, audience) else ""
    return [source.get("member_text", ""), named]
