"""Plain text as safe HTML."""

import re

import pytest

from matching.talk.linking import linked

REL = 'rel="noopener nofollow" target="_blank" dir="ltr"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Bonjour", "Bonjour"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ('<img src=x onerror="alert(1)">', "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("JaVaScRiPt://a.ma/%0aalert(1)", None),
        ("data:text/html,x", "data:text/html,x"),
        (
            "voir https://a.ma/x?a=1&b=2.",
            f'voir <a href="https://a.ma/x?a=1&amp;b=2" {REL}>https://a.ma/x?a=1&amp;b=2</a>.',
        ),
        ("www.exemple.ma", f'<a href="https://www.exemple.ma" {REL}>www.exemple.ma</a>'),
        ("a@b.ma", f'<a href="mailto:a@b.ma" {REL}>a@b.ma</a>'),
        ("ftp://a.ma/x", None),
        (
            'https://a.ma/"onmouseover=alert(1)',
            f'<a href="https://a.ma/" {REL}>https://a.ma/</a>&quot;onmouseover=alert(1)',
        ),
    ],
)
def test_linked_escapes_and_links_only_web_and_mail(text: str, html: str | None) -> None:
    made = linked(text)

    followed = re.findall(r'href="([^"]*)"', made)
    assert all(url.startswith(("http://", "https://", "mailto:")) for url in followed)
    assert html is None or made == html


def test_linked_long_text_is_quick() -> None:
    made = linked("a.b" * 1600 + " https://exemple.ma")

    assert made.endswith("https://exemple.ma</a>")
