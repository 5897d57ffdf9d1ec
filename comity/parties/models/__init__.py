"""What is kept of nations and organisations. Imported by this house alone."""

from comity.parties.models.facts import Cooperation, StaffFile, StaffNote, ToolUse
from comity.parties.models.party import DateRange, Party, Standing, Suspension, ToolAccess, ToolClosure
from comity.parties.models.presence import ContactPointEmbassy, Mission, Provider

__all__ = [
    "ContactPointEmbassy",
    "Cooperation",
    "DateRange",
    "Mission",
    "Party",
    "Provider",
    "StaffFile",
    "StaffNote",
    "Standing",
    "Suspension",
    "ToolAccess",
    "ToolClosure",
    "ToolUse",
]
