"""Activities as reports tell them: what they are about and when, and what was held between two days, as numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Q

from comity.core.calendar import end_of_day
from comity.menu.models import Activity
from comity.menu.rules import RUNNING


@dataclass(frozen=True, slots=True)
class Held:
    """An activity that was held: under which tool, how many of its seats were taken, and which areas it served."""

    code: str
    tool: str
    seats_given: int
    seats_total: int | None
    areas: tuple[str, ...]


def held_between(since: date, until: date) -> list[Held]:
    """This will list what ended between two days, both included, and was held. One query."""
    found = Activity.objects.filter(held_at__isnull=False, end_on__gte=since, end_on__lte=until).order_by("code")
    rows = found.values_list("code", "tool", "seats_given", "seats_total", "areas")
    return [Held(code, tool, given, total, tuple(areas)) for code, tool, given, total, areas in rows]


def open_after(day: date) -> list[tuple[str, str]]:
    """This will list what is on the menu and not over by the end of a day: code and tool. One query."""
    listed = Activity.objects.filter(state__in=[state.value for state in RUNNING], published_at__lt=end_of_day(day))
    found = listed.filter(Q(end_on__isnull=True) | Q(end_on__gt=day))
    return list(found.order_by("code").values_list("code", "tool"))


@dataclass(frozen=True, slots=True)
class Outline:
    """What reports and plans tell of an activity: its name, what it serves, and when it is and was held."""

    code: str
    title_en: str
    title_fr: str
    tool: str
    areas: list[str]
    objectives: list[str]
    start_on: date | None
    end_on: date | None
    held_at: datetime | None


_OUTLINED = [field.name for field in fields(Outline)]


def outlines(codes: Iterable[str]) -> dict[str, Outline]:
    """This will outline several activities by their codes, as far as the reader may see them. One query."""
    asked = [code for code in codes if "\0" not in code]
    rows = Activity.objects.filter(code__in=asked).values_list(*_OUTLINED)
    return {row[0]: Outline(*row) for row in rows}
