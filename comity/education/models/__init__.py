"""What is kept of education, training and capacity building."""

from comity.education.models.centres import Recognition
from comity.education.models.clearing import Match, Need, Offer
from comity.education.models.integrity import (
    Finding,
    IntegrityAnswer,
    IntegrityExpert,
    IntegrityReview,
    Measure,
)
from comity.education.models.schools import (
    SchoolContribution,
    SchoolEvent,
    SchoolFinding,
    SchoolMark,
    SchoolObjective,
    SchoolReview,
    SchoolSupport,
)

__all__ = [
    "Finding",
    "IntegrityAnswer",
    "IntegrityExpert",
    "IntegrityReview",
    "Match",
    "Measure",
    "Need",
    "Offer",
    "Recognition",
    "SchoolContribution",
    "SchoolEvent",
    "SchoolFinding",
    "SchoolMark",
    "SchoolObjective",
    "SchoolReview",
    "SchoolSupport",
]
