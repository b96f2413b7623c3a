"""Every page stays within the content security policy: no inline style, no inline script."""

import re
from pathlib import Path

import pytest

from config.env import BASE_DIR

TOPS = ("platform", "cms", "search", "matching")
INLINE = {
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "javascript address": re.compile(r"""["']javascript:""", re.I),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.I),
}


def is_page(path: Path) -> bool:
    """Whether a template is for browsers; mail programs know no style sheet of ours."""
    return not {"mail", "mails", "email"} & set(path.parts)


def pages() -> list[Path]:
    """Every template of the project that a browser gets."""
    found = (path for top in TOPS for path in (BASE_DIR / top).rglob("templates/**/*.html"))
    return sorted(filter(is_page, found))


def inline_in(source: str) -> list[str]:
    """What `source` has that the policy would block, by name."""
    return [name for name, pattern in INLINE.items() if pattern.search(source)]


def test_no_template_carries_inline_style_or_script() -> None:
    faults = {str(page): inline_in(page.read_text()) for page in pages()}
    assert {page: names for page, names in faults.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('<p style="color:red">', ["style attribute"]),
        ("<style>p{}</style>", ["style element"]),
        ('<a href="#" onclick="go()">', ["event attribute"]),
        ('<a href="javascript:go()">', ["javascript address"]),
        ("<script>go()</script>", ["inline script"]),
        ('<script type="module" src="a.js"></script>', []),
        ('<script type="application/json">{}</script>', []),
    ],
)
def test_inline_code_is_seen(source: str, names: list[str]) -> None:
    assert inline_in(source) == names


def test_the_front_has_one_style_sheet() -> None:
    sources = {page: page.read_text() for page in pages()}
    front = {page: text for page, text in sources.items() if "wagtailadmin" not in text}
    linking = [page for page, text in front.items() if "stylesheet" in text]
    assert linking == [BASE_DIR / "platform/templates/base.html"]
