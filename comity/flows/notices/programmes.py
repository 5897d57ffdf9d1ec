"""Who is told about programmes: the side whose turn it has become, both sides of what binds them, nobody of drafts.

What one side does within its own walls is told to nobody outside them; a letter is kept for the side that receives it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from comity.core import audience
from comity.core.actor import Role, Side
from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.people import queries as people
from comity.programmes import events, queries
from comity.programmes.rules import other

STAFF = "IS"
PARTNER_ROLES = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR)
STAFF_ROLES = (Role.DESK_OFFICER,)
BOTH = (Side.PARTNER, Side.STAFF)


def submitted(event: events.ProgrammeSubmitted, now: datetime) -> None:
    """This will tell the other side that a programme was submitted, and by when it may comment."""
    due = event.comments_due_on
    _tell(event.programme, "submitted", now, [other(Side(event.side))], key=f"v{event.version}", due=due)


def taken_up(event: events.ProgrammeTakenUp, now: datetime) -> None:
    """This will tell the side that submitted it that the joint review is open."""
    _tell(event.programme, "taken_up", now, [other(Side(event.side))])


def sent_back(event: events.ProgrammeSentBack, now: datetime) -> None:
    """This will tell the other side that it holds the pen and until when, and one's own colleagues the same."""
    side, due = Side(event.side), event.comments_due_on
    about = {"version": event.version, "note": event.note, "due": due}
    _tell(event.programme, "your_turn", now, [other(side)], key=_stamp(now), **about)
    _tell(event.programme, "handed_over", now, [side], key=_stamp(now), version=event.version, due=due)


def pen_asked(event: events.PenAsked, now: datetime) -> None:
    """This will tell the side with the pen that the other asks for it."""
    _tell(event.programme, "pen_asked", now, [other(Side(event.side))], key=_stamp(now))


def comments_sent(event: events.CommentsSent, now: datetime) -> None:
    """This will tell the other side that comments wait for its answers."""
    _tell(event.programme, "comments", now, [other(Side(event.side))], key=_stamp(now), count=event.count)


def comment_answered(event: events.CommentAnswered, now: datetime) -> None:
    """This will tell the side that commented once all its comments have their answer."""
    if event.left == 0:
        _tell(event.programme, "answered", now, [Side(event.side)], key=_stamp(now))


def side_agreed(event: events.SideAgreed, now: datetime) -> None:
    """This will tell the other side that it alone has still to agree."""
    _tell(event.programme, "side_agreed", now, [other(Side(event.side))], key=_stamp(now), version=event.version)


def agreed(event: events.ProgrammeAgreed, now: datetime) -> None:
    """This will tell both sides that they have agreed the same version."""
    _tell(event.programme, "agreed", now, BOTH, key=_stamp(now), version=event.version)


def agreement_withdrawn(event: events.AgreementWithdrawn, now: datetime) -> None:
    """This will tell the other side that an agreement was taken back, and why."""
    side = other(Side(event.side))
    _tell(event.programme, "taken_back", now, [side], key=_stamp(now), version=event.version, reason=event.reason)


def reopened(event: events.ProgrammeReopened, now: datetime) -> None:
    """This will tell the other side that the text is open again, and why."""
    _tell(event.programme, "reopened", now, [other(Side(event.side))], key=_stamp(now), reason=event.reason)


def paragraph_reopened(event: events.ParagraphReopened, now: datetime) -> None:
    """This will tell the other side that an agreed paragraph is open again, and why."""
    side = other(Side(event.side))
    about = {"paragraph": event.paragraph, "reason": event.reason}
    _tell(event.programme, "paragraph_reopened", now, [side], key=_stamp(now), **about)


def approved(event: events.ProgrammeApproved, now: datetime) -> None:
    """This will tell both sides that the programme is in force."""
    _tell(event.programme, "approved", now, BOTH, key=f"v{event.version}", on=event.in_force_on)


def declined(event: events.ProgrammeDeclined, now: datetime) -> None:
    """This will tell both sides that the text is back with them; nothing is said of how the Council came to it."""
    _tell(event.programme, "declined", now, BOTH, key=_stamp(now))


def review_started(event: events.ReviewStarted, now: datetime) -> None:
    """This will tell the other side that stock is being taken."""
    _tell(event.programme, "review", now, [other(Side(event.side))], key=_stamp(now))


