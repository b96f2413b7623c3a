"""Dates and times in the three languages: the day first, 24 hours."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

MARK = "\N{RIGHT-TO-LEFT MARK}"


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("fr", "2 décembre 2026 14:59", "02/12/2026 14:59"),
        ("en", "2 December 2026, 14:59", "02/12/2026 14:59"),
        ("ar", "2 ديسمبر 2026، 14:59", f"02{MARK}/12{MARK}/2026 14:59"),
    ],
)
def test_dates_are_said_as_their_readers_write_them(language: str, long: str, short: str) -> None:
    moment = datetime(2026, 12, 2, 14, 59, tzinfo=UTC)
    with translation.override(language):
        assert date_format(moment, "DATETIME_FORMAT") == long
        assert date_format(moment, "SHORT_DATETIME_FORMAT") == short
        assert date_format(moment, "TIME_FORMAT") == "14:59"
