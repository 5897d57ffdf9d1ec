"""What waits on somebody because of nominations, and what is due for the clock."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min, QuerySet

from comity.core.actor import Actor, Role
from comity.core.tasks import Task
from comity.menu import rules as menu_rules
from comity.nominations import rules
from comity.nominations.models import Nomination

MOST = 20
_TITLES = ("activity__title_en", "activity__title_fr")


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list seats that the actor has to take and names that they have to receive. At most two queries."""
    nominates = actor.party is not None and actor.has(*rules.NOMINATING)
    hosts = actor.has(Role.COURSE_DIRECTOR) and actor.party is not None
    manages = actor.is_staff and actor.has(Role.MENU_MANAGER)
    running = [state.value for state in menu_rules.RUNNING]
    found = Nomination.objects.filter(activity__state__in=running)
    tasks = _offers(found.filter(party_id=str(actor.party)), actor) if nominates else []
    if hosts or manages:
        tasks += _names(found if manages else found.filter(activity__party_id=str(actor.party)), actor)
    return tasks


def _offers(found: QuerySet[Nomination], actor: Actor) -> list[Task]:
    """This will list seats offered to the actor's party, the first to run out first."""
    offered = found.filter(state=rules.State.SEAT_OFFERED.value).order_by("expires_at", "submitted_at", "pk")
    return [
        Task(
            "nominations.confirm",
            f"{code}/{number}",
            _title(actor, en, fr),
            due_at=expires_at,
            ground="W-44",
            params={"code": code, "number": number},
        )
        for code, number, expires_at, en, fr in offered.values_list("code", "number", "expires_at", *_TITLES)[:MOST]
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
