"""Consultations at each stage, with sessions and follow-ups, and concerns: most answered, some late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from comity.consultations.models import (
    Concern,
    Consultation,
    FollowUp,
    Invitation,
    Notice,
    Participant,
    Request,
    Session,
    Transparency,
)
from comity.consultations.rules import Answer, ConcernState, Occasion, Seat, SessionState, State, answer_due_on
from comity.core import audience
from comity.core.calendar import at_brussels, brussels_day
from comity.kernel import numbers
from comity.kernel.progress import Progress
from comity.parties import queries as parties
from comity.policy import pack
from generate.parties import Partner

SUBJECTS = (
    ("Safety of cables under the sea", "La sûreté des câbles sous-marins"),
    ("Help across borders after a flood", "L'entraide transfrontière après une inondation"),
    ("Protection of ports and their networks", "La protection des ports et de leurs réseaux"),
    ("Drones over crowded places", "Les drones au-dessus des lieux fréquentés"),
    ("Rescue at sea in winter", "Le sauvetage en mer en hiver"),
)
_DECIDED = (State.AGREED, State.INFORMED, State.HELD, State.RECORDED, State.CLOSED)
_STATES = (State.REQUESTED, State.WITH_COUNCIL, *_DECIDED)
_SHARES = (10, 8, 10, 12, 10, 15, 35)
LATE = 0.2


def write(
    consultations: int,
    concerns: int,
    partners: Sequence[Partner],
    random: Random,
    now: datetime,
    progress: Progress,
) -> None:
    """This will write the consultations and the concerns."""
    inner = parties.resolve_audience({audience.STAFF, audience.ALLIES}, now)
    for made in range(1, consultations + 1):
        _consultation(partners, inner, random, now)
        progress("consultations", made, consultations)
    rows = [_concern(random.choice(partners), inner, random, now) for _ in range(concerns)]
    Concern.objects.bulk_create(rows)
    progress("concerns", concerns, concerns)


def _consultation(partners: Sequence[Partner], inner: list[str], random: Random, now: datetime) -> None:
    asked_at = now - timedelta(days=random.randint(5, 600))
    state = random.choices(_STATES, _SHARES)[0]
    named = sorted(random.sample([one.code for one in partners], min(len(partners), random.randint(2, 5))))
    decided = state in _DECIDED
    year = brussels_day(asked_at).year
    subject_en, subject_fr = random.choice(SUBJECTS)
    invited = [audience.party(code) for code in named] if decided else []
    readers = sorted({*inner, audience.party(named[0]), *invited})
    row = Consultation.objects.create(
        code=f"{year}-{numbers.take(f'consultations-{year}'):03d}",
        requester=named[0],
        state=state,
        body="council",
        occasion=Occasion.THEME,
        subject_as_asked=subject_en,
        subject_en=subject_en,
        subject_fr=subject_fr,
        area=random.choice(list(pack().areas)),
        mandate=f"PO({year})9{random.randint(0, 999):03d}" if decided else "",
        requested_at=asked_at,
        agreed_at=asked_at + timedelta(days=15) if decided else None,
        closed_at=asked_at + timedelta(days=90) if state is State.CLOSED else None,
        audience=readers,
    )
    Request.objects.create(consultation=row, aim="A common picture.", audience=sorted({*inner, readers[-1]}))
    Participant.objects.bulk_create(
        Participant(
            consultation=row,
            party=code,
            seat=Seat.AGREED if decided else Seat.PROPOSED,
            decision=row.mandate,
            answer=Answer.ACCEPTED if decided else "",
            audience=readers,
        )
        for code in named
    )
    if decided:
        _told(row, named, partners, inner, asked_at)
    if state in {State.HELD, State.RECORDED, State.CLOSED}:
        _met(row, named, readers, asked_at)


def _told(row: Consultation, named: list[str], partners: Sequence[Partner], inner: list[str], at: datetime) -> None:
    """This will write the invitations, and the notices to the others where they were sent."""
    day = brussels_day(at)
    Invitation.objects.bulk_create(
        Invitation(
            consultation=row,
            party=code,
            text_en="You are invited.",
            text_fr="Vous êtes invité.",
            sent_at=at + timedelta(days=16),
            answer_by=day + timedelta(days=23),
            answer=Answer.ACCEPTED,
            answered_at=at + timedelta(days=18),
            audience=sorted({*inner, audience.party(code)}),
        )
        for code in named
    )
    sent = row.state != State.AGREED
    others = sorted({one.code for one in partners} - set(named)) if sent else []
    Transparency.objects.create(
        consultation=row,
        code=row.code,
        subject_en=row.subject_en,
        subject_fr=row.subject_fr,
        due_on=day + timedelta(days=18),
        text_en="The Council has approved it." if sent else "",
        text_fr="Le Conseil l'a approuvée." if sent else "",
        sent_at=at + timedelta(days=17) if sent else None,
        audience=sorted({*inner, *(audience.party(code) for code in others)}),
    )
    Notice.objects.bulk_create(
        Notice(
            consultation=row,
            party=code,
            sent_at=at + timedelta(days=17),
            audience=sorted({*inner, audience.party(code)}),
        )
        for code in others
    )


def _met(row: Consultation, named: list[str], readers: list[str], at: datetime) -> None:
    """This will write a session that was held, and what is to be done after it."""
    starts_at = at_brussels(brussels_day(at) + timedelta(days=30), 15)
    Session.objects.create(
        consultation=row,
        number=1,
        state=SessionState.HELD,
        starts_at=starts_at,
        place="Room 5",
        agenda=["What each of us sees", "What we do together"],
        convened_at=starts_at - timedelta(days=7),
        held_at=starts_at,
        audience=readers,
    )
    FollowUp.objects.create(
        consultation=row,
        number=1,
        text="Send a list of points of contact.",
        owner=named[0],
        due_on=brussels_day(starts_at) + timedelta(days=60),
        state="done" if row.state == State.CLOSED else "open",
        done_at=starts_at + timedelta(days=40) if row.state == State.CLOSED else None,
        audience=readers,
    )


def _concern(partner: Partner, inner: list[str], random: Random, now: datetime) -> Concern:
    raised_at = now - timedelta(days=random.randint(1, 400))
    day = brussels_day(raised_at)
    open_ = random.random() < LATE
    return Concern(
        code=f"{day.year}-{numbers.take(f'concerns-{day.year}'):03d}",
        party=partner.code,
        title=random.choice(("Vessels without marks", "False messages", "A dispute over water", "Drones at night")),
        text="It was seen several times, and we fear for those who live there.",
        state=ConcernState.RAISED if open_ else ConcernState.ANSWERED,
        raised_at=raised_at,
        due_on=answer_due_on(day),
        reminded_on=answer_due_on(day),
        answer="" if open_ else "We have seen it too.",
        answered_at=None if open_ else raised_at + timedelta(days=4),
        audience=sorted({*inner, audience.party(partner.code)}),
    )
