"""Goals, the activities chosen for them, and which programmes use an activity."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from comity.menu import queries as menu
from comity.programmes.models import ChosenActivity, Goal, GoalCarried, Programme, Progress
from comity.programmes.rules.goals import Choice, GoalState
from comity.programmes.rules.life import RUNNING, State

PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Use:
    """A programme that uses an activity, and how the activity stands in it."""

    programme: Programme
    choice: Choice
    goal: str


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity of a programme with what the menu says about it now; the rest is empty if it cannot be seen."""

    chosen: ChosenActivity
    title_en: str = ""
    title_fr: str = ""
    state: str = ""
    start_on: date | None = None
    end_on: date | None = None
    starts: str = ""
    ends: str = ""
    place: str = ""

    @property
    def code(self) -> str:
        """This will give the activity's code."""
        return self.chosen.activity_code

    def title_in(self, locale: str) -> str:
        """This will give the title in a language, or in the other if it has only one, or the code."""
        found = (self.title_fr or self.title_en) if locale == "fr" else (self.title_en or self.title_fr)
        return found or self.code


def goals(programme: Programme, *, version: int | None = None) -> list[GoalCarried]:
    """This will list the goals of a programme in a version, or in the latest the reader may see. One query."""
    found = GoalCarried.objects.filter(programme=programme)
    if version is not None:
        found = found.filter(version__lte=version)
    latest = found.order_by("goal_id", "-version").distinct("goal_id").select_related("goal")
    return sorted((one for one in latest if one.is_carried), key=lambda one: (one.place, one.goal.number))


def goal(party: str, number: int) -> Goal | None:
    """This will find a goal of a partner by its number."""
    return Goal.objects.filter(party_code=party, number=number).first()


def goals_of(party: str, *, state: GoalState | None = None) -> list[Goal]:
    """This will list the goals of a partner over all its programmes."""
    found = Goal.objects.filter(party_code=party)
    return list(found.filter(state=state) if state else found)


def goals_in_force(party: str) -> list[Goal]:
    """This will list the open goals that the programmes of a partner now in force carry. One query."""
    latest = (
        GoalCarried.objects.filter(
            programme__party_code=party,
            programme__state__in=RUNNING,
            version__lte=F("programme__approved_version"),
        )
        .order_by("programme_id", "goal_id", "-version")
        .distinct("programme_id", "goal_id")
        .select_related("goal")
    )
    carried = {one.goal.number: one.goal for one in latest if one.is_carried and one.goal.state == GoalState.OPEN}
    return [carried[number] for number in sorted(carried)]


def chosen_closing(party: str, *, since: date, until: date) -> list[Any]:
    """This will list what a partner's programmes have chosen and for which nominations close within some days.

    The earliest stands first. Two queries, or one where nothing is chosen.
    """
    latest = (
        ChosenActivity.objects.filter(programme__party_code=party)
        .exclude(programme__state__in=[State.CLOSED, State.WITHDRAWN])
        .order_by("programme_id", "activity_code", "-version")
        .distinct("programme_id", "activity_code")
        .values_list("activity_code", "choice")
    )
    codes = {code for code, choice in latest if choice in {Choice.PROPOSED, Choice.AGREED}}
    known = menu.activities_of(codes).values() if codes else ()
    found = [row for row in known if row.nominate_by and since <= row.nominate_by <= until and row.state == PUBLISHED]
    return sorted(found, key=lambda row: (row.nominate_by, row.code))


def reached(programmes: Collection[int]) -> dict[int, int]:
    """This will give how far the goals of programmes have come on average, in per cent, by programme. One query."""
    latest = (
        GoalCarried.objects.filter(programme_id__in=programmes)
        .order_by("programme_id", "goal_id", "-version")
        .distinct("programme_id", "goal_id")
        .values_list("programme_id", "is_carried", "goal__percent")
    )
    found: dict[int, list[int]] = {}
    for programme, is_carried, percent in latest if programmes else ():
        if is_carried:
            found.setdefault(programme, []).append(percent)
    return {programme: round(sum(percents) / len(percents)) for programme, percents in found.items()}