def survey_opened(event: events.SurveyOpened, now: datetime) -> None:
    """This will tell the partner that a survey waits for its answers."""
    _tell(event.programme, "survey_opened", now, [Side.PARTNER], key=str(event.year), year=str(event.year))


def survey_handed_in(event: events.SurveyHandedIn, now: datetime) -> None:
    """This will tell the staff that a survey was handed in, and how much has changed."""
    facts = {"year": str(event.year), "changed": event.changed}
    _tell(event.programme, "survey_handed_in", now, [Side.STAFF], key=str(event.year), **facts)


def help_offered(event: events.HelpOffered, now: datetime) -> None:
    """This will tell the partner that an Ally offers help with an action."""
    _tell(event.programme, "help_offered", now, [Side.PARTNER], key=str(event.help_id), action=event.action)


def assessment_planned(event: events.AssessmentPlanned, now: datetime) -> None:
    """This will tell the partner that it is to be assessed, and when the mission comes."""
    key = event.assessment.rpartition("/")[2]
    _tell(event.programme, "assessment_planned", now, [Side.PARTNER], key=key, on=event.from_on or brussels_day(now))


def assessment_shared(event: events.AssessmentShared, now: datetime) -> None:
    """This will tell the partner that the draft is there to be read, and from which day it may be discussed."""
    key = event.assessment.rpartition("/")[2]
    _tell(event.programme, "assessment_shared", now, [Side.PARTNER], key=key, on=event.discussed_from)


def assessment_concluded(event: events.AssessmentConcluded, now: datetime) -> None:
    """This will tell both sides that the Council has agreed to the assessment."""
    _tell(event.programme, "assessment_concluded", now, BOTH, key=event.assessment.rpartition("/")[2])


def closed(event: events.ProgrammeClosed, now: datetime) -> None:
    """This will tell the partner that the programme is closed."""
    _tell(event.programme, "closed", now, [Side.PARTNER])


def withdrawn(event: events.ProgrammeWithdrawn, now: datetime) -> None:
    """This will tell the staff that the partner withdrew a programme that the staff knew of."""
    row = queries.programme_of(event.programme)
    if row is not None and audience.STAFF in row.audience:
        _tell(event.programme, "withdrawn", now, [Side.STAFF], key=_stamp(now), reason=event.reason)


def release_asked(event: events.ReleaseAsked, now: datetime) -> None:
    """This will tell the holder of a section that a colleague waits for it."""
    row = queries.programme_of(event.programme)
    if row is None:
        return
    found = [one for one in _holders(row, row.pen, now) if one.person_id == event.holder]
    _post(row, "release", now, found[:1], row.pen, key=_stamp(now), section=event.section, by=event.by)


def _stamp(now: datetime) -> str:
    """This will tell apart letters of one kind that may be due more than once."""
    return f"{now:%Y%m%dT%H%M%S%f}"


def _tell(code: str, what: str, now: datetime, sides: Iterable[Side], *, key: str = "", **facts: object) -> None:
    """This will write to those who write for a side, each in their language."""
    row = queries.programme_of(code)
    if row is None:
        return
    for side in sides:
        _post(row, what, now, _holders(row, side, now), side, key=key, **facts)


def _holders(row: Any, side: str, now: datetime) -> list[Any]:
    party, roles = (row.party_code, PARTNER_ROLES) if side == Side.PARTNER else (STAFF, STAFF_ROLES)
    return people.holders_of([party], *roles, on=brussels_day(now))


def _post(
    row: Any, what: str, now: datetime, found: Iterable[Any], side: str, *, key: str = "", **facts: object
) -> None:
    letters.post(
        f"programmes/{what}",
        f"programmes.{what}:{row.code}:{key}",
        now,
        found,
        lambda locale: _said(row, locale, facts),
        readers=lambda _appointment: tuple(row.own_side(Side(side))),
    )


def _said(row: Any, locale: str, facts: dict[str, object]) -> dict[str, object]:
    return {
        "title": queries.title(row, locale),
        "party": row.party.name_in(locale),
        "path": f"/{locale}/programmes/{row.party_code}/{row.place}/",
        **facts,
    }
