"""What the rules are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from comity.consultations import rules
from comity.consultations.models import Consultation, FollowUp, Invitation, Session
from comity.consultations.queries import days
from comity.consultations.queries.formats import uninformed
from comity.consultations.rules.formats import Facts, InvitationFacts, RequestFacts
from comity.consultations.rules.sessions import Clash, FollowUpFacts, PlanFacts, SessionFacts, owners_of
from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.kernel.rows import Row
from comity.parties import queries as parties


def expand(participants: Iterable[str], framework: str, requester: str, day: date) -> tuple[str, ...]:
    """This will list who is asked for: those named, the members of the framework, and a partner that asks itself."""
    named = {code.strip() for code in participants if code.strip()}
    if framework:
        named |= set(parties.active_members(audience.framework(framework), day))
    standing = parties.standing(requester, day)
    if standing.is_partner:
        named.add(requester)
    return tuple(sorted(named))


def facts_of_request(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    subject: str | None = None,
    participants: Sequence[str] | None = None,
    framework: str = "",
    declared: bool | None = None,
    **_: object,
) -> RequestFacts:
    """This will show the rules what a party asks for, and where those whom it names stand today."""
    requester = party.subject.removeprefix("party:")
    return _asked(requester, now, subject, participants, framework, declared)


def facts_of_revision(
    row: Consultation,
    actor: Actor,
    now: datetime,
    *,
    subject: str | None = None,
    participants: Sequence[str] | None = None,
    framework: str = "",
    declared: bool | None = None,
    **_: object,
) -> RequestFacts:
    """This will show the rules a request and what it is to become."""
    asked = _asked(row.requester, now, subject, participants, framework, declared)
    return RequestFacts(
        requester=row.requester,
        state=rules.State(row.state),
        code=row.code,
        subject=asked.subject,
        participants=asked.participants,
        strangers=asked.strangers,
        suspended=asked.suspended,
        declared=asked.declared,
    )


def _asked(
    requester: str,
    now: datetime,
    subject: str | None,
    participants: Sequence[str] | None,
    framework: str,
    declared: bool | None,  # noqa: FBT001 - what the requester ticked, or nothing if it was not asked
) -> RequestFacts:
    day = brussels_day(now)
    named = expand(participants, framework, requester, day) if participants is not None else None
    stand = parties.standings(named or (), day)
    return RequestFacts(
        requester=requester,
        subject=subject,
        participants=named,
        strangers=tuple(code for code in named or () if code not in stand or not stand[code].is_partner),
        suspended=tuple(code for code in named or () if code in stand and stand[code].is_suspended),
        declared=declared,
    )


def facts_of(row: Consultation, actor: Actor, now: datetime, *, party: str = "", **inputs: object) -> Facts:
    """This will show the rules a consultation, who is agreed, invited and coming, and who has not been told."""
    participants = list(row.participants.all())
    texts = tuple(str(value) for key, value in inputs.items() if key in _TEXTS)
    return Facts(
        code=row.code,
        state=rules.State(row.state),
        requester=row.requester,
        agreed=frozenset(one.party for one in participants if one.seat == rules.Seat.AGREED),
        invited=frozenset(one.party for one in participants if one.answer),
        accepted=frozenset(one.party for one in participants if one.answer == rules.Answer.ACCEPTED),
        uninformed=uninformed(row, brussels_day(now)) if actor.is_staff or actor.is_ally else (),
        open_follow_ups=sum(one.state == rules.FollowUpState.OPEN for one in row.follow_ups.all()),
        party=party,
        texts=texts or None,
    )


_TEXTS = frozenset({"subject_en", "subject_fr", "finding", "reason", "text_en", "text_fr"})


def facts_of_invitation(row: Invitation, actor: Actor, now: datetime, **_: object) -> InvitationFacts:
    """This will show the rules an invitation, and whether a session was called already."""
    called = (rules.SessionState.CONVENED, rules.SessionState.HELD, rules.SessionState.RECORDED)
    return InvitationFacts(
        code=row.consultation.code,
        party=row.party,
        answer=rules.Answer(row.answer),
        is_convened=any(one.state in called for one in row.consultation.sessions.all()),
    )


def facts_of_plan(
    row: Consultation,
    actor: Actor,
    now: datetime,
    *,
    starts_at: datetime | None = None,
    reason: str = "",
    **_: object,
) -> PlanFacts:
    """This will show the rules what is planned, and which frameworks meet on that day."""
    on = brussels_day(starts_at) if starts_at else None
    found = days.meetings(on, on) if on else []
    return PlanFacts(
        code=row.code,
        state=rules.State(row.state),
        starts_at=starts_at,
        clashes=tuple(Clash(one.framework, one.title_in(actor.locale)) for one in found),
        reason=reason,
    )


def facts_of_meeting(party: Row, actor: Actor, now: datetime, **_: object) -> PlanFacts:
    """This will show the rules that a meeting of a framework is entered."""
    return PlanFacts(code="", state=rules.State.REQUESTED)


def facts_of_session(
    row: Session,
    actor: Actor,
    now: datetime,
    *,
    to: Sequence[str] = (),
    **inputs: object,
) -> SessionFacts:
    """This will show the rules a session, who comes to it, and who has still to be told of its consultation."""
    consultation = row.consultation
    texts = tuple(str(value) for key, value in inputs.items() if key in _TEXTS)
    paper = documents.paper(row.paper) if to and row.paper else None
    return SessionFacts(
        code=consultation.code,
        session=row.number,
        state=rules.SessionState(row.state),
        starts_at=row.starts_at,
        accepted=coming(consultation),
        uninformed=uninformed(consultation, brussels_day(now)) if actor.is_staff or actor.is_ally else (),
        texts=texts or None,
        audience=frozenset(paper.audience) if paper else frozenset(),
        to=frozenset(parties.resolve_audience(to, now)) if to else frozenset(),
    )


def coming(row: Consultation) -> tuple[str, ...]:
    """This will list the partners that have accepted."""
    return tuple(sorted(one.party for one in row.participants.all() if one.answer == rules.Answer.ACCEPTED))


def facts_of_follow_up(
    row: Consultation,
    actor: Actor,
    now: datetime,
    *,
    text: str | None = None,
    owner: str = "",
    due_on: date | None = None,
    **_: object,
) -> FollowUpFacts:
    """This will show the rules what is to be done, and to whom it may be given."""
    allies = frozenset(parties.active_members(audience.ALLIES, brussels_day(now))) if owner else frozenset[str]()
    return FollowUpFacts(
        code=row.code,
        state=rules.State(row.state),
        owner=owner,
        owners=owners_of(allies, frozenset(coming(row))),
        due_on=due_on,
        texts=None if text is None else (text,),
    )


def facts_of_task(row: FollowUp, actor: Actor, now: datetime, *, note: str | None = None, **_: object) -> FollowUpFacts:
    """This will show the rules a task and what was done about it."""
    return FollowUpFacts(
        code=row.consultation.code,
        state=rules.State(row.consultation.state),
        owner=row.owner,
        is_done=row.state == rules.FollowUpState.DONE,
        texts=None if note is None else (note,),
    )
