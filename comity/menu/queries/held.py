"""What was held between two days, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.menu.models import Activity


@dataclass(frozen=True, slots=True)
class Held:
    """An activity that was held: under which tool, and how many of its seats were taken."""

    code: str
    tool: str
    seats_given: int
    seats_total: int | None


def held_between(since: date, until: date) -> list[Held]:
    """This will list what ended between two days, both included, and was held. One query."""
    found = Activity.objects.filter(held_at__isnull=False, end_on__gte=since, end_on__lte=until).order_by("code")
    return [Held(*row) for row in found.values_list("code", "tool", "seats_given", "seats_total")]
