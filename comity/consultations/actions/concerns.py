"""Concerns: raised, taken up, answered; alerts brought in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from comity.consultations import events, rules
from comity.consultations.models import Alert, AlertInfo, Concern
from comity.consultations.queries import warning as queries
from comity.consultations.rules import concerns
from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel import numbers
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.parties import queries as parties

SERIES = "concerns"


def _filed(_party: Row, event: events.ConcernRaised) -> tuple[str, list[str]]:
    """This will enter a concern under its own code, for those who read it."""
    row = Concern.objects.get(code=event.concern)
    return row.subject, row.audience


@action(may=concerns.may_raise_concern, facts=queries.facts_of_raising, filed=_filed)
def raise_concern(
    party: Row, actor: Actor, now: datetime, *, title: str, text: str, areas: Sequence[str] = ()
) -> events.ConcernRaised:
    """This will tell the Alliance what a partner fears (P§4). The row is the partner's."""
    code = party.subject.removeprefix("party:")
    day = brussels_day(now)
    row = Concern.objects.create(
        code=f"{day.year}-{numbers.take(f'{SERIES}-{day.year}'):03d}",
        party=code,
        title=title.strip(),
        text=text.strip(),
        areas=list(areas),
        raised_at=now,
        due_on=rules.answer_due_on(day),
        audience=parties.resolve_audience({audience.STAFF, audience.ALLIES, audience.party(code)}, now),
    )
    return events.ConcernRaised(row.code, code, row.due_on)


@action(may=concerns.may_take_up, facts=queries.facts_of_concern)
def take_up(row: Concern, actor: Actor, now: datetime) -> events.ConcernTakenUp:
    """This will take a concern in hand, in sight of the partner."""
    row.state = rules.CONCERN.target("take_up", rules.ConcernState(row.state))
    row.save(update_fields=["state"])
    return events.ConcernTakenUp(row.code, row.party)


@action(may=concerns.may_answer, facts=queries.facts_of_concern)
def answer(row: Concern, actor: Actor, now: datetime, *, text: str) -> events.ConcernAnswered:
    """This will answer a concern."""
    row.state = rules.CONCERN.target("answer", rules.ConcernState(row.state))
    row.answer, row.answered_at = text.strip(), now
    row.save(update_fields=["state", "answer", "answered_at"])
    return events.ConcernAnswered(row.code, row.party, concerns.days_late(row.due_on, brussels_day(now)))


@action(may=concerns.may_withdraw_concern, facts=queries.facts_of_concern)
def withdraw_concern(row: Concern, actor: Actor, now: datetime) -> events.ConcernWithdrawn:
    """This will no longer wait for an answer."""
    row.state = rules.CONCERN.target("withdraw_concern", rules.ConcernState(row.state))
    row.save(update_fields=["state"])
    return events.ConcernWithdrawn(row.code, row.party)


@action(may=concerns.may_remind, facts=queries.facts_of_concern)
def remind(row: Concern, actor: Actor, now: datetime) -> events.ConcernReminded:
    """This will remind the desk of a concern, before the answer is due and once after."""
    row.reminded_on = min(brussels_day(now), row.due_on)
    row.save(update_fields=["reminded_on"])
    return events.ConcernReminded(row.code, row.party, row.due_on)


def _noticed(_party: Row, event: events.AlertImported) -> tuple[str, list[str]]:
    """This will enter an alert for everybody who has signed in, as it is shown to them."""
    return f"alert:{event.identifier[:140]}", [audience.SIGNED_IN]


@action(
    may=concerns.may_import_alert,
    facts=queries.facts_of_alert,
    filed=_noticed,
    constraints={"consultations_alert_once": "consultations.alert_known"},
)
def import_alert(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    identifier: str,
    sender: str,
    sent: datetime,
    kind: rules.AlertKind,
    infos: Sequence[Mapping[str, Any]],
    refers_to: Sequence[str] = (),
    source: str = "",
    note: str = "",
    about: Sequence[str] = (),
) -> events.AlertImported:
    """This will keep a public alert as it was written, and end those that it updates or cancels (W-141).

    The row is the staff's party; `about` are the nations that it concerns, `refers_to` as "sender,identifier,sent".
    """
    ends = [info["expires_at"] for info in infos]
    row = Alert.objects.create(
        identifier=identifier,
        sender=sender,
        sent=sent,
        kind=kind,
        source=source,
        note=note,
        refers_to=list(refers_to),
        ends_at=max(ends) if ends and all(ends) else None,
        parties=sorted(set(about)),
        state=rules.AlertState.CANCELLED if kind is rules.AlertKind.CANCEL else rules.AlertState.CURRENT,
        imported_at=now,
        audience=[audience.SIGNED_IN],
    )
    AlertInfo.objects.bulk_create(
        AlertInfo(alert=row, place=place, audience=row.audience, **info) for place, info in enumerate(infos, start=1)
    )
    ended = [one for reference in refers_to if kind in rules.ALERTS for one in _referred(reference)]
    for one in ended:
        one.state = rules.ALERTS[kind]
        one.save(update_fields=["state"])
    return events.AlertImported(identifier, sender, kind.value, tuple(one.identifier for one in ended))


def _referred(reference: str) -> list[Alert]:
    """This will find the alert to which "sender,identifier,sent" refers, whatever zone its moment is written in."""
    sender, identifier, sent = reference.split(",", 2)
    return list(Alert.objects.filter(sender=sender, identifier=identifier, sent=datetime.fromisoformat(sent)))
