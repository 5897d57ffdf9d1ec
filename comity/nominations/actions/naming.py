"""What a party does with its names: put forward, exchange, withdraw, confirm, wait again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.nominations import events, queries, rules
from comity.nominations.actions import keeping
from comity.nominations.actions.keeping import Activity
from comity.nominations.models import Aim, Group, Nomination
from comity.nominations.queries import PersonInput


def _about_first(activity: Activity, event: events.PeopleNominated) -> tuple[str, list[str]]:
    return f"nomination:{event.activity}/{event.numbers[0]}", keeping.readers(event.party, activity.party_id)


@action(
    may=rules.may_nominate,
    facts=queries.facts_of_nominate,
    constraints={"nominations_once": "nominations.person_twice"},
    filed=_about_first,
)
def nominate(
    activity: Activity,
    actor: Actor,
    now: datetime,
    *,
    party: str,
    people: Sequence[PersonInput],
    together: bool = False,
    goal: str = "",
) -> events.PeopleNominated:
    """This will put people forward for an activity, in the name of a party; `together` keeps them as one group (W-43).

    Raises: ValueError if nobody is named.
    """
    if not people:
        raise ValueError("nobody to put forward")
    readers = keeping.readers(party, activity.party_id)
    together = together and len(people) > 1
    group = Group.objects.create(
        activity_id=activity.pk, party_id=party, together=together, submitted_at=now, audience=readers
    )
    last = Nomination.objects.filter(activity_id=activity.pk).aggregate(last=Max("number"))["last"] or 0
    nominees = keeping.seal_all(people, party, activity.party_id, keeping.erase_on(activity, now))
    rows = Nomination.objects.bulk_create(
        [
            Nomination(
                activity_id=activity.pk,
                code=activity.code,
                number=number,
                party_id=party,
                group=group,
                nominee=nominee,
                submitted_at=now,
                queued_at=now,
                audience=readers,
                **keeping.brought(person, party),
            )
            for number, (person, nominee) in enumerate(zip(people, nominees, strict=True), last + 1)
        ]
    )
    if goal:
        known = [audience.STAFF, audience.party(party)]
        Aim.objects.bulk_create([Aim(nomination=row, goal=goal, audience=known) for row in rows])
    event = events.PeopleNominated(activity.code, party, tuple(row.number for row in rows), together)
    # The gate enters the act about the first; the history of each of the others begins with it as well.
    for row in rows[1:]:
        keeping.enter(row, actor, now, verb="nominate", event=event)
    return event


@action(may=rules.may_withdraw, facts=queries.facts_of_nomination, filed=keeping.about_one)
def withdraw(activity: Activity, actor: Actor, now: datetime, *, number: int) -> events.NominationWithdrawn:
    """This will take a name back; a seat that it held is free at once (W-42)."""
    row = keeping.find(activity, number)
    freed = row.state in rules.SEATED
    keeping.move(row, "withdraw", now)
    return events.NominationWithdrawn(activity.code, number, row.party_id, freed)


@action(
    may=rules.may_exchange,
    facts=queries.facts_of_nomination,
    constraints={"nominations_once": "nominations.person_twice"},
    filed=keeping.about_one,
)
def exchange(
    activity: Activity, actor: Actor, now: datetime, *, number: int, person: PersonInput
) -> events.PersonExchanged:
    """This will send somebody else in the same place, and erase what was kept of the first person."""
    row = keeping.find(activity, number)
    before = row.nominee
    (row.nominee,) = keeping.seal_all([person], row.party_id, activity.party_id, keeping.erase_on(activity, now))
    for name, value in keeping.brought(person, row.party_id).items():
        setattr(row, name, value)
    row.save()
    keeping.destroy(before, now)
    return events.PersonExchanged(activity.code, number, row.party_id)


@action(may=rules.may_confirm, facts=queries.facts_of_confirm, filed=keeping.about_one)
def confirm(activity: Activity, actor: Actor, now: datetime, *, number: int) -> events.SeatConfirmed:
    """This will take the seat that is kept for a name."""
    row = keeping.find(activity, number)
    keeping.move(row, "confirm", now, confirmed_at=now)
    return events.SeatConfirmed(activity.code, number, row.party_id)


@action(
    may=rules.may_rejoin,
    facts=queries.facts_of_nomination,
    constraints={"nominations_once": "nominations.person_twice"},
    filed=keeping.about_one,
)
def rejoin(activity: Activity, actor: Actor, now: datetime, *, number: int) -> events.NominationRejoined:
    """This will let a name wait again, at the end of the list, after an offer ran out (W-44)."""
    row = keeping.find(activity, number)
    keeping.move(row, "rejoin", now, queued_at=now, offered_at=None, expires_at=None)
    return events.NominationRejoined(activity.code, number, row.party_id)
