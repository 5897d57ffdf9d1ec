"""The staff's check, and what follows from the Council's decision: the subject, and each participant by itself."""

from __future__ import annotations

from datetime import datetime

from comity.consultations import events, rules
from comity.consultations.models import Consultation, Finding, Transparency
from comity.consultations.queries import shown
from comity.consultations.rules import formats
from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.parties import queries as parties


def inner(now: datetime) -> list[str]:
    """This will resolve who reads what is neither the requester's nor an invited partner's: Allies and the staff."""
    return parties.resolve_audience({audience.STAFF, audience.ALLIES}, now)


def _of_one(row: Consultation, _event: object) -> tuple[str, list[str]]:
    """This will enter what became of one participant for the requester, Allies and the staff, not for the invited."""
    own = audience.party(row.requester)
    keep = (name for name in row.audience if not name.startswith("party:") or name == own)
    return row.subject, sorted(keep)


@action(may=formats.may_check, facts=shown.facts_of)
def check(
    row: Consultation, actor: Actor, now: datetime, *, subject_en: str, subject_fr: str, finding: str
) -> events.ConsultationChecked:
    """This will find a request fit for the Council: the subject worded in both languages, no forum duplicated."""
    row.subject_en, row.subject_fr = subject_en.strip(), subject_fr.strip()
    row.state = rules.CONSULTATION.target("check", rules.State(row.state))
    row.save(update_fields=["subject_en", "subject_fr", "state"])
    Finding.objects.create(consultation=row, text=finding.strip(), at=now, audience=inner(now))
    return events.ConsultationChecked(row.code, row.requester, _named(row))


@action(may=formats.may_send_back, facts=shown.facts_of)
def send_back(row: Consultation, actor: Actor, now: datetime, *, reason: str) -> events.ConsultationSentBack:
    """This will send a request back with what has to change."""
    row.state = rules.CONSULTATION.target("send_back", rules.State(row.state))
    row.save(update_fields=["state"])
    row.request.returned = reason.strip()
    row.request.save(update_fields=["returned"])
    return events.ConsultationSentBack(row.code, row.requester)


@action(may=formats.may_put_to_council, facts=shown.facts_of)
def put_to_council(row: Consultation, actor: Actor, now: datetime) -> events.ConsultationPutToCouncil:
    """This will note that the text about a consultation is before the Council."""
    row.state = rules.CONSULTATION.target("put_to_council", rules.State(row.state))
    row.save(update_fields=["state"])
    return events.ConsultationPutToCouncil(row.code)


@action(may=formats.may_give_back, facts=shown.facts_of)
def give_back(row: Consultation, actor: Actor, now: datetime) -> events.ConsultationGivenBack:
    """This will note that the text is over without a decision on the subject; the staff checks anew."""
    row.state = rules.CONSULTATION.target("give_back", rules.State(row.state))
    row.save(update_fields=["state"])
    return events.ConsultationGivenBack(row.code, row.requester)


@action(may=formats.may_agree_subject, facts=shown.facts_of)
def agree_subject(row: Consultation, actor: Actor, now: datetime, *, decision: str) -> events.SubjectAgreed:
    """This will approve the subject: the format now has its mandate, and the other partners are owed a notice."""
    row.state = rules.CONSULTATION.target("agree_subject", rules.State(row.state))
    row.mandate, row.agreed_at = decision, now
    row.save(update_fields=["state", "mandate", "agreed_at"])
    due_on = rules.notices_due_on(brussels_day(now))
    Transparency.objects.create(
        consultation=row,
        code=row.code,
        subject_en=row.subject_en,
        subject_fr=row.subject_fr,
        due_on=due_on,
        audience=inner(now),
    )
    return events.SubjectAgreed(row.code, row.requester, decision, due_on)


@action(may=formats.may_agree_participant, facts=shown.facts_of, filed=_of_one)
def agree_participant(
    row: Consultation, actor: Actor, now: datetime, *, party: str, decision: str
) -> events.ParticipantAgreed:
    """This will approve one participant; nobody else waits for it or gains by it."""
    row.participants.filter(party=party).update(seat=rules.Seat.AGREED, decision=decision)
    return events.ParticipantAgreed(row.code, party, decision)


@action(may=formats.may_hold_participant, facts=shown.facts_of, filed=_of_one)
def hold_participant(
    row: Consultation, actor: Actor, now: datetime, *, party: str, decision: str
) -> events.ParticipantHeld:
    """This will note that one participant was not agreed. Who objected is written nowhere here."""
    row.participants.filter(party=party, seat=rules.Seat.PROPOSED).update(seat=rules.Seat.HELD, decision=decision)
    return events.ParticipantHeld(row.code, party, decision)


def _named(row: Consultation) -> tuple[str, ...]:
    return tuple(row.participants.order_by("party").values_list("party", flat=True))
