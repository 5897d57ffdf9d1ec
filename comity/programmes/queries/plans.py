"""The actions of a programme as a reader sees them; how goals and actions stand; help of Allies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel import sight
from comity.kernel.action import Gone
from comity.policy import pack
from comity.programmes.models import ActionReport, Goal, Help, Mark, PlannedAction, Programme, Section
from comity.programmes.queries.facts import facts_of, is_carried, seen_version
from comity.programmes.queries.goals import PlanChange, goals, progress
from comity.programmes.rules import plans
from comity.programmes.rules.life import RUNNING, State
from comity.programmes.rules.plans import ActionState


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as it stands now. `state` is that of the latest report."""

    row: PlannedAction
    state: ActionState
    note: str
    reported_at: datetime | None
    side: str
    help: tuple[Help, ...]
    is_late: bool
    went_on: Programme | None = None

    @property
    def number(self) -> int:
        """This will give the number of the action."""
        return self.row.number


@dataclass(frozen=True, slots=True)
class Former:
    """The plan before, its actions as they stand, and the numbers of those that came along already."""

    programme: Programme | None
    lines: tuple[ActionLine, ...] = ()
    carried: frozenset[int] = frozenset()

    @property
    def left(self) -> tuple[ActionLine, ...]:
        """This will give what is unfinished and has not come along yet."""
        return tuple(line for line in self.lines if plans.is_unfinished(line.state) and line.number not in self.carried)


@dataclass(frozen=True, slots=True)
class Count:
    """How many actions there are, and how many are done, late or given up."""

    total: int = 0
    done: int = 0
    late: int = 0
    given_up: int = 0

    @property
    def percent(self) -> int | None:
        """This will tell how much is done, in whole per cent of what was not given up."""
        left = self.total - self.given_up
        return round(100 * self.done / left) if left else None


@dataclass(frozen=True, slots=True)
class GoalStatus:
    """A goal in a report: how far both it and its actions are, and what was last said of it."""

    goal: Goal
    place: int
    count: Count
    last: Any = None


def planned_actions(programme: Programme, *, version: int | None = None) -> list[PlannedAction]:
    """This will list the actions of a programme in a version; what was taken out is left out. One query."""
    found = PlannedAction.objects.filter(programme=programme)
    if version is not None:
        found = found.filter(version__lte=version)
    latest = found.order_by("number", "-version").distinct("number").select_related("goal", "former__programme")
    return [one for one in latest if not one.is_dropped]


def plan_before(programme: Programme) -> Programme | None:
    """This will find the plan of the same type that a partner had in force before this one."""
    had = [*RUNNING, State.CLOSED]
    found = Programme.objects.filter(party_id=programme.party_id, type=programme.type, state__in=had)
    earlier = found.filter(first_year__lt=programme.first_year, approved_version__isnull=False)
    return earlier.order_by("-first_year").first()


def former(programme: Programme, today: date, *, version: int) -> Former:
    """This will find the plan before with its actions, and which of them a version has already. Six queries."""
    before = plan_before(programme)
    if before is None:
        return Former(None)
    lines = action_lines(before, today, version=before.approved_version)
    carried = {one.former.number for one in planned_actions(programme, version=version) if one.former}
    return Former(before, tuple(lines), frozenset(carried))


def _went_on(programme: Programme) -> dict[int, Programme]:
    """This will tell which actions run on in a later plan that is or was in force: there they count from then on."""
    found = PlannedAction.objects.filter(
        former__programme=programme,
        programme__state__in=[*RUNNING, State.CLOSED],
        version__lte=F("programme__approved_version"),
    )
    latest = found.order_by("programme_id", "number", "-version").distinct("programme_id", "number")
    rows = latest.select_related("former", "programme__party")
    return {row.former.number: row.programme for row in rows if row.former and not row.is_dropped}


def action_changes(programme: Programme, old: int, new: int) -> tuple[PlanChange, ...]:
    """This will tell which actions came in, went out or were written anew between two versions. Two queries."""
    before = {one.number: one for one in planned_actions(programme, version=old)}
    after = {one.number: one for one in planned_actions(programme, version=new)}
    found = []
    for number in sorted({*before, *after}):
        was, now = before.get(number), after.get(number)
        row = now or was
        if row is None or (was is not None and now is not None and _words(was) == _words(now)):
            continue
        found.append(
            PlanChange(
                goal=row.goal.title,
                code=f"A{number}",
                title_en=row.title,
                title_fr=row.title,
                was="in" if was else "",
                now="in" if now else "",
                is_action=True,
            )
        )
    return tuple(found)


