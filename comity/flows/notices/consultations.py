"""Who is told about consultations and concerns: each only what its audience may read.

What the requester, an invited partner or a partner that is not invited reads, its letter says, and nothing more: no
letter names who was proposed and not agreed, or who objected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from comity.consultations import events, queries
from comity.consultations.rules import ConcernState
from comity.consultations.rules.formats import KEEPERS, SPEAKERS
from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.parties import queries as parties
from comity.people import queries as people

STAFF = "IS"
type Said = Callable[[str], Mapping[str, object]]


def requested(event: events.ConsultationRequested, now: datetime) -> None:
    """This will tell the desk of a request."""
    _staff("requested", event.consultation, now, _of(event.consultation, party=event.requester))


def revised(event: events.ConsultationRevised, now: datetime) -> None:
    """This will tell the desk that a request has changed."""
    key = f"{event.consultation}:{now.isoformat()}"
    _staff("requested", key, now, _of(event.consultation, party=event.requester))


def sent_back(event: events.ConsultationSentBack, now: datetime) -> None:
    """This will tell whoever asked that something has to change."""
    key = f"{event.consultation}:{now.isoformat()}"
    _parties("sent_back", key, now, [event.requester], _of(event.consultation))


def agreed(event: events.SubjectAgreed, now: datetime) -> None:
    """This will tell whoever asked, and remind the desk of the notices that are owed."""
    _parties("agreed", event.consultation, now, [event.requester], _of(event.consultation))
    _staff("to_inform", event.consultation, now, _of(event.consultation, due=event.notices_due_on))


def invited(event: events.PartnersInvited, now: datetime) -> None:
    """This will send the invitations."""
    key = f"{event.consultation}:{event.answer_by}"
    _parties("invited", key, now, event.parties, _of(event.consultation, due=event.answer_by))


def answered(event: events.InvitationAnswered, now: datetime) -> None:
    """This will tell the desk who comes."""
    key = f"{event.consultation}:{event.party}:{event.answer}:{now.isoformat()}"
    said = _of(event.consultation, party=event.party, comes=event.answer == "accepted")
    _staff("answered", key, now, said)


def informed(event: events.PartnersInformed, now: datetime) -> None:
    """This will tell the partners that are not invited, each of them the same (P§11)."""
    told = queries.notice(event.consultation)
    if told is None:
        return

    def said(locale: str) -> Mapping[str, object]:
        return {
            "code": told.code,
            "title": told.title_in(locale),
            "text": told.text_in(locale),
            "path": f"/{locale}/consultations/{told.code}/notice/",
        }

    _parties("informed", event.consultation, now, event.parties, said)


def convened(event: events.SessionConvened, now: datetime) -> None:
    """This will call those who come to a session."""
    key = f"{event.consultation}:{event.session}"
    _parties("convened", key, now, event.parties, _of(event.consultation, event.session, at=event.starts_at))


def cancelled(event: events.SessionCancelled, now: datetime) -> None:
    """This will tell them that a session does not take place."""
    key = f"{event.consultation}:{event.session}"
    _parties("cancelled", key, now, event.parties, _of(event.consultation, event.session))


def recorded(event: events.SessionRecorded, now: datetime) -> None:
    """This will tell those who took part that the record is there."""
    key = f"{event.consultation}:{event.session}"
    _parties("recorded", key, now, event.parties, _of(event.consultation, event.session, paper=event.paper))


def followed_up(event: events.FollowUpAdded, now: datetime) -> None:
    """This will tell somebody what they are to do."""
    key = f"{event.consultation}:{event.number}"
    said = _of(event.consultation, due=event.due_on)
    if event.owner == STAFF:
        _staff("follow_up", key, now, said)
    else:
        _parties("follow_up", key, now, [event.owner], said)


def raised(event: events.ConcernRaised, now: datetime) -> None:
    """This will bring a concern to the desk."""
    _staff("raised", event.concern, now, _concern(event.concern, event.party, event.due_on))


def reminded(event: events.ConcernReminded, now: datetime) -> None:
    """This will remind the desk of a concern without an answer."""
    key = f"{event.concern}:{brussels_day(now)}"
    _staff("reminded", key, now, _concern(event.concern, event.party, event.due_on))


def concern_answered(event: events.ConcernAnswered, now: datetime) -> None:
    """This will tell the partner that its concern is answered."""
    row = queries.concern(event.concern)
    if row is not None and row.state == ConcernState.ANSWERED:
        said = _concern(event.concern, event.party, row.due_on)
        _parties("concern_answered", event.concern, now, [event.party], said)


def _of(code: str, session: int = 0, *, party: str = "", due: date | None = None, **more: object) -> Said:
    """This will say which consultation is meant, in the reader's language."""
    row = queries.consultation(code)
    path = f"consultations/{code}/" + (f"sessions/{session}/" if session else "")

    def said(locale: str) -> Mapping[str, object]:
        return {
            "code": code,
            "title": row.title_in(locale) if row is not None else code,
            "party": parties.names(locale).get(party, party) if party else "",
            "due": due,
            "path": f"/{locale}/{path}",
            **more,
        }

    return said


def _concern(code: str, party: str, due: date) -> Said:
    row = queries.concern(code)

    def said(locale: str) -> Mapping[str, object]:
        return {
            "code": code,
            "title": row.title if row is not None else code,
            "party": parties.names(locale).get(party, party),
            "due": due,
            "path": f"/{locale}/consultations/concerns/{code}/",
        }

    return said


def _staff(template: str, key: str, now: datetime, said: Said) -> None:
    found = people.holders_of([STAFF], *KEEPERS, on=brussels_day(now))
    letters.post(f"consultations/{template}", f"consultations:{template}:{key}", now, found, said)


def _parties(template: str, key: str, now: datetime, to: Iterable[str], said: Said) -> None:
    found = people.holders_of(list(to), *SPEAKERS, on=brussels_day(now))
    letters.post(f"consultations/{template}", f"consultations:{template}:{key}", now, found, said)
