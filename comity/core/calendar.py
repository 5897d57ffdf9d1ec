"""The calendar of the seat: Brussels time, working days, deadlines counted back from a start.

Source: W-2 (the seat's working days), W-3 (deadlines are announced in Brussels time and kept in UTC).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
_SATURDAY = 5


def brussels(moment: datetime) -> datetime:
    """This will show an aware instant in Brussels time."""
    return moment.astimezone(BRUSSELS)


def brussels_day(moment: datetime) -> date:
    """This will give the calendar day on which an instant falls in Brussels."""
    return brussels(moment).date()


def at_brussels(day: date, hour: int, minute: int = 0) -> datetime:
    """This will give the UTC instant of a Brussels wall-clock time.

    An hour that summer time repeats is taken at its first occurrence; one that it skips moves to the hour after.
    """
    return datetime.combine(day, time(hour, minute), tzinfo=BRUSSELS).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """This will give the UTC instant at which a Brussels day ends."""
    return at_brussels(day + timedelta(days=1), 0)


@cache
def easter(year: int) -> date:
    """This will compute Easter Sunday of the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """This will list the public holidays at the seat, and the days between Christmas and New Year."""
    sunday = easter(year)
    fixed = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11)} | {(12, day) for day in range(24, 32)}
    moving = {sunday + timedelta(days=days) for days in (-2, 1, 39, 50)}
    return frozenset({date(year, month, day) for month, day in fixed} | moving)


def is_working_day(day: date) -> bool:
    """This will tell whether the seat works on that day."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """This will move forward (or back, if negative) by that many working days of the seat."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_day_on_or_before(day: date) -> date:
    """This will give the day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_day_on_or_after(day: date) -> date:
    """This will give the day itself, or the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def deadline_before(start_on: date, *, weeks: int = 0, days: int = 0) -> date:
    """This will count a deadline back from a start, and off weekends and holidays to the working day before."""
    return working_day_on_or_before(start_on - timedelta(weeks=weeks, days=days))
