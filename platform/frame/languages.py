"""The language that the page, the mail or the answer at hand is written in."""

from django.conf import settings
from django.utils.translation import get_language


def reader_language() -> str:
    """The code of the active language, without a region; the source language's where none is."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]
