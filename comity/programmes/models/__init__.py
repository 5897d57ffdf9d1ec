"""What is kept of programmes. What one side alone may see stands in rows of that side's audience."""

from comity.programmes.models.goals import ChosenActivity, Goal, GoalCarried, Progress
from comity.programmes.models.programme import Agreement, Programme, Version
from comity.programmes.models.talk import Comment, Remark
from comity.programmes.models.text import Lock, Paragraph, Section, Tick, Wording

__all__ = [
    "Agreement",
    "ChosenActivity",
    "Comment",
    "Goal",
    "GoalCarried",
    "Lock",
    "Paragraph",
    "Programme",
    "Progress",
    "Remark",
    "Section",
    "Tick",
    "Version",
    "Wording",
]
