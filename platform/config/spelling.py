"""The marks and spellings that the interface keeps to in each language, where a rule can tell."""

import re
from collections.abc import Iterator

MARKUP = re.compile(r"<[^>]*>|%\(\w+\)[sd]|\{\w*\}")
RULES: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "fr": (
        (re.compile(r"[^\s][?!;»]|[^\s]:(?=\s|$)|«\S"), "a space stands before : ; ? ! and in « »"),
    ),
    "en": (
        (re.compile(r"\s[:;?!]"), "no space before : ; ? !"),
        (re.compile(r'[«»"]'), "quotation marks are “ ”"),
    ),
    "ar": (
        (re.compile(r"[\u0600-\u06ff»]\s?[,;?]"), "the marks are ، ؛ ؟"),
        (re.compile(r'[“”"]'), "quotation marks are « »"),
        (re.compile("\u064b\u0627|\u0627\u064b"), "no tanwin on an alif"),
        (re.compile("الالكترون"), "a hamza in الإلكتروني"),
        (re.compile(r"\bكود\b"), "a code is a رمز"),
    ),
}


def slips(text: str, language: str) -> Iterator[str]:
    """The rules of a language that a text of the interface breaks."""
    bare = MARKUP.sub("x", text)
    return (rule for pattern, rule in RULES[language] if pattern.search(bare))
