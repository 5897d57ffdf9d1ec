"""What may be done about consultations, concerns and alerts, and what follows (P§4, P§7a, P§11; W-130 to W-142).

`formats` holds the life of a consultation, `sessions` its meetings and follow-ups, `concerns` early warning.
"""

from comity.consultations.rules.concerns import (
    ALERTS,
    CONCERN,
    AlertKind,
    AlertState,
    ConcernState,
    answer_due_on,
    reminder_on,
)
from comity.consultations.rules.formats import (
    CONSULTATION,
    INVITATION,
    Answer,
    Occasion,
    Seat,
    State,
    answer_by,
    notices_due_on,
)
from comity.consultations.rules.sessions import FOLLOW_UP, SESSION, FollowUpState, SessionState

__all__ = [
    "ALERTS",
    "CONCERN",
    "CONSULTATION",
    "FOLLOW_UP",
    "INVITATION",
    "SESSION",
    "AlertKind",
    "AlertState",
    "Answer",
    "ConcernState",
    "FollowUpState",
    "Occasion",
    "Seat",
    "SessionState",
    "State",
    "answer_by",
    "answer_due_on",
    "notices_due_on",
    "reminder_on",
]
