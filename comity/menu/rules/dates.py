"""Dates of activities: whole days or only a month or a year, and deadlines counted back from the start (W-10)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from comity.core.calendar import deadline_before, end_of_day
from comity.policy import number

_WRITTEN = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@dataclass(frozen=True, slots=True)
class PartialDay:
    """A day of which perhaps only the month or the year is known."""

    first: date
    last: date

    @classmethod
    def read(cls, words: str) -> PartialDay:
        """This will read 2019, 2019-02 or 2019-02-04.

        Raises: ValueError for anything else, and for days that do not exist.
        """
        if not (found := _WRITTEN.match(words)):
            msg = f"not a date: {words!r}"
            raise ValueError(msg)
        year, month, day = (int(part) if part else None for part in found.groups())
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return cls(first, first)
        last_month = month or 12
        return cls(first, date(first.year, last_month, monthrange(first.year, last_month)[1]))

    @property
    def is_exact(self) -> bool:
        """This will tell whether the day itself is known."""
        return self.first == self.last

    def written(self) -> str:
        """This will write it as it was read."""
        if self.is_exact:
            return self.first.isoformat()
        one_year = self.first.month != self.last.month
        return f"{self.first.year:04d}" if one_year else f"{self.first.year:04d}-{self.first.month:02d}"


def span(
    start: PartialDay | None, end: PartialDay | None, duration_days: int | None
) -> tuple[date | None, date | None, bool]:
    """This will give first and last day, and whether both are exact; a duration fills in the end that is missing.

    Raises: ValueError if the end comes before the start.
    """
    first = start.first if start else None
    last = end.last if end else None
    exact = all(part.is_exact for part in (start, end) if part)
    if first and last is None:
        if start and not start.is_exact:
            last = start.last
        elif duration_days:
            last = first + timedelta(days=duration_days - 1)
    if last and first is None and duration_days:
        first = last - timedelta(days=duration_days - 1)
    if first and last and last < first:
        msg = f"ends on {last} before it starts on {first}"
        raise ValueError(msg)
    return first, last, exact


def nominate_by(start_on: date | None, *, chosen: date | None = None, weeks: int | None = None) -> date | None:
    """This will give the last day on which nominations are taken: the one chosen, or so many weeks before the start.

    Source: W-10. Units: weeks.
    """
    if chosen is not None or start_on is None:
        return chosen
    return deadline_before(start_on, weeks=number("menu.deadline_weeks") if weeks is None else weeks)


def closes_at(last_day: date) -> datetime:
    """This will give the instant at which nominations close: the end of that day at the seat."""
    return end_of_day(last_day)
