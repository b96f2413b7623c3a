"""The promised delay, in working days: Monday to Friday without Morocco's public holidays.

Of the religious holidays `holidays` knows the day that the calendar expects; the moon may move it
by one.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone
from holidays import country_holidays

HOLIDAYS = country_holidays("MA")


def due_day(submitted: datetime, *, delay: int) -> date:
    """The last day, in Casablanca, of `delay` working days after the day of submission."""
    day = timezone.localdate(submitted)
    for _turn in range(delay):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Whether the federation is at work on a day."""
    return day.weekday() < 5 and day not in HOLIDAYS


def working_days(first: date, last: date) -> int:
    """How many working days lie after `first` up to `last`; negative the other way round."""
    if last < first:
        return -working_days(last, first)
    span = (last - first).days
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, span + 1))
