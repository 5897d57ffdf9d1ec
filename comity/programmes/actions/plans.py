"""Actions of a programme: planned, changed, taken out, reported; and the help of single Allies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from comity.core import audience
from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.parties import queries as parties
from comity.programmes import queries
from comity.programmes.actions.goals import carry_goals
from comity.programmes.actions.sharing import open_version
from comity.programmes.events import (
    ActionChanged,
    ActionDropped,
    ActionsCarried,
    ActionsPlanned,
    ActionsReported,
    HelpAccepted,
    HelpEnded,
    HelpOffered,
)
from comity.programmes.models import ActionReport, Goal, Help, PlannedAction, Programme
from comity.programmes.rules import plans as rules
from comity.programmes.rules.life import side_of


def _filed(programme: Programme, event: object) -> tuple[str, Iterable[str]]:
    """This will keep the entry within the walls of the side that is at work."""
    return programme.subject, programme.working


def _goals(programme: Programme) -> dict[int, Goal]:
    return {goal.number: goal for goal in Goal.objects.filter(party_id=programme.party_id)}


@action(may=rules.may_plan, facts=queries.facts_of_planning, filed=_filed)
def plan_actions(
    programme: Programme, actor: Actor, now: datetime, *, planned: tuple[rules.Planned, ...]
) -> ActionsPlanned:
    """This will put actions into the version at work, one or many (W-147)."""
    open_version(programme, now)
    last = PlannedAction.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    known = _goals(programme)
    PlannedAction.objects.bulk_create(
        _row(programme, last + place, one, known[one.goal]) for place, one in enumerate(planned, start=1)
    )
    numbers = tuple(range(last + 1, last + 1 + len(planned)))
    return ActionsPlanned(programme.code, programme.party_code, programme.version, numbers)


@action(
    may=rules.may_carry_actions,
    facts=queries.facts_of_carrying,
    constraints={"programmes_action_carried_once": "programmes.action_carried"},
    filed=_filed,
)
def carry_actions(
    programme: Programme, actor: Actor, now: datetime, *, numbers: tuple[int, ...], due_on: date
) -> ActionsCarried:
    """This will take unfinished actions of the plan before into the version at work, with their goals (W-147)."""
    open_version(programme, now)
    former = queries.former(programme, brussels_day(now), version=programme.version)
    chosen = [line.row for line in former.left if line.number in numbers]
    carry_goals(programme, {row.goal for row in chosen})
    chapters = list(programme.sections.order_by("number").values_list("code", flat=True))
    last = PlannedAction.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    PlannedAction.objects.bulk_create(
        PlannedAction(
            programme=programme,
            number=last + place,
            version=programme.version,
            goal=row.goal,
            chapter=row.chapter if row.chapter in chapters else chapters[0],
            title=row.title,
            due_on=due_on,
            lead=row.lead,
            former=row,
            audience=programme.working,
        )
        for place, row in enumerate(chosen, start=1)
    )
    new = tuple(range(last + 1, last + 1 + len(chosen)))
    return ActionsCarried(
        programme.code, programme.party_code, programme.version, former.programme.code if former.programme else "", new
    )


def _row(programme: Programme, number: int, one: rules.Planned, goal: Goal) -> PlannedAction:
    return PlannedAction(
        programme=programme,
        number=number,
        version=programme.version,
        goal=goal,
        chapter=one.chapter,
        title=one.title.strip(),
        due_on=one.due_on,
        lead=one.lead.strip(),
        audience=programme.working,
    )


def _write(programme: Programme, number: int, **values: Any) -> None:
    """This will give an action other values in the version at work, from those that it had."""
    was = queries.planned_actions(programme, version=programme.version)
    row = next(one for one in was if one.number == number)
    kept = {name: getattr(row, name) for name in ("goal_id", "chapter", "title", "due_on", "lead", "former_id")}
    PlannedAction.objects.update_or_create(
        programme=programme,
        number=number,
        version=programme.version,
        defaults={**kept, "audience": programme.working, **values},
    )


@action(may=rules.may_plan, facts=queries.facts_of_planning, filed=_filed)
def change_action(
    programme: Programme, actor: Actor, now: datetime, *, number: int, planned: tuple[rules.Planned, ...]
) -> ActionChanged:
    """This will write an action anew in the version at work; its number and reports stay."""
    open_version(programme, now)
    (one,) = planned
    goal = _goals(programme)[one.goal]
    values = {"title": one.title.strip(), "due_on": one.due_on, "lead": one.lead.strip(), "chapter": one.chapter}
    _write(programme, number, goal_id=goal.pk, **values)
    return ActionChanged(programme.code, programme.party_code, programme.version, number)


@action(may=rules.may_drop_action, facts=queries.facts_of_action, filed=_filed)
def drop_action(programme: Programme, actor: Actor, now: datetime, *, number: int) -> ActionDropped:
    """This will take an action out of the version at work; its number stays empty."""
    open_version(programme, now)
    _write(programme, number, is_dropped=True)
    return ActionDropped(programme.code, programme.party_code, programme.version, number)


@action(may=rules.may_report, facts=queries.facts_of_reporting)
def report_actions(
    programme: Programme,
    actor: Actor,
    now: datetime,
    *,
    numbers: tuple[int, ...],
    state: rules.ActionState,
    note: str = "",
) -> ActionsReported:
    """This will say how far actions are, for one or many at once; what was said before stays on record (W-148)."""
    side = side_of(actor, programme.party_code) or Side.STAFF
    ActionReport.objects.bulk_create(
        ActionReport(
            programme=programme,
            number=number,
            state=state,
            note=note.strip(),
            side=side,
            person_id=actor.person_id or 0,
            at=now,
            audience=programme.audience,
        )
        for number in numbers
    )
    return ActionsReported(programme.code, programme.party_code, side, numbers, state)


@action(
    may=rules.may_offer_help,
    facts=queries.facts_of_offer,
    constraints={"programmes_help_once": "programmes.help_offered"},
)
def offer_help(programme: Programme, actor: Actor, now: datetime, *, number: int, text: str) -> HelpOffered:
    """This will offer an Ally's help with an action; Allies, the staff and the partner see it (W-149)."""
    row = Help.objects.create(
        programme=programme,
        number=number,
        ally_id=actor.party or "",
        text=text.strip(),
        offered_at=now,
        audience=parties.resolve_audience([*programme.both_sides, audience.ALLIES], now),
    )
    return HelpOffered(programme.code, programme.party_code, number, row.pk, row.ally_id)


@action(may=rules.may_accept_help, facts=queries.facts_of_help)
def accept_help(programme: Programme, actor: Actor, now: datetime, *, help: int) -> HelpAccepted:  # noqa: A002
    """This will accept an Ally's help for the partner."""
    row = programme.help.get(pk=help)
    row.state, row.accepted_at = rules.HELP.target("accept", rules.HelpState(row.state)), now
    row.save(update_fields=["state", "accepted_at"])
    return HelpAccepted(programme.code, programme.party_code, row.number, row.ally_id)


@action(may=rules.may_end_help, facts=queries.facts_of_help)
def end_help(programme: Programme, actor: Actor, now: datetime, *, help: int) -> HelpEnded:  # noqa: A002
    """This will end an Ally's help; it stays on record."""
    row = programme.help.get(pk=help)
    row.state, row.ended_at = rules.HELP.target("end", rules.HelpState(row.state)), now
    row.save(update_fields=["state", "ended_at"])
    return HelpEnded(programme.code, programme.party_code, row.number, row.ally_id)
