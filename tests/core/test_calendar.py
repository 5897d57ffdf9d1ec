"""The seat's calendar: working days, summer time, deadlines counted back."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.core import calendar

days = st.dates(min_value=date(1994, 1, 1), max_value=date(2060, 12, 31))


def test_easter_of_known_years() -> None:
    known = {1994: (4, 3), 2008: (3, 23), 2011: (4, 24), 2024: (3, 31), 2026: (4, 5), 2027: (3, 28), 2038: (4, 25)}
    assert {year: (day.month, day.day) for year in known for day in [calendar.easter(year)]} == known


def test_the_seat_rests_on_belgian_holidays_and_between_the_years() -> None:
    resting = [date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 14), date(2026, 7, 21), date(2026, 12, 29)]
    assert not any(calendar.is_working_day(day) for day in resting)
    assert calendar.is_working_day(date(2026, 11, 24))


@given(days, st.integers(min_value=-60, max_value=60))
def test_working_days_land_on_working_days_and_come_back(day: date, count: int) -> None:
    start = calendar.working_day_on_or_after(day)
    moved = calendar.add_working_days(start, count)
    assert calendar.is_working_day(moved)
    assert calendar.add_working_days(moved, -count) == start


@given(days, st.integers(min_value=0, max_value=60), st.integers(min_value=0, max_value=30))
def test_a_deadline_is_a_working_day_not_later_than_counted(start: date, weeks: int, more: int) -> None:
    deadline = calendar.deadline_before(start, weeks=weeks, days=more)
    counted = start - timedelta(weeks=weeks, days=more)
    assert calendar.is_working_day(deadline)
    assert deadline <= counted
    assert counted - deadline < timedelta(days=16)


def test_brussels_time_follows_summer_time() -> None:
    assert calendar.at_brussels(date(2026, 3, 28), 17) == datetime(2026, 3, 28, 16, tzinfo=UTC)
    assert calendar.at_brussels(date(2026, 3, 29), 17) == datetime(2026, 3, 29, 15, tzinfo=UTC)
    assert calendar.at_brussels(date(2026, 10, 25), 17) == datetime(2026, 10, 25, 16, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_taken_the_first_time() -> None:
    assert calendar.at_brussels(date(2026, 10, 25), 2, 30) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(days)
def test_a_day_of_the_seat_has_23_24_or_25_hours(day: date) -> None:
    length = calendar.end_of_day(day) - calendar.at_brussels(day, 0)
    assert length in {timedelta(hours=hours) for hours in (23, 24, 25)}
