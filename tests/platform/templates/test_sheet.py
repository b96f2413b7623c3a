"""The one sheet: colours are tokens, pairs can be read, directions are logical, it stays small."""

import gzip
import re

import pytest

from config.env import BASE_DIR

SHEET = (BASE_DIR / "platform/static/css/wasl.css").read_text()
WITHOUT_COMMENTS = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.S)
ROOT = re.search(r":root \{.*?\n\}", WITHOUT_COMMENTS, re.S).group()  # type: ignore[union-attr]
RULES = WITHOUT_COMMENTS.replace(ROOT, "", 1)
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", ROOT
    )
}
TEXT_ON_GROUND = [
    *[(text, ground) for text in ("ink", "ink-soft") for ground in ("paper", "surface", "sunken")],
    *[(text, ground) for text in ("brand", "brand-deep") for ground in ("paper", "surface")],
    *[("brand", ground) for ground in ("brand-tint", "sunken")],
    *[("ink", ground) for ground in ("brand-tint", "mark-tint", "bad-tint")],
    *[("ink", f"avatar-{number}") for number in range(1, 7)],
    *[(kind, f"{kind}-tint") for kind in ("info", "good", "warn", "bad")],
    *[(kind, "surface") for kind in ("info", "good", "warn", "bad")],
    ("ink-soft", "brand-tint"),
    ("on-fill", "fill"),
    ("on-action", "action"),
    ("on-action", "action-deep"),
    ("on-bad", "bad"),
    ("paper", "ink"),
]
# WCAG 2.2, 1.4.11: what shows a control or its focus needs 3 to 1.
CONTROL_ON_GROUND = [
    (control, ground) for control in ("line-strong", "brand") for ground in ("paper", "surface")
]


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition of "relative luminance")."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, definition of "contrast ratio")."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def faint(pairs: list[tuple[str, str]], least: float) -> dict[str, float]:
    """The pairs of tokens under `least`, in the light (0) or the dark (1) theme."""
    measured = {
        f"{front} on {back} {('light', 'dark')[theme]}": contrast(
            TOKENS[front][theme], TOKENS[back][theme]
        )
        for front, back in pairs
        for theme in (0, 1)
    }
    return {name: round(ratio, 2) for name, ratio in measured.items() if ratio < least}


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


def test_text_can_be_read_on_its_ground_in_light_and_dark() -> None:
    assert faint(TEXT_ON_GROUND, 4.5) == {}


def test_controls_stand_out_from_their_ground() -> None:
    assert faint(CONTROL_ON_GROUND, 3.0) == {}


def test_every_colour_is_a_token() -> None:
    literal = r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*[;}])|\b(?:rgba?|hsla?|oklch|lab|light-dark)\(|"
    named = r":\s*(?:white|black|red|green|blue|gray|grey|silver|orange)\b"
    assert re.findall(literal + named, RULES) == []


def test_every_token_that_is_used_exists() -> None:
    used = set(re.findall(r"var\(--([\w-]+)", WITHOUT_COMMENTS))
    given = set(re.findall(r"--([\w-]+):", WITHOUT_COMMENTS))
    assert used - given == set()


def test_directions_are_logical() -> None:
    sides = r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right)\s*:|"
    sizes = (
        r"(?<![\w-])(?:min-|max-)?(?:width|height)\s*:(?!\s*[\d.]+rem\))|float:\s*(?:left|right)"
    )
    assert re.findall(sides + sizes, RULES) == []


def test_sheet_stays_small() -> None:
    assert len(gzip.compress(SHEET.encode())) < 16_000


def test_paper_shows_folded_prose_and_conversations_whole() -> None:
    paper = " ".join(re.findall(r"@media print \{(.*?)\n\}", WITHOUT_COMMENTS, re.S))
    hidden = [
        name
        for names in re.findall(r"([^{}]+)\{ display: none(?: !important)?; \}", paper)
        for name in names.strip().split(", ")
    ]
    assert {".fold__more", ".talk__list", ".talk__foot"} <= set(hidden)
    assert "body.page-talk { block-size: auto; overflow: visible; }" in paper
