"""What is kept of programmes. What one side alone may see stands in rows of that side's audience."""

from comity.programmes.models.assessment import Assessment, Finding, Mark
from comity.programmes.models.goals import ChosenActivity, Goal, GoalCarried, Progress
from comity.programmes.models.plans import ActionReport, Help, PlannedAction
from comity.programmes.models.programme import Agreement, Programme, Version
from comity.programmes.models.survey import GoalTalks, Survey, SurveyAnswer
from comity.programmes.models.talk import Comment, Remark
from comity.programmes.models.text import Lock, Paragraph, Section, Tick, Wording

__all__ = [
    "ActionReport",
    "Agreement",
    "Assessment",
    "ChosenActivity",
    "Comment",
    "Finding",
    "Goal",
    "GoalCarried",
    "GoalTalks",
    "Help",
    "Lock",
    "Mark",
    "Paragraph",
    "PlannedAction",
    "Programme",
    "Progress",
    "Remark",
    "Section",
    "Survey",
    "SurveyAnswer",
    "Tick",
    "Version",
    "Wording",
]
