"""Goals and activities of a programme, and how far goals have come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from comity.core.actor import Actor, Side
from comity.kernel.action import action
from comity.menu import queries as menu
from comity.programmes import queries
from comity.programmes.actions.sharing import open_version
from comity.programmes.events import (
    ActivityChosen,
    ActivityDropped,
    ActivityTurnedDown,
    GoalAdded,
    GoalDropped,
    GoalProgressed,
)
from comity.programmes.events import GoalCarried as GoalIsCarried
from comity.programmes.models import ChosenActivity, Goal, GoalCarried, Programme, Progress
from comity.programmes.rules import goals as rules
from comity.programmes.rules.life import side_of


def _filed(programme: Programme, event: object) -> tuple[str, Iterable[str]]:
    """This will keep the entry within the walls of the side that is at work."""
    return programme.subject, programme.working


def _carry(programme: Programme, goal: Goal, *, is_carried: bool = True) -> None:
    """This will note in the version at work that a goal is carried, or no longer."""
    last = GoalCarried.objects.filter(programme=programme).aggregate(last=Max("place"))["last"] or 0
    earlier = GoalCarried.objects.filter(programme=programme, goal=goal).order_by("version").first()
    GoalCarried.objects.update_or_create(
        programme=programme,
        goal=goal,
        version=programme.version,
        defaults={
            "place": earlier.place if earlier else last + 1,
            "is_carried": is_carried,
            "audience": programme.working,
        },
    )


def carry_goals(programme: Programme, goals: Iterable[Goal]) -> None:
    """This will note in the version at work that goals are carried, those left out that it carries already."""
    there = {one.goal_id for one in queries.goals(programme, version=programme.version)}
    for goal in sorted(goals, key=lambda one: one.number):
        if goal.pk not in there:
            _carry(programme, goal)


@action(may=rules.may_add_goal, facts=queries.facts_of_new_goal, filed=_filed)
def add_goal(
    programme: Programme,
    actor: Actor,
    now: datetime,
    *,
    title: str,
    areas: tuple[str, ...],
    ways: str = "",
    measure: str = "",
    objectives: tuple[str, ...] = (),
) -> GoalAdded:
    """This will give the partner a new goal and let the programme carry it."""
    open_version(programme, now)
    last = Goal.objects.filter(party_id=programme.party_id).aggregate(last=Max("number"))["last"] or 0
    goal = Goal.objects.create(
        party_id=programme.party_id,
        party_code=programme.party_code,
        number=last + 1,
        title=title.strip(),
        ways=ways.strip(),
        measure=measure.strip(),
        areas=list(areas),
        objectives=list(objectives),
        language=programme.language,
        begun_at=now,
        audience=programme.working,
    )
    _carry(programme, goal)
    return GoalAdded(programme.code, goal.code, tuple(areas))


@action(may=rules.may_carry_goal, facts=queries.facts_of_goal, filed=_filed)
def carry_goal(programme: Programme, actor: Actor, now: datetime, *, goal: int) -> GoalIsCarried:
    """This will let the programme carry a goal that the partner already has."""
    open_version(programme, now)
    row = Goal.objects.get(party_id=programme.party_id, number=goal)
    _carry(programme, row)
    return GoalIsCarried(programme.code, row.code)


@action(may=rules.may_drop_goal, facts=queries.facts_of_goal, filed=_filed)
def drop_goal(programme: Programme, actor: Actor, now: datetime, *, goal: int) -> GoalDropped:
    """This will leave a goal out of the programme, with its activities; the goal itself stays with the partner."""
    open_version(programme, now)
    row = Goal.objects.get(party_id=programme.party_id, number=goal)
    for choice in queries.choices(programme, version=programme.version):
        if choice.goal_id == row.pk:
            _set(programme, choice, rules.Choice.DROPPED, now)
    _carry(programme, row, is_carried=False)
    return GoalDropped(programme.code, row.code)


def _set(programme: Programme, was: ChosenActivity, choice: rules.Choice, now: datetime, *, reason: str = "") -> None:
    """This will note in the version at work how an activity stands."""
    ChosenActivity.objects.update_or_create(
        programme=programme,
        activity_id=was.activity_id,
        version=programme.version,
        defaults={
            "activity_code": was.activity_code,
            "goal_id": was.goal_id,
            "choice": choice,
            "proposed_by": was.proposed_by,
            "reason": reason,
            "at": now,
            "audience": programme.working,
        },
    )


def _chosen(programme: Programme, activity: str) -> ChosenActivity:
    found = {one.activity_code: one for one in queries.choices(programme, version=programme.version)}
    return found[activity]


@action(may=rules.may_choose, facts=queries.facts_of_choice, filed=_filed)
def choose_activity(programme: Programme, actor: Actor, now: datetime, *, activity: str, goal: int) -> ActivityChosen:
    """This will propose an activity of the menu for a goal of the programme (W-25)."""
    open_version(programme, now)
    found = menu.activities_of([activity])[activity]
    row = Goal.objects.get(party_id=programme.party_id, number=goal)
    side = side_of(actor, programme.party_code) or Side.STAFF
    wanted = ChosenActivity(activity_id=found.pk, activity_code=found.code, goal_id=row.pk, proposed_by=side)
    _set(programme, wanted, rules.Choice.PROPOSED, now)
    return ActivityChosen(programme.code, found.code, row.code)


@action(may=rules.may_drop, facts=queries.facts_of_choice, filed=_filed)
def drop_activity(programme: Programme, actor: Actor, now: datetime, *, activity: str) -> ActivityDropped:
    """This will take an activity out of the programme."""
    open_version(programme, now)
    _set(programme, _chosen(programme, activity), rules.Choice.DROPPED, now)
    return ActivityDropped(programme.code, activity)


@action(may=rules.may_turn_down, facts=queries.facts_of_choice, filed=_filed)
def turn_down_activity(
    programme: Programme, actor: Actor, now: datetime, *, activity: str, reason: str
) -> ActivityTurnedDown:
    """This will refuse an activity that the other side proposed; it stays on view with the reason."""
    open_version(programme, now)
    _set(programme, _chosen(programme, activity), rules.Choice.REFUSED, now, reason=reason.strip())
    return ActivityTurnedDown(programme.code, activity, reason.strip())


@action(may=rules.may_record_progress, facts=queries.facts_of_progress)
def record_progress(
    goal: Goal,
    actor: Actor,
    now: datetime,
    *,
    percent: int,
    note: str = "",
    state: rules.GoalState = rules.GoalState.OPEN,
) -> GoalProgressed:
    """This will record how far a goal has come, as one side sees it."""
    known = queries.facts_of_progress(goal, actor, now).programme
    programme = Programme.objects.get(code=known.programme, state=known.state)
    Progress.objects.create(
        goal=goal,
        programme=programme,
        side=side_of(actor, goal.party_code) or Side.STAFF,
        person_id=actor.person_id or 0,
        at=now,
        percent=percent,
        note=note.strip(),
        audience=programme.both_sides,
    )
    goal.percent, goal.state = percent, state
    goal.save(update_fields=["percent", "state"])
    return GoalProgressed(goal.code, goal.party_code, programme.code, percent, state)
