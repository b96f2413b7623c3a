"""Plain text as safe HTML: all of it escaped, addresses made into links."""

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from linkify_it import LinkifyIt
from linkify_it.main import Match

# Only these are followed: `javascript:`, `data:` and the like stay plain text.
SCHEMAS = frozenset({"http:", "https:", "mailto:"})


def make_finder() -> LinkifyIt:
    """The library's finder without ftp and `//example.ma`; a bare `www.exemple.ma` is found."""
    finder = LinkifyIt(options={"fuzzy_ip": False})
    for schema in ("ftp:", "//"):
        finder.add(schema, None)
    return finder


FINDER = make_finder()


def linked(text: str) -> SafeString:
    """The text, escaped, with its web and mail addresses as links."""
    found = [match for match in FINDER.match(text) or [] if is_allowed(match)]
    starts, ends = [m.index for m in found], [m.last_index for m in found]
    plain = [escape(text[a:b]) for a, b in zip([0, *ends], [*starts, len(text)], strict=True)]
    links = [draw_link(match) for match in found]
    pieces = [plain[0], *(piece for pair in zip(links, plain[1:], strict=True) for piece in pair)]
    return mark_safe("".join(pieces))


def is_allowed(match: Match) -> bool:
    """Whether the address that would be followed has one of our schemas."""
    return match.url.partition(":")[0].lower() + ":" in SCHEMAS


def draw_link(match: Match) -> SafeString:
    """A link that tells the other site nothing; a bare address is taken as https."""
    url = match.url if match.schema else match.url.replace("http://", "https://", 1)
    link = '<a href="{}" rel="noopener nofollow" target="_blank" dir="ltr">{}</a>'
    return format_html(link, url, match.raw)
