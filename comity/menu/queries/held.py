"""What was held between two days, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.menu.models import Activity


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
