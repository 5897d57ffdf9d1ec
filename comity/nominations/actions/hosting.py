"""What the host does with names: receive, decline, record who came."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor
from comity.kernel.action import action
from comity.nominations import events, queries, rules
from comity.nominations.actions import keeping
from comity.nominations.actions.keeping import Activity


@action(may=rules.may_receive, facts=queries.facts_of_host, filed=keeping.about_one)
def receive(activity: Activity, actor: Actor, now: datetime, *, number: int) -> events.NominationReceived:
    """This will take a name into the list of those who wait for a seat."""
    row = keeping.find(activity, number)
    keeping.move(row, "receive", now, received_at=now)
    return events.NominationReceived(activity.code, number, row.party_id)


@action(may=rules.may_decline, facts=queries.facts_of_host, filed=keeping.about_one)
def decline(activity: Activity, actor: Actor, now: datetime, *, number: int, reason: str) -> events.NominationDeclined:
    """This will turn a name down, with a reason that the party reads."""
    row = keeping.find(activity, number)
    freed = row.state in rules.SEATED
    keeping.move(row, "decline", now, reason=reason.strip())
    return events.NominationDeclined(activity.code, number, row.party_id, reason.strip(), freed)


@action(may=rules.may_attend, facts=queries.facts_of_host, filed=keeping.about_one)
def attend(activity: Activity, actor: Actor, now: datetime, *, number: int) -> events.NomineeAttended:
    """This will record that somebody came."""
    row = keeping.find(activity, number)
    keeping.move(row, "attend", now)
    return events.NomineeAttended(activity.code, number, row.party_id)


@action(may=rules.may_miss, facts=queries.facts_of_host, filed=keeping.about_one)
def miss(activity: Activity, actor: Actor, now: datetime, *, number: int) -> events.NomineeStayedAway:
    """This will record that somebody who held a seat did not come."""
    row = keeping.find(activity, number)
    keeping.move(row, "miss", now)
    return events.NomineeStayedAway(activity.code, number, row.party_id)