def _words(row: PlannedAction) -> tuple[object, ...]:
    return row.goal_id, row.chapter, row.title, row.due_on, row.lead


def action_lines(programme: Programme, today: date, *, version: int | None = None) -> list[ActionLine]:
    """This will list the actions with how far they are and who helps. Four queries, however many they are."""
    rows = planned_actions(programme, version=version)
    latest = {
        one.number: one
        for one in ActionReport.objects.filter(programme=programme).order_by("number", "-pk").distinct("number")
    }
    helping: dict[int, list[Help]] = {}
    for one in programme.help.exclude(state=plans.HelpState.ENDED).select_related("ally"):
        helping.setdefault(one.number, []).append(one)
    went_on = _went_on(programme)
    return [
        _line(row, latest.get(row.number), helping.get(row.number, ()), today, went_on.get(row.number)) for row in rows
    ]


def _line(
    row: PlannedAction, last: ActionReport | None, helping: Iterable[Help], today: date, went_on: Programme | None
) -> ActionLine:
    state = ActionState(last.state) if last else ActionState.PLANNED
    return ActionLine(
        row=row,
        state=state,
        note=last.note if last else "",
        reported_at=last.at if last else None,
        side=last.side if last else "",
        help=tuple(helping),
        is_late=went_on is None and plans.is_late(state, row.due_on, today),
        went_on=went_on,
    )


def action(programme: Programme, number: int, today: date, *, version: int) -> ActionLine | None:
    """This will find one action with how far it is. Four queries."""
    found = (
        PlannedAction.objects.filter(programme=programme, number=number, version__lte=version)
        .select_related("goal", "former__programme__party")
        .order_by("-version")
        .first()
    )
    if found is None or found.is_dropped:
        return None
    last = action_reports(programme, number)
    went_on = _went_on(programme).get(number)
    return _line(found, last[0] if last else None, help_with(programme, number), today, went_on)


def action_reports(programme: Programme, number: int) -> list[ActionReport]:
    """This will list what was reported of an action, the latest first."""
    return list(ActionReport.objects.filter(programme=programme, number=number))


def help_with(programme: Programme, number: int) -> list[Help]:
    """This will list all help with an action, that which ended included."""
    return list(programme.help.filter(number=number).select_related("ally"))


def help_of(programme: Programme, pk: int) -> Help | None:
    """This will find an Ally's help by its number."""
    return programme.help.filter(pk=pk).select_related("ally").first()


def counted(lines: Iterable[ActionLine]) -> Count:
    """This will count actions; those that run on in a later plan count there alone (W-147)."""
    found = [one for one in lines if one.went_on is None]
    return Count(
        total=len(found),
        done=sum(one.state is ActionState.DONE for one in found),
        late=sum(one.is_late for one in found),
        given_up=sum(one.state is ActionState.GIVEN_UP for one in found),
    )


def status(programme: Programme, today: date, *, version: int) -> list[GoalStatus]:
    """This will tell how each goal stands, from what was recorded of it and of its actions. Six queries."""
    lines = action_lines(programme, today, version=version)
    carried = goals(programme, version=version)
    said = progress(one.goal_id for one in carried)
    return [
        GoalStatus(
            goal=one.goal,
            place=place,
            count=counted(line for line in lines if line.row.goal_id == one.goal_id),
            last=next(iter(said.get(one.goal_id, ())), None),
        )
        for place, one in enumerate(carried, start=1)
    ]


def documents_of(goal: Goal) -> list[Programme]:
    """This will list the programmes that carry or carried a goal, as far as the reader may see them. One query."""
    return list(
        Programme.objects.filter(goals__goal=goal).select_related("party").distinct().order_by("-first_year", "type")
    )


def marks_of(goal: Goal) -> list[Any]:
    """This will list what assessments found of a goal, the latest first, as far as the reader may see them."""
    return list(Mark.objects.filter(goal=goal).select_related("assessment__programme").order_by("-pk"))


