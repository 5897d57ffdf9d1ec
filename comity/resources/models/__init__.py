"""What is kept of resources. Scores and points stand in tables of their own, for fewer readers than the rest."""

from comity.resources.models.rounds import Cover, Declaration, Envelope, Frozen, Quota, Round, Wish
from comity.resources.models.runs import Line, Override, Result, Run, Submission
from comity.resources.models.settings import Points, Score, Settings

__all__ = [
    "Cover",
    "Declaration",
    "Envelope",
    "Frozen",
    "Line",
    "Override",
    "Points",
    "Quota",
    "Result",
    "Round",
    "Run",
    "Score",
    "Settings",
    "Submission",
    "Wish",
]
