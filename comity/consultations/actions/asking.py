"""Asking for a consultation, changing the request, giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from comity.consultations import events, rules
from comity.consultations.models import Concern, Consultation, Participant, Request
from comity.consultations.queries import shown
from comity.consultations.rules import formats
from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel import numbers
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.parties import queries as parties

SERIES = "consultations"


def circle(requester: str, now: datetime) -> list[str]:
    """This will resolve who reads a request: whoever asked, Allies and the staff."""
    return parties.resolve_audience({audience.STAFF, audience.ALLIES, audience.party(requester)}, now)


def _filed(_party: Row, event: events.ConsultationRequested) -> tuple[str, list[str]]:
    """This will enter a request under its own code, for those who read it."""
    row = Consultation.objects.get(code=event.consultation)
    return row.subject, row.audience


@action(may=formats.may_request, facts=shown.facts_of_request, filed=_filed)
def request(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    subject: str,
    participants: Sequence[str],
    body: str,
    occasion: rules.Occasion,
    declared: bool,
    framework: str = "",
    area: str = "",
    wanted_on: date | None = None,
    aim: str = "",
    event: str = "",
    elsewhere: str = "",
    concern: str = "",
) -> events.ConsultationRequested:
    """This will ask for a consultation (P§11). The row is the party that asks; `concern` is one of its own."""
    requester = party.subject.removeprefix("party:")
    day = brussels_day(now)
    row = Consultation.objects.create(
        code=f"{day.year}-{numbers.take(f'{SERIES}-{day.year}'):03d}",
        requester=requester,
        body=body,
        framework=framework,
        occasion=occasion,
        subject_as_asked=subject.strip(),
        area=area,
        wanted_on=wanted_on,
        requested_at=now,
        audience=circle(requester, now),
    )
    came_from = Concern.objects.filter(code=concern, party=requester).first() if concern else None
    Request.objects.create(
        consultation=row,
        aim=aim.strip(),
        event=event.strip(),
        elsewhere=elsewhere.strip(),
        concern=came_from.code if came_from else "",
        audience=row.audience,
    )
    if came_from is not None:
        came_from.consultation = row.code
        came_from.save(update_fields=["consultation"])
    named = shown.expand(participants, framework, requester, day)
    _propose(row, named)
    return events.ConsultationRequested(row.code, requester, named)


@action(may=formats.may_revise, facts=shown.facts_of_revision)
def revise(
    row: Consultation,
    actor: Actor,
    now: datetime,
    *,
    subject: str,
    participants: Sequence[str],
    body: str,
    occasion: rules.Occasion,
    declared: bool,
    framework: str = "",
    area: str = "",
    wanted_on: date | None = None,
    aim: str = "",
    event: str = "",
    elsewhere: str = "",
) -> events.ConsultationRevised:
    """This will change a request, or send in again one that came back."""
    row.body, row.occasion, row.area, row.wanted_on = body, occasion, area, wanted_on
    row.subject_as_asked, row.framework = subject.strip(), framework
    row.state = rules.CONSULTATION.target("revise", rules.State(row.state))
    row.requested_at = now
    row.save()
    asked = row.request
    asked.aim, asked.event, asked.elsewhere, asked.returned = aim.strip(), event.strip(), elsewhere.strip(), ""
    asked.save()
    named = shown.expand(participants, framework, row.requester, brussels_day(now))
    row.participants.filter(seat=rules.Seat.PROPOSED).exclude(party__in=named).delete()
    _propose(row, named)
    return events.ConsultationRevised(row.code, row.requester, named)


@action(may=formats.may_withdraw, facts=shown.facts_of)
def withdraw(row: Consultation, actor: Actor, now: datetime) -> events.ConsultationWithdrawn:
    """This will give a consultation up."""
    row.state = rules.CONSULTATION.target("withdraw", rules.State(row.state))
    row.closed_at = now
    row.save(update_fields=["state", "closed_at"])
    return events.ConsultationWithdrawn(row.code, row.requester)


def _propose(row: Consultation, named: Sequence[str]) -> None:
    """This will list those asked for, each on a line of its own."""
    there = set(row.participants.values_list("party", flat=True))
    Participant.objects.bulk_create(
        Participant(consultation=row, party=code, audience=row.audience) for code in named if code not in there
    )