# -- what the rules are shown ------------------------------------------------------------------------------------------


def facts_of_planning(
    row: Programme,
    actor: Actor,
    now: datetime,
    *,
    planned: tuple[plans.Planned, ...] = (),
    number: int = 0,
    due: tuple[date, ...] = (),
    **_: object,
) -> plans.PlanFacts:
    """This will show the rules what is to be planned. Goals and chapters that are not of the programme are not there.

    Raises: Gone if a goal, a chapter or the action that is to change is not in the programme as the writer sees it.
    """
    seen = seen_version(row, actor)
    known = set(Section.objects.filter(programme=row).values_list("code", flat=True))
    for wanted in {one.goal for one in planned}:
        sight.one_seen_by(actor, Goal.objects.filter(party_id=row.party_id, number=wanted), f"goal {wanted}")
        if not is_carried(row, wanted, seen):
            raise Gone(f"{row.subject}, goal {wanted}")
    if missing := {one.chapter for one in planned} - known:
        raise Gone(f"{row.subject}, chapter {min(missing)}")
    if number:
        _numbers(row, actor, (number,))
    return plans.PlanFacts(
        programme=facts_of(row, actor, now),
        has_actions=pack(row.pack).programme_type(row.type).has_actions,
        period=(row.first_year, row.last_year),
        due=(*(one.due_on for one in planned), *due),
    )


def facts_of_carrying(
    row: Programme,
    actor: Actor,
    now: datetime,
    *,
    numbers: tuple[int, ...] = (),
    due_on: date | None = None,
    **_: object,
) -> plans.CarryFacts:
    """This will show the rules what of the plan before is to be carried over, and what of it cannot be."""
    found = former(row, brussels_day(now), version=seen_version(row, actor))
    if found.programme is not None:
        _numbers(found.programme, actor, numbers)
    elif numbers:
        raise Gone(f"{row.subject}, plan before")
    named = [one for one in found.lines if one.number in numbers]
    return plans.CarryFacts(
        plan=facts_of_planning(row, actor, now, due=(due_on,) if due_on else ()),
        has_left=bool(found.left),
        carried=tuple(one.number for one in named if one.number in found.carried),
        finished=tuple(one.number for one in named if not plans.is_unfinished(one.state)),
    )


def facts_of_action(row: Programme, actor: Actor, now: datetime, *, number: int, **_: object) -> Any:
    """This will show the rules a programme of which an action is named."""
    _numbers(row, actor, (number,))
    return facts_of(row, actor, now)


def facts_of_reporting(row: Programme, actor: Actor, now: datetime, *, numbers: tuple[int, ...], **_: object) -> Any:
    """This will show the rules a programme of which actions are named."""
    _numbers(row, actor, numbers)
    return facts_of(row, actor, now)


def _numbers(row: Programme, actor: Actor, numbers: tuple[int, ...]) -> None:
    seen = seen_version(row, actor)
    found = sight.seen_by(actor, PlannedAction.objects.filter(programme=row, number__in=numbers, version__lte=seen))
    latest = {one.number for one in found.order_by("number", "-version").distinct("number") if not one.is_dropped}
    if missing := set(numbers) - latest:
        raise Gone(f"{row.subject}, action {min(missing)}")


def facts_of_offer(row: Programme, actor: Actor, now: datetime, *, number: int, **_: object) -> plans.HelpFacts:
    """This will show the rules with which action an Ally wants to help, and whether it does already."""
    _numbers(row, actor, (number,))
    mine = row.help.filter(number=number, ally__code=actor.party or "").exclude(state=plans.HelpState.ENDED)
    return plans.HelpFacts(facts_of(row, actor, now), number, ally=actor.party or "", has_open=mine.exists())


def facts_of_help(row: Programme, actor: Actor, now: datetime, *, help: int, **_: object) -> plans.HelpFacts:  # noqa: A002
    """This will show the rules an Ally's help."""
    found = sight.one_seen_by(actor, row.help.filter(pk=help), f"{row.subject}, help {help}")
    return plans.HelpFacts(
        facts_of(row, actor, now), found.number, state=plans.HelpState(found.state), ally=found.ally_id
    )
