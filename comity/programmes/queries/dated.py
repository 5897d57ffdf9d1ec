"""Programmes as they stood on a day: which were in force, what they planned, how far their goals had come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from comity.core.calendar import at_brussels, end_of_day
from comity.core.uses import Use
from comity.kernel import register
from comity.menu import queries as menu
from comity.programmes.models import ChosenActivity, Goal, GoalCarried, Programme, Progress
from comity.programmes.rules.goals import Choice, GoalState

BEGINS, ENDS = "programmes.approve", ("programmes.reopen", "programmes.close", "programmes.withdraw")
PLANNED = (Choice.PROPOSED, Choice.AGREED)


@dataclass(frozen=True, slots=True)
class InForce:
    """A programme that was in force on a day, and the version that was."""

    programme: Programme
    version: int


@dataclass(frozen=True, slots=True)
class GoalOn:
    """A goal that a programme in force carried on a day. What the reader may not know is None.

    Units: per cent.
    """

    programme: Programme
    goal: Goal
    percent: int | None
    is_reached: bool


@dataclass(frozen=True, slots=True)
class PlannedOn:
    """An activity that a programme in force planned, with what the menu says of it; dates are None if it is unseen."""

    chosen: ChosenActivity
    programme: Programme
    title_en: str = ""
    title_fr: str = ""
    areas: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    start_on: date | None = None
    end_on: date | None = None
    held_at: datetime | None = None

    @property
    def code(self) -> str:
        """This will give the activity's code."""
        return self.chosen.activity_code

    def is_held(self, day: date) -> bool:
        """This will tell whether it had been held by the end of a day."""
        return self.held_at is not None and self.held_at < end_of_day(day)

    def title_in(self, locale: str) -> str:
        """This will give the title in a language, or in the other if it has only one, or the code."""
        found = (self.title_fr or self.title_en) if locale == "fr" else (self.title_en or self.title_fr)
        return found or self.code


def in_force_on(day: date, *, party: str = "") -> list[InForce]:
    """This will list the programmes that were in force at the end of a day, by partner. Two queries.

    What the register tells the reader counts; where it tells nothing, the dates of the programme do.
    """
    until = end_of_day(day)
    found = Programme.objects.filter(approved_version__isnull=False).select_related("party")
    if party:
        found = found.filter(party_code=party)
    rows = list(found.order_by("party_code", "first_year", "pk"))
    last = register.latest((BEGINS, *ENDS), [row.subject for row in rows], until)
    running = []
    for row in rows:
        entry = last.get(row.subject)
        if entry is not None:
            begun, version = entry.verb == BEGINS, entry.details.get("version") or row.approved_version
        else:
            begun = row.in_force_on is not None and row.in_force_on <= day
            begun = begun and (row.ended_at is None or row.ended_at >= until)
            version = row.approved_version
        if begun and version is not None:
            running.append(InForce(row, int(version)))
    return running


def run_between(since: date, until: date) -> dict[str, list[Use]]:
    """This will list the programmes that were in force between two days, by type. One query."""
    begun = Programme.objects.filter(approved_version__isnull=False, in_force_on__lte=until)
    found = begun.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=at_brussels(since, 0)))
    uses: dict[str, list[Use]] = {}
    for row in found.order_by("party_code", "type"):
        is_open = row.ended_at is None or row.ended_at >= end_of_day(until)
        uses.setdefault(row.type, []).append(Use(row.subject, frozenset({row.party_code}), is_open))
    return uses


def goals_on(running: Sequence[InForce], day: date, *, today: date) -> list[GoalOn]:
    """This will list the goals that programmes in force carried, with how far they had come. Two queries at most.

    Today's progress stands with the goal. Of an earlier day only what was recorded until then counts; where nothing
    that the reader may see was recorded although the goal has moved since, nothing is known.
    """
    carried = {}
    for one in _latest(GoalCarried, running, "goal_id").select_related("goal"):
        if one.is_carried:
            carried[one.programme_id, one.goal_id] = one.goal
    programmes = {one.programme.pk: one.programme for one in running}
    found = [(programmes[programme], goal) for (programme, _), goal in carried.items()]
    if day >= today:
        return [GoalOn(programme, goal, goal.percent, _is_reached(goal)) for programme, goal in found]
    recorded: dict[int, list[Progress]] = {}
    for step in Progress.objects.filter(goal_id__in={goal.pk for _, goal in found}).order_by("at", "pk"):
        recorded.setdefault(step.goal_id, []).append(step)
    return [_goal_on(programme, goal, recorded.get(goal.pk, []), day) for programme, goal in found]


def _is_reached(goal: Goal) -> bool:
    return goal.state == GoalState.REACHED


def _goal_on(programme: Programme, goal: Goal, steps: list[Progress], day: date) -> GoalOn:
    before = [step for step in steps if step.at < end_of_day(day)]
    if not steps:
        return GoalOn(programme, goal, None if goal.percent else 0, is_reached=False)
    percent = before[-1].percent if before else 0
    return GoalOn(programme, goal, percent, is_reached=_is_reached(goal) and len(before) == len(steps))


def planned_on(running: Sequence[InForce]) -> list[PlannedOn]:
    """This will list the activities that programmes in force planned, the earliest first. Two queries."""
    chosen = [one for one in _latest(ChosenActivity, running, "activity_id") if one.choice in PLANNED]
    known = menu.outlines({one.activity_code for one in chosen})
    programmes = {one.programme.pk: one.programme for one in running}
    found = []
    for one in chosen:
        row = known.get(one.activity_code)
        if row is None:
            found.append(PlannedOn(one, programmes[one.programme_id]))
            continue
        found.append(
            PlannedOn(
                one,
                programmes[one.programme_id],
                title_en=row.title_en,
                title_fr=row.title_fr,
                areas=tuple(row.areas),
                objectives=tuple(row.objectives),
                start_on=row.start_on,
                end_on=row.end_on or row.start_on,
                held_at=row.held_at,
            )
        )
    return sorted(found, key=lambda one: (one.start_on or date.max, one.code))


def _latest(model: type[GoalCarried | ChosenActivity], running: Sequence[InForce], what: str) -> QuerySet[Any]:
    """This will select the last word on each goal or activity in the versions that were in force."""
    wanted = Q(pk__isnull=True)
    for one in running:
        wanted |= Q(programme_id=one.programme.pk, version__lte=one.version)
    found = model._default_manager.filter(wanted)  # noqa: SLF001 - Django's public name for it
    return found.order_by("programme_id", what, "-version").distinct("programme_id", what)
