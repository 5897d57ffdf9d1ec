"""The daily mail: on working days, from seven in Brussels, what waits on each who wants to be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels, brussels_day, is_working_day
from comity.core.tasks import Task
from comity.decisions import queries as decisions
from comity.education import queries as education
from comity.engagement import queries as engagement
from comity.feedback import queries as feedback
from comity.flows.notices import letters
from comity.kernel import outbox
from comity.kernel.scope import as_system, at_the_door, reading
from comity.menu import queries as menu
from comity.nominations import queries as nominations
from comity.people import actions as people_actions
from comity.people import queries as people
from comity.presence import queries as presence
from comity.programmes import queries as programmes
from comity.science import queries as science
from comity.trust_funds import queries as trust_funds

FROM_HOUR = 7
BATCH = 200
MOST = 20
HOUSES: tuple[Callable[[Actor, datetime], list[Task]], ...] = (
    decisions.waiting,
    programmes.waiting,
    nominations.waiting,
    menu.waiting,
    feedback.waiting,
    engagement.waiting,
    science.waiting,
    presence.waiting,
    education.waiting,
    trust_funds.waiting,
    people.waiting,
)


def send(now: datetime) -> int:
    """This will write today's mail to all who want one and have something to do, each once, and give how many."""
    day = brussels_day(now)
    if not is_working_day(day) or brussels(now).hour < FROM_HOUR:
        return 0
    with as_system():
        accounts = people.digests_due(day, limit=BATCH)
    return sum(_send(account, day, now) for account in accounts)


def _send(account_id: int, day: date, now: datetime) -> bool:
    """This will see to one mail, in a transaction of its own, unless another clock has seen to it."""
    with transaction.atomic():
        with as_system():
            if not people_actions.note_digest(account_id, day):
                return False
        with at_the_door():
            visitor = people.visitor(account_id, now)
        if visitor is None:
            return False
        tasks = _tasks([hat.actor for hat in visitor.hats], now)
        if not tasks:
            return False
        account = visitor.account
        lines = [_line(task, account.locale) for task in tasks[:MOST]]
        with as_system():
            outbox.post(
                key=f"people:digest:{account_id}:{day}",
                address=account.email,
                template="people/digest",
                context={"count": len(tasks), "lines": lines, "locale": account.locale},
                due_at=now,
                locale=account.locale,
                person_id=visitor.account.person_id,
                audience=(audience.STAFF,),
            )
        return True


def _tasks(actors: list[Actor], now: datetime) -> list[Task]:
    """This will gather what the reader has to do under each hat, the first to become irreversible first."""
    found: dict[tuple[str, str], Task] = {}
    for actor in actors:
        with reading(actor.communities):
            for waiting in HOUSES:
                for task in waiting(actor, now):
                    if not task.waiting_on:
                        found.setdefault((task.kind, task.ref), task)
    return sorted(found.values(), key=lambda task: (task.due_at is None, task.due_at or task.since_at or now))


def _line(task: Task, locale: str) -> str:
    """This will write one task in one line: its title, and when it is due."""
    if task.due_at is None:
        return task.title
    return f"{task.title} — {letters.written(task.due_at, locale)}"
