"""People and consultations to test with: a partner that asks, a desk, a secretary, Allies, and each stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from comity.consultations import actions, rules
from comity.consultations.models import Concern, Consultation, Invitation, Session
from comity.core.actor import FLOW, Actor, Role
from tests import factories as make
from tests.decisions import council

NOW = make.NOW
SUBJECT = "Maritime security in the Inner Gulf"
ASKED: dict[str, Any] = {
    "subject": SUBJECT,
    "participants": ("XB",),
    "body": "council",
    "occasion": rules.Occasion.THEME,
    "declared": True,
    "area": "emerging",
    "aim": "To compare what each of us sees.",
}
WORDED = {
    "subject_en": SUBJECT,
    "subject_fr": "La sûreté maritime dans le golfe Intérieur",
    "finding": "No other forum.",
}
TOLD = {"text_en": "The Council has approved it.", "text_fr": "Le Conseil l'a approuvée."}
DECISION = "PO(2026)0001"


@dataclass
class Cast:
    """Who acts."""

    aissata: Actor
    basma: Actor
    casim: Actor
    claire: Actor
    jana: Actor
    henrik: Actor
    accounts: dict[str, Any]


def cast() -> Cast:
    """Two Allies and more, four partners, the staff, a Council."""
    council.seat()
    for code in ("XC", "XD"):
        make.party(code)
    accounts = {
        "aissata": make.account("XA", Role.MISSION_OFFICER, locale="en"),
        "basma": make.account("XB", Role.MISSION_OFFICER, locale="fr"),
        "casim": make.account("XC", Role.MISSION_OFFICER),
        "claire": make.account("FR", Role.DELEGATE),
        "jana": make.staff(Role.DESK_OFFICER),
        "henrik": make.staff(Role.COUNCIL_SECRETARY),
    }
    return Cast(**{name: make.actor_of(one) for name, one in accounts.items()}, accounts=accounts)


def requested(people: Cast, **fields: Any) -> Consultation:
    """A request of Arcadia for a consultation with Belmora."""
    event = actions.request(make.party("XA"), people.aissata, NOW, **{**ASKED, **fields})
    return Consultation.objects.get(code=event.consultation)


def checked(people: Cast, **fields: Any) -> Consultation:
    """A request that the staff has checked; the text for the Council is drafted."""
    row = requested(people, **fields)
    actions.check(row, people.jana, NOW, **WORDED)
    return fresh(row)


def agreed(people: Cast, *parties: str, **fields: Any) -> Consultation:
    """A consultation whose subject is approved, with those participants."""
    row = checked(people, **fields)
    actions.agree_subject(row, FLOW, NOW, decision=DECISION)
    for party in parties or ("XA", "XB"):
        actions.agree_participant(row, FLOW, NOW, party=party, decision=DECISION)
    return fresh(row)


def invited(people: Cast, *parties: str, **fields: Any) -> Consultation:
    """A consultation to which those who are approved are invited."""
    row = agreed(people, *parties, **fields)
    actions.invite(row, people.jana, NOW, **TOLD)
    return fresh(row)


def accepted(people: Cast, *parties: str, **fields: Any) -> Consultation:
    """A consultation to which all come."""
    row = invited(people, *parties, **fields)
    by = {"XA": people.aissata, "XB": people.basma, "XC": people.casim}
    for one in Invitation.objects.filter(consultation=row):
        actions.accept(one, by[one.party], NOW)
    return fresh(row)


def planned(people: Cast, *parties: str, **fields: Any) -> Session:
    """A session in two weeks of a consultation to which all come; nobody else has been told."""
    row = accepted(people, *parties, **fields)
    actions.plan(
        row,
        people.jana,
        NOW,
        starts_at=NOW + timedelta(days=14),
        place="Room 5",
        agenda=["What each of us sees", "What we do together"],
    )
    return row.sessions.get()


def held(people: Cast, *parties: str, **fields: Any) -> Session:
    """A session that has taken place."""
    session = planned(people, *parties, **fields)
    actions.inform(session.consultation, people.jana, NOW, **TOLD)
    actions.convene(again(session), people.jana, NOW)
    actions.hold(again(session), people.jana, session.starts_at)
    return again(session)


def recorded(people: Cast, *parties: str, **fields: Any) -> Session:
    """A session with its record."""
    session = held(people, *parties, **fields)
    actions.record(session, people.jana, session.starts_at, text_en="All spoke.", text_fr="Tous ont parlé.")
    return again(session)


def concern(people: Cast, **fields: Any) -> Concern:
    """A concern of Arcadia."""
    said = {"title": "Unmarked vessels", "text": "Three were seen.", "areas": ("emerging",), **fields}
    event = actions.raise_concern(make.party("XA"), people.aissata, NOW, **said)
    return Concern.objects.get(code=event.concern)


def fresh(row: Consultation) -> Consultation:
    """The consultation as it is now."""
    return Consultation.objects.get(pk=row.pk)


def again(row: Session) -> Session:
    """The session as it is now."""
    return Session.objects.get(pk=row.pk)
