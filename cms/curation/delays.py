"""The promised delay, in working days: Monday to Friday, in Casablanca."""

from datetime import date, datetime, timedelta

from django.utils import timezone


def due_day(submitted: datetime, *, delay: int) -> date:
    """The last day of a delay of `delay` working days after the day of submission."""
    day = timezone.localdate(submitted)
    for _turn in range(delay):
        day += timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
    return day


def working_days(first: date, last: date) -> int:
    """How many working days lie after `first` up to `last`; negative the other way round."""
    if last < first:
        return -working_days(last, first)
    span = (last - first).days
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, span + 1))
