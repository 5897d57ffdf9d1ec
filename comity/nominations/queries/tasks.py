"""What waits on somebody because of nominations, and what is due for the clock."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor, Role
from comity.core.tasks import Task
from comity.menu import rules as menu_rules
from comity.nominations import rules
from comity.nominations.models import Nomination

MOST = 20
_COLUMNS = ("code", "number", "state", "expires_at", "submitted_at", "activity__title_en", "activity__title_fr")


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list seats that the actor has to take and names that they have to receive. One query."""
    nominates = actor.party is not None and actor.has(*rules.NOMINATING)
    hosts = actor.has(Role.COURSE_DIRECTOR) and actor.party is not None
    manages = actor.is_staff and actor.has(Role.MENU_MANAGER)
    if not (nominates or hosts or manages):
        return []
    states = [rules.State.SUBMITTED.value, rules.State.SEAT_OFFERED.value]
    running = [state.value for state in menu_rules.RUNNING]
    found = Nomination.objects.filter(state__in=states, activity__state__in=running)
    if not manages:
        mine = found.filter(party_id=str(actor.party)) if nominates else found.none()
        found = mine | found.filter(activity__party_id=str(actor.party)) if hosts else mine
    rows = list(
        found.order_by("expires_at", "submitted_at", "pk").values_list(*_COLUMNS, "party_id", "activity__party_id")
    )
    tasks = _offers(rows, actor) if nominates else []
    return [*tasks[:MOST], *_names(rows, actor, manages=manages)[:MOST]] if hosts or manages else tasks[:MOST]


type _Row = tuple[str, int, str, datetime | None, datetime, str, str, str, str | None]


def _offers(rows: list[_Row], actor: Actor) -> list[Task]:
    """This will list seats offered to the actor's party, the first to run out first."""
    return [
        Task(
            "nominations.confirm",
            f"{code}/{number}",
            _title(actor, en, fr),
            due_at=expires_at,
            ground="W-44",
            params={"code": code, "number": number},
        )
        for code, number, state, expires_at, _, en, fr, party, _ in rows
        if state == rules.State.SEAT_OFFERED and party == actor.party
    ]


def _names(rows: list[_Row], actor: Actor, *, manages: bool) -> list[Task]:
    """This will list activities with names to receive, those that wait longest first; one line for each activity."""
    lines: dict[str, tuple[int, datetime, str, str]] = {}
    for code, _, state, _, submitted_at, en, fr, _, host in rows:
        if state == rules.State.SUBMITTED and (manages or host == actor.party):
            count, since, *_ = lines.get(code, (0, submitted_at))
            lines[code] = (count + 1, min(since, submitted_at), en, fr)
    return [
        Task(
            "nominations.receive",
            code,
            _title(actor, en, fr),
            since_at=since,
            ground="W-43",
            params={"code": code, "count": count},
        )
        for code, (count, since, en, fr) in sorted(lines.items(), key=lambda line: line[1][1])
    ]


def _title(actor: Actor, en: str, fr: str) -> str:
    return (fr or en) if actor.locale == "fr" else (en or fr)
