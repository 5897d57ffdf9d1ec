"""Who had come by a day, as numbers: no name and no person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from comity.core.calendar import at_brussels, end_of_day
from comity.nominations.models import Nomination
from comity.nominations.rules import State


@dataclass(frozen=True, slots=True)
class Attended:
    """How many people of a party came to one activity, and who may know it."""

    party: str
    activity: str
    people: int
    audience: tuple[str, ...]


def attended(since: date, until: date, *, parties: Collection[str]) -> list[Attended]:
    """This will count who came between two days, both included, by party and activity. One query."""
    found = Nomination.objects.filter(
        state=State.ATTENDED, ended_at__gte=at_brussels(since, 0), ended_at__lt=end_of_day(until), party_id__in=parties
    ).order_by()
    counted = found.values_list("party_id", "code", "audience").annotate(people=Count("pk"))
    return [Attended(party, code, people, tuple(audience)) for party, code, audience, people in counted]


def parties_of(refs: Iterable[str]) -> dict[str, str]:
    """This will tell whose nominations are named as PCM-0455/7, as far as the reader may see them. One query."""
    wanted = {ref for ref in refs if ref.rpartition("/")[2].isdecimal()}
    codes = {ref.rpartition("/")[0] for ref in wanted}
    found: dict[str, str] = {}
    for code, number, party in Nomination.objects.filter(code__in=codes).values_list("code", "number", "party_id"):
        if f"{code}/{number}" in wanted:
            found[f"{code}/{number}"] = str(party)
    return found
