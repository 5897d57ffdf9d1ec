"""What waits on somebody because of the menu."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from comity.core.actor import Actor, Role
from comity.core.calendar import at_brussels, brussels_day, end_of_day
from comity.core.tasks import Task
from comity.kernel.rows import Columns
from comity.menu import rules
from comity.menu.models import Activity
from comity.menu.rules.verbs import PROVIDING

MOST = 20
OFFICE_HOUR = 9
_STATES = (rules.State.OFFERED, rules.State.SCREENED, rules.State.AGREED, rules.State.HELD)
_COLUMNS = ("code", "state", "title_en", "title_fr", "start_on", "end_on", "offered_at", "held_at", "party_id")


def _on_hand(found: QuerySet[Activity]) -> QuerySet[Activity, tuple[Any, ...]]:
    """This will select activities with which somebody has something to do, the earliest first."""
    states = [state.value for state in _STATES]
    rows = found.filter(state__in=states).order_by("start_on", "code").values_list(*_COLUMNS)
    return rows[: MOST * len(states)]


_EVERY = Columns(lambda: _on_hand(Activity.objects.all()))
_OWN = Columns(lambda party: _on_hand(Activity.objects.filter(party_id=party)), str)


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list what the actor has to do on the menu, and what of its own offers waits on others. One query."""
    screens = actor.has(Role.MENU_MANAGER, Role.DESK_OFFICER)
    provides = actor.party is not None and actor.has(*PROVIDING)
    if not (screens or provides):
        return []
    rows = _EVERY.rows() if screens else _OWN.rows(str(actor.party))
    tasks = [_task(actor, now, screens=screens, row=row) for row in rows]
    return [task for task in tasks if task is not None]


def _task(actor: Actor, now: datetime, *, screens: bool, row: tuple[object, ...]) -> Task | None:
    code, state, title_en, title_fr, start_on, _end_on, offered_at, held_at, party = row
    title = str(title_fr or title_en) if actor.locale == "fr" else str(title_en or title_fr)
    own = party == actor.party
    start = start_on if isinstance(start_on, date) else None
    due = end_of_day(start - timedelta(weeks=8)) if start else None
    since = offered_at if isinstance(offered_at, datetime) else None
    match state:
        case rules.State.OFFERED if screens:
            return Task("menu.screen", str(code), title, due_at=due, since_at=since, ground="W-11")
        case rules.State.AGREED if screens:
            return Task("menu.publish", str(code), title, due_at=due, since_at=since, ground="W-11")
        case rules.State.HELD if own and isinstance(held_at, datetime):
            report_by = at_brussels(brussels_day(held_at) + timedelta(days=30), OFFICE_HOUR)
            return Task("menu.report", str(code), title, due_at=report_by, since_at=held_at, ground="P§15")
        case rules.State.SCREENED if screens:
            return Task(
                "menu.agreement", str(code), title, due_at=due, since_at=since, ground="W-11", waiting_on="council"
            )
        case rules.State.OFFERED | rules.State.SCREENED | rules.State.AGREED if own:
            return Task("menu.offer", str(code), title, since_at=since, ground="W-11", waiting_on="IS")
        case _:
            return None
