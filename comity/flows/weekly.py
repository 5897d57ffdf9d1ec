"""The weekly mail: on the first working day of a week, what has changed for each who asked for it (W-264)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels, brussels_day, is_working_day
from comity.flows.notices import letters
from comity.kernel import outbox, register
from comity.kernel.scope import as_system, at_the_door, reading
from comity.people import actions as people_actions
from comity.people import queries as people

FROM_HOUR = 7
BATCH = 200
MOST = 20
WEEK = timedelta(days=7)


def send(now: datetime) -> int:
    """This will write this week's mail to all who want one and for whom something has changed, and give how many."""
    day = brussels_day(now)
    if not is_working_day(day) or brussels(now).hour < FROM_HOUR:
        return 0
    monday = day - timedelta(days=day.weekday())
    with as_system():
        accounts = people.weeklies_due(day, monday, limit=BATCH)
    return sum(_send(account, monday, now) for account in accounts)


def _send(account_id: int, monday: date, now: datetime) -> bool:
    """This will see to one mail, in a transaction of its own, unless another clock has seen to it."""
    with transaction.atomic():
        with as_system():
            if not people_actions.note_weekly(account_id, monday):
                return False
        with at_the_door():
            visitor = people.visitor(account_id, now)
        if visitor is None:
            return False
        account = visitor.account
        changed = _changed([hat.actor for hat in visitor.hats], account.person_id, now - WEEK)
        if not changed:
            return False
        lines = [
            {"on": letters.written(brussels_day(at), account.locale), "verb": verb, "about": about}
            for at, verb, about in changed[:MOST]
        ]
        with as_system():
            outbox.post(
                key=f"people:weekly:{account_id}:{monday}",
                address=account.email,
                template="people/weekly",
                context={"count": len(changed), "lines": lines, "locale": account.locale},
                due_at=now,
                locale=account.locale,
                person_id=account.person_id,
                audience=(audience.person(account.person_id),),
            )
        return True


def _changed(actors: list[Actor], person_id: int, since: datetime) -> list[tuple[datetime, str, str]]:
    """This will list what others have entered since a moment, as far as it may be read under one hat or another."""
    found: dict[int, tuple[datetime, str, str]] = {}
    for actor in actors:
        with reading(actor.communities):
            told = register.changed(person_id, since).values_list("pk", "at", "verb", "about")
            found.update({pk: (at, verb, about) for pk, at, verb, about in told})
    return [found[pk] for pk in sorted(found, reverse=True)]
