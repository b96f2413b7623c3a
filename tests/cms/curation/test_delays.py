from datetime import UTC, date, datetime

import pytest

from cms.curation.delays import due_day, working_days


@pytest.mark.parametrize(
    ("submitted", "delay", "due"),
    [
        (datetime(2026, 11, 25, 9, tzinfo=UTC), 5, date(2026, 12, 2)),
        (datetime(2026, 11, 27, 9, tzinfo=UTC), 1, date(2026, 11, 30)),
        (datetime(2026, 11, 28, 9, tzinfo=UTC), 1, date(2026, 11, 30)),
        (datetime(2026, 11, 17, 9, tzinfo=UTC), 1, date(2026, 11, 19)),  # Independence Day.
        (datetime(2026, 12, 31, 9, tzinfo=UTC), 5, date(2027, 1, 8)),  # New Year.
        (datetime(2026, 5, 26, 9, tzinfo=UTC), 1, date(2026, 5, 29)),  # The Feast of Sacrifice.
    ],
)
def test_due_day_counts_working_days(submitted: datetime, delay: int, due: date) -> None:
    assert due_day(submitted, delay=delay) == due


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 11, 25), date(2026, 11, 25), 0),
        (date(2026, 11, 25), date(2026, 12, 2), 5),
        (date(2026, 12, 2), date(2026, 11, 25), -5),
        (date(2026, 11, 27), date(2026, 11, 29), 0),
        (date(2026, 11, 16), date(2026, 11, 20), 3),
        (date(2026, 11, 20), date(2026, 11, 16), -3),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(first: date, last: date, days: int) -> None:
    assert working_days(first, last) == days
