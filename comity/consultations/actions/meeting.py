"""Sessions: planned, convened, held, recorded; what is to be done afterwards; the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from comity.consultations import events, rules
from comity.consultations.actions.deciding import inner
from comity.consultations.actions.telling import relabel
from comity.consultations.models import Clearance, Consultation, FollowUp, Meeting, Session
from comity.consultations.queries import shown
from comity.consultations.rules import formats, sessions
from comity.core import audience, refs
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.documents import actions as documents
from comity.documents import queries as papers
from comity.documents.rendering import Block, Heading, Items, plain, prose
from comity.documents.rules import Kind
from comity.kernel import numbers
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.parties import queries as parties

SERIES = "CR"


def _planned(row: Consultation, event: events.SessionPlanned) -> tuple[str, list[str]]:
    """This will enter a plan for Allies and the staff: clashes are nobody else's business."""
    return row.subject, _inner_of(row.audience)


def _inner_of(found: Sequence[str]) -> list[str]:
    return sorted(name for name in found if name == audience.STAFF or name.startswith(f"{audience.ALLIES}."))


@action(may=sessions.may_plan, facts=shown.facts_of_plan, filed=_planned)
def plan(
    row: Consultation,
    actor: Actor,
    now: datetime,
    *,
    starts_at: datetime,
    place: str,
    agenda: Sequence[str],
    minutes: int = 90,
    reason: str = "",
) -> events.SessionPlanned:
    """This will plan a session. Where a framework meets that day, `reason` says why nothing is taken from it."""
    on = brussels_day(starts_at)
    clashes = sorted({one.framework for one in Meeting.objects.filter(on=on)})
    made = Session.objects.create(
        consultation=row,
        number=row.sessions.count() + 1,
        starts_at=starts_at,
        minutes=minutes,
        place=place.strip(),
        agenda=[point.strip() for point in agenda if point.strip()],
        audience=inner(now),
    )
    relabel(row, now)
    if clashes:
        Clearance.objects.create(session=made, frameworks=clashes, reason=reason.strip(), audience=inner(now))
    return events.SessionPlanned(row.code, made.number, starts_at, tuple(clashes))


@action(may=sessions.may_convene, facts=shown.facts_of_session)
def convene(row: Session, actor: Actor, now: datetime) -> events.SessionConvened:
    """This will call those who have accepted to a session (P§11: every other partner has been told)."""
    row.state, row.convened_at = rules.SESSION.target("convene", rules.SessionState(row.state)), now
    row.save(update_fields=["state", "convened_at"])
    return events.SessionConvened(row.consultation.code, row.number, row.starts_at, shown.coming(row.consultation))


@action(may=sessions.may_hold, facts=shown.facts_of_session)
def hold(row: Session, actor: Actor, now: datetime) -> events.SessionHeld:
    """This will note that a session has taken place."""
    row.state, row.held_at = rules.SESSION.target("hold", rules.SessionState(row.state)), now
    row.save(update_fields=["state", "held_at"])
    _go(row.consultation, "hold")
    return events.SessionHeld(row.consultation.code, row.number)


@action(may=sessions.may_cancel_session, facts=shown.facts_of_session)
def cancel_session(row: Session, actor: Actor, now: datetime, *, reason: str) -> events.SessionCancelled:
    """This will cancel a session, with the reason for those who were called to it."""
    row.state = rules.SESSION.target("cancel_session", rules.SessionState(row.state))
    row.reason = reason.strip()
    row.save(update_fields=["state", "reason"])
    return events.SessionCancelled(row.consultation.code, row.number, shown.coming(row.consultation))


@action(may=sessions.may_record, facts=shown.facts_of_session)
def record(row: Session, actor: Actor, now: datetime, *, text_en: str, text_fr: str) -> events.SessionRecorded:
    """This will file the record of a session, for those who took part, Allies and the staff (W-136)."""
    consultation = row.consultation
    year = brussels_day(now).year
    symbol = refs.paper(SERIES, year, numbers.take(f"{SERIES}-{year}"))
    coming = shown.coming(consultation)
    documents.file(
        actor,
        now,
        symbol=symbol,
        kind=Kind.REPORT,
        title_en=f"Record: {consultation.title_in('en')}",
        title_fr=f"Compte rendu : {consultation.title_in('fr')}",
        about=consultation.subject,
        audience=sorted({*inner(now), *(audience.party(code) for code in coming)}),
        blocks_en=_record(row, coming, text_en, "en"),
        blocks_fr=_record(row, coming, text_fr, "fr"),
    )
    row.paper = symbol
    row.state = rules.SESSION.target("record", rules.SessionState(row.state))
    row.save(update_fields=["paper", "state"])
    if rules.CONSULTATION.may("record", rules.State(consultation.state)):
        _go(consultation, "record")
    return events.SessionRecorded(consultation.code, row.number, symbol, coming)


