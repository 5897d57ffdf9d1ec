"""What waits on somebody because of nominations, and what is due for the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day, end_of_day
from comity.core.tasks import Task
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
    running = [state.value for state in menu_rules.RUNNING]
    found = Nomination.objects.filter(activity__state__in=running)
    tasks = _offers(found.filter(party_id=str(actor.party)), actor) if nominates else []
    if nominates and actor.is_partner:
        tasks += _closing(str(actor.party), actor, now)
    if hosts or manages:
        tasks += _names(found if manages else found.filter(activity__party_id=str(actor.party)), actor)
    return tasks


def _offers(found: QuerySet[Nomination], actor: Actor) -> list[Task]:
    """This will list seats offered to the actor's party, the first to run out first, each with whom it is for."""
    offered = found.filter(state=rules.State.SEAT_OFFERED.value).order_by("expires_at", "submitted_at", "pk")
    rows = list(offered.values_list("code", "number", "expires_at", "nominee_id", *_TITLES)[:MOST])
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


def _names(found: QuerySet[Nomination], actor: Actor) -> list[Task]:
    """This will list activities with names to receive, those that wait longest first; one line for each activity."""
    sent = found.filter(state=rules.State.SUBMITTED.value).order_by()
    counted = sent.values_list("code", *_TITLES).annotate(count=Count("pk"), since=Min("submitted_at"))
    return [
        Task(
            "nominations.receive",
            code,
            _title(actor, en, fr),
            since_at=since,
            ground="W-43",
            params={"code": code, "count": count},
        )
        for code, en, fr, count, since in counted.order_by("since", "code")[:MOST]
    ]


def _title(actor: Actor, en: str, fr: str) -> str:
    return (fr or en) if actor.locale == "fr" else (en or fr)
