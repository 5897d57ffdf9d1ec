"""What has happened to consultations, concerns and alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

# -- formats -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConsultationRequested:
    """A partner or an Ally has asked for a consultation."""

    consultation: str
    requester: str
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationRevised:
    """The requester has changed the request."""

    consultation: str
    requester: str
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationChecked:
    """The staff has checked a request and found that it may go to the Council."""

    consultation: str
    requester: str
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationSentBack:
    """The staff has sent a request back to whoever asked."""

    consultation: str
    requester: str


@dataclass(frozen=True, slots=True)
class ConsultationWithdrawn:
    """A consultation will not take place."""

    consultation: str
    requester: str


@dataclass(frozen=True, slots=True)
class ConsultationPutToCouncil:
    """The text by which the Council approves subject and participants is before it."""

    consultation: str


@dataclass(frozen=True, slots=True)
class ConsultationGivenBack:
    """The text before the Council is over without a decision on the subject."""

    consultation: str
    requester: str


@dataclass(frozen=True, slots=True)
class SubjectAgreed:
    """The Council has approved the subject; from now on the other partners are owed a notice."""

    consultation: str
    requester: str
    decision: str
    notices_due_on: date


@dataclass(frozen=True, slots=True)
class ParticipantAgreed:
    """The Council has approved one participant."""

    consultation: str
    party: str
    decision: str


@dataclass(frozen=True, slots=True)
class ParticipantHeld:
    """One participant was not agreed; nothing else waits for it."""

    consultation: str
    party: str
    decision: str


@dataclass(frozen=True, slots=True)
class PartnersInvited:
    """Approved participants have been invited."""

    consultation: str
    parties: tuple[str, ...]
    answer_by: date


@dataclass(frozen=True, slots=True)
class InvitationAnswered:
    """An invited partner has said whether it comes."""

    consultation: str
    party: str
    answer: str


@dataclass(frozen=True, slots=True)
class PartnersInformed:
    """Partners that are not invited have been told of a consultation (P§11)."""

    consultation: str
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationClosed:
    """A consultation is over, its follow-ups too."""

    consultation: str


# -- sessions ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SessionPlanned:
    """A session has a day, a place and an agenda. `clashes` are the frameworks that meet on that day."""

    consultation: str
    session: int
    starts_at: datetime
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionConvened:
    """Those who take part have been called to a session."""

    consultation: str
    session: int
    starts_at: datetime
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionHeld:
    """A session has taken place."""

    consultation: str
    session: int


@dataclass(frozen=True, slots=True)
class SessionCancelled:
    """A session will not take place."""

    consultation: str
    session: int
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionRecorded:
    """The record of a session has been filed, for those who took part."""

    consultation: str
    session: int
    paper: str
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordReleased:
    """The record of a session may be read by more than those who took part."""

    consultation: str
    session: int
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowUpAdded:
    """Somebody is to do something by a day."""

    consultation: str
    number: int
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class FollowUpDone:
    """What was to be done has been done."""

    consultation: str
    number: int
    owner: str


@dataclass(frozen=True, slots=True)
class MeetingEntered:
    """A meeting of a framework stands in the calendar, so that nothing is laid over it."""

    framework: str
    on: date


# -- concerns and alerts -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConcernRaised:
    """A partner has told the Alliance of something that it fears."""

    concern: str
    party: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ConcernTakenUp:
    """A desk officer has taken a concern in hand."""

    concern: str
    party: str


@dataclass(frozen=True, slots=True)
class ConcernReminded:
    """The desk was reminded of a concern that waits for its answer."""

    concern: str
    party: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ConcernAnswered:
    """The partner has its answer. `late` is the number of days after the day on which it was due."""

    concern: str
    party: str
    late: int


@dataclass(frozen=True, slots=True)
class ConcernWithdrawn:
    """The partner no longer waits for an answer."""

    concern: str
    party: str


@dataclass(frozen=True, slots=True)
class AlertImported:
    """A public alert stands among the notices; it may replace or cancel earlier ones."""

    identifier: str
    sender: str
    kind: str
    ended: tuple[str, ...]
