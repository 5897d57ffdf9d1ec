"""What waits on somebody because of nominations, and what is due for the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day, end_of_day
from comity.core.tasks import Task
from comity.kernel.rows import Columns
from comity.menu import rules as menu_rules
from comity.nominations import rules
from comity.nominations.models import Nomination
from comity.nominations.queries.listing import counts, people_of
from comity.policy import number
from comity.programmes import queries as programmes

MOST = 20
_TITLES = ("activity__title_en", "activity__title_fr")


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list seats that the actor has to take and names that they have to receive. At most five queries."""
    nominates = actor.party is not None and actor.has(*rules.NOMINATING)
    hosts = actor.has(Role.COURSE_DIRECTOR) and actor.party is not None
    manages = actor.is_staff and actor.has(Role.MENU_MANAGER)
    tasks = _offers(actor) if nominates else []
    if nominates and actor.is_partner:
        tasks += _closing(str(actor.party), actor, now)
    if hosts or manages:
        tasks += _names(_EVERY_SENT.rows() if manages else _SENT_TO_HOST.rows(str(actor.party)), actor)
    return tasks


def _running() -> QuerySet[Nomination]:
    return Nomination.objects.filter(activity__state__in=[state.value for state in menu_rules.RUNNING])


def _offered(party: str) -> QuerySet[Nomination, tuple[Any, ...]]:
    """This will select seats offered to a party, the first to run out first."""
    found = _running().filter(party_id=party, state=rules.State.SEAT_OFFERED.value)
    columns = ("code", "number", "expires_at", "nominee_id", *_TITLES)
    return found.order_by("expires_at", "submitted_at", "pk").values_list(*columns)[:MOST]


def _sent(found: QuerySet[Nomination]) -> QuerySet[Nomination, tuple[Any, ...]]:
    """This will count names to receive by activity, those that wait longest first."""
    by_activity = found.filter(state=rules.State.SUBMITTED.value).order_by().values_list("code", *_TITLES)
    return by_activity.annotate(count=Count("pk"), since=Min("submitted_at")).order_by("since", "code")[:MOST]


_OFFERED = Columns(_offered, str)
_EVERY_SENT = Columns(lambda: _sent(_running()))
_SENT_TO_HOST = Columns(lambda host: _sent(_running().filter(activity__party_id=host)), str)


def _offers(actor: Actor) -> list[Task]:
    """This will list seats offered to the actor's party, the first to run out first, each with whom it is for."""
    rows = _OFFERED.rows(str(actor.party))
    names = people_of([row[3] for row in rows])
    return [
        Task(
            "nominations.confirm",
            f"{code}/{one}",
            _title(actor, en, fr),
            due_at=expires_at,
            ground="W-44",
            params={"code": code, "number": one, "name": names.get(nominee, f"{code}/{one}")},
        )
        for code, one, expires_at, nominee, en, fr in rows
    ]


def _closing(party: str, actor: Actor, now: datetime) -> list[Task]:
    """This will list activities of the party's programmes to which it has sent nobody and which close soon (W-83).

    One query, and a second where its programmes have chosen anything that closes in these days.
    """
    today = brussels_day(now)
    until = today + timedelta(days=number("nominations.remind_days"))
    rows = programmes.chosen_closing(party, since=today, until=until)[:MOST]
    sent = set(counts([row.code for row in rows], party=party)) if rows else set()
    return [
        Task(
            "nominations.nominate",
            row.code,
            _title(actor, row.title_en, row.title_fr),
            due_at=end_of_day(row.nominate_by),
            ground="W-83",
            params={"code": row.code},
        )
        for row in rows
        if row.code not in sent
    ]


def _names(sent: list[tuple[Any, ...]], actor: Actor) -> list[Task]:
    """This will list activities with names to receive; one line for each activity."""
    return [
        Task(
            "nominations.receive",
            code,
            _title(actor, en, fr),
            since_at=since,
            ground="W-43",
            params={"code": code, "count": count},
        )
        for code, en, fr, count, since in sent
    ]


def _title(actor: Actor, en: str, fr: str) -> str:
    return (fr or en) if actor.locale == "fr" else (en or fr)
