"""Months of a calendar: the one that is asked for, and the ones before and after it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date

from comity.core.calendar import brussels_day
from comity.web.numbers import whole
from comity.web.page import locale


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a calendar, by its days."""

    first: date
    last: date


def month(said: str, now: datetime) -> Month:
    """This will read a month such as 2027-03, or give the one that runs."""
    year, _sign, number = said.partition("-")
    first, second = whole(year), whole(number)
    if first and second and 2000 <= first <= 2100 and 1 <= second <= 12:  # noqa: PLR2004 - a month of this century
        return _of(date(first, second, 1))
    return _of(brussels_day(now))


def _of(day: date) -> Month:
    return Month(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def named(day: date, address: str) -> dict[str, Any]:
    """This will name the month of a day, and say where it is shown."""
    name = format_date(day, "MMMM y", locale="fr" if locale() == "fr" else "en_GB")
    return {"name": name, "url": f"{address}?month={day:%Y-%m}"}


def ways(one: Month, address: str) -> dict[str, Any]:
    """This will give what a page of a calendar says of months: this one, the one before, the one after."""
    return {
        "month": named(one.first, address),
        "before": named(one.first - timedelta(days=1), address),
        "after": named(one.last + timedelta(days=1), address),
    }