def _record(row: Session, coming: Sequence[str], text: str, locale: str) -> tuple[Block, ...]:
    names = parties.names(locale)
    french = locale == "fr"
    return (
        Heading("Participants"),
        Items(tuple(plain(name) for name in ["Alliés" if french else "Allies", *(names.get(c, c) for c in coming)])),
        Heading("Ordre du jour" if french else "Agenda"),
        Items(tuple(plain(point) for point in row.agenda), ordered=True),
        Heading("Ce qui a été dit" if french else "What was said"),
        *prose(text),
    )


@action(may=sessions.may_release_record, facts=shown.facts_of_session)
def release_record(row: Session, actor: Actor, now: datetime, *, to: Sequence[str]) -> events.RecordReleased:
    """This will let more communities read the record of a session.

    Raises: LookupError if the paper is not there, which filing it has made.
    """
    paper = papers.paper(row.paper)
    if paper is None:
        raise LookupError(row.paper)
    documents.release(paper, actor, now, to=list(to))
    return events.RecordReleased(row.consultation.code, row.number, tuple(to))


def _go(row: Consultation, verb: str) -> None:
    row.state = rules.CONSULTATION.target(verb, rules.State(row.state))
    row.save(update_fields=["state"])


# -- afterwards --------------------------------------------------------------------------------------------------------


@action(may=sessions.may_add_follow_up, facts=shown.facts_of_follow_up)
def add_follow_up(
    row: Consultation, actor: Actor, now: datetime, *, text: str, owner: str, due_on: date
) -> events.FollowUpAdded:
    """This will give somebody something to do by a day, in sight of those who took part."""
    readers = {*inner(now), *(audience.party(code) for code in shown.coming(row))}
    made = FollowUp.objects.create(
        consultation=row,
        number=row.follow_ups.count() + 1,
        text=text.strip(),
        owner=owner,
        due_on=due_on,
        audience=sorted(readers),
    )
    return events.FollowUpAdded(row.code, made.number, owner, due_on)


@action(may=sessions.may_complete, facts=shown.facts_of_task)
def complete(row: FollowUp, actor: Actor, now: datetime, *, note: str) -> events.FollowUpDone:
    """This will say that something is done, and how."""
    row.state, row.done_at, row.note = rules.FollowUpState.DONE, now, note.strip()
    row.save(update_fields=["state", "done_at", "note"])
    return events.FollowUpDone(row.consultation.code, row.number, row.owner)


@action(may=formats.may_close, facts=shown.facts_of)
def close(row: Consultation, actor: Actor, now: datetime) -> events.ConsultationClosed:
    """This will close a consultation."""
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    _go(row, "close")
    return events.ConsultationClosed(row.code)


def _entered(_party: Row, event: events.MeetingEntered) -> tuple[str, list[str]]:
    """This will enter a framework's meeting for the staff."""
    return f"framework:{event.framework}", [audience.STAFF]


@action(
    may=sessions.may_enter_meeting,
    facts=shown.facts_of_meeting,
    filed=_entered,
    constraints={"consultations_meeting_once": "consultations.meeting_known"},
)
def enter_meeting(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    framework: str,
    on: date,
    title_en: str,
    title_fr: str,
    place: str = "",
) -> events.MeetingEntered:
    """This will enter a meeting of a framework in the calendar, for its members, Allies and the staff."""
    readers = {audience.STAFF, audience.ALLIES, audience.framework(framework)}
    Meeting.objects.create(
        framework=framework,
        on=on,
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        place=place.strip(),
        audience=parties.resolve_audience(readers, now),
    )
    return events.MeetingEntered(framework, on)