def progress(goal_ids: Iterable[int]) -> dict[int, list[Progress]]:
    """This will list what was recorded about goals, the latest first, by goal. One query."""
    found: dict[int, list[Progress]] = {}
    for one in Progress.objects.filter(goal_id__in=list(goal_ids)).select_related("programme"):
        found.setdefault(one.goal_id, []).append(one)
    return found


def choices(programme: Programme, *, version: int | None = None) -> list[ChosenActivity]:
    """This will list the activities of a programme in a version; those taken out again are left out. One query."""
    found = ChosenActivity.objects.filter(programme=programme)
    if version is not None:
        found = found.filter(version__lte=version)
    latest = found.order_by("activity_code", "-version").distinct("activity_code").select_related("goal")
    return [one for one in latest if one.choice != Choice.DROPPED]


def planned(programme: Programme, *, version: int | None = None) -> list[Planned]:
    """This will list the activities of a programme with their dates in the menu, the earliest first. Two queries."""
    chosen = choices(programme, version=version)
    known = menu.activities_of(one.activity_code for one in chosen)
    found: list[Planned] = []
    for one in chosen:
        row = known.get(one.activity_code)
        if row is None:
            found.append(Planned(one))
            continue
        found.append(
            Planned(
                one,
                title_en=row.title_en,
                title_fr=row.title_fr,
                state=row.state,
                start_on=row.start_on,
                end_on=row.end_on or row.start_on,
                starts=row.starts,
                ends=row.ends,
                place=row.place_city,
            )
        )
    return sorted(found, key=lambda one: (one.start_on or date.max, one.code))


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What one version plans otherwise than another: a goal (without a code), an activity or an action for one.

    `was` and `now` are empty where it is not in the plan.
    """

    goal: str
    code: str = ""
    title_en: str = ""
    title_fr: str = ""
    was: str = ""
    now: str = ""
    is_action: bool = False

    def title_in(self, locale: str) -> str:
        """This will give the activity's title in a language, or in the other if it has only one, or its code."""
        found = (self.title_fr or self.title_en) if locale == "fr" else (self.title_en or self.title_fr)
        return found or self.code


def plan_changes(programme: Programme, old: int, new: int) -> tuple[PlanChange, ...]:
    """This will tell which goals and activities came in, went out or were turned down between two versions.

    Five queries. That both sides have agreed what was proposed is no change: it goes with the text.
    """
    goals_before = {one.goal_id: one.goal for one in goals(programme, version=old)}
    goals_after = {one.goal_id: one.goal for one in goals(programme, version=new)}
    found = [PlanChange(goal.title, now="in") for pk, goal in goals_after.items() if pk not in goals_before]
    found += [PlanChange(goal.title, was="in") for pk, goal in goals_before.items() if pk not in goals_after]
    before = {one.activity_code: one for one in choices(programme, version=old)}
    after = {one.activity_code: one for one in choices(programme, version=new)}
    changed = [code for code in sorted({*before, *after}) if _place(before.get(code)) != _place(after.get(code))]
    known = menu.activities_of(changed)
    for code in changed:
        row = known.get(code)
        chosen = after.get(code) or before[code]
        found.append(
            PlanChange(
                goal=chosen.goal.title,
                code=code,
                title_en=row.title_en if row else "",
                title_fr=row.title_fr if row else "",
                was=_place(before.get(code))[1],
                now=_place(after.get(code))[1],
            )
        )
    return tuple(found)


def _place(chosen: ChosenActivity | None) -> tuple[int, str]:
    """This will say under which goal an activity stands, and whether it was turned down."""
    if chosen is None:
        return 0, ""
    return chosen.goal_id, "refused" if chosen.choice == Choice.REFUSED else "in"


def programmes_using(activity: str) -> list[Use]:
    """This will list the programmes that use an activity now, as far as the reader may see them. One query."""
    latest = (
        ChosenActivity.objects.filter(activity_code=activity)
        .exclude(programme__state__in=[State.CLOSED, State.WITHDRAWN])
        .order_by("programme_id", "-version")
        .distinct("programme_id")
        .select_related("programme", "goal")
    )
    return [Use(one.programme, Choice(one.choice), one.goal.title) for one in latest if one.choice != Choice.DROPPED]
