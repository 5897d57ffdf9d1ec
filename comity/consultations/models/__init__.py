"""What is kept of consultations, sessions, concerns and alerts."""

from comity.consultations.models.concerns import Alert, AlertInfo, Concern
from comity.consultations.models.formats import (
    Consultation,
    Finding,
    Invitation,
    Notice,
    Participant,
    Request,
    Transparency,
)
from comity.consultations.models.sessions import Clearance, FollowUp, Meeting, Session

__all__ = [
    "Alert",
    "AlertInfo",
    "Clearance",
    "Concern",
    "Consultation",
    "Finding",
    "FollowUp",
    "Invitation",
    "Meeting",
    "Notice",
    "Participant",
    "Request",
    "Session",
    "Transparency",
]
