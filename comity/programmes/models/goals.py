"""Goals, which belong to the partner and outlive its programmes, and the activities chosen for them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from comity.kernel.rows import Row
from comity.programmes.models.programme import Programme
from comity.programmes.rules.goals import Choice, GoalState
from comity.programmes.rules.life import SIDES

_SIDES = [(side.value, side.value) for side in SIDES]


class Goal(Row):
    """What a partner wants to reach (ends) and how (ways); activities are the means."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    party_code = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    ways = models.TextField(blank=True, help_text="how it is to be reached")
    measure = models.TextField(blank=True, help_text="how one will see that it is reached")
    areas = ArrayField(models.CharField(max_length=32), help_text="priority areas, P§5")
    objectives = ArrayField(models.CharField(max_length=32), default=list, help_text="strategic objectives, P§4")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in GoalState], default=GoalState.OPEN)
    percent = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=5, default="en")
    begun_at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering: ClassVar = ["party_code", "number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["party", "number"], name="programmes_goal_once"),
            models.CheckConstraint(condition=Q(areas__len__gt=0), name="programmes_goal_areas"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="programmes_goal_percent"),
        ]

    def __str__(self) -> str:
        """This will give the title."""
        return self.title

    @property
    def code(self) -> str:
        """This will write whose goal it is and which: XA/3."""
        return f"{self.party_code}/{self.number}"

    @property
    def subject(self) -> str:
        """This will name the goal in the register."""
        return f"goal:{self.code}"


class GoalCarried(Row):
    """From which version on a programme carries a goal, or carries it no longer. Never changed once shared."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="goals")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="carried")
    place = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    is_carried = models.BooleanField(default=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "goal", "version"], name="programmes_goalcarried_once"),
        ]

    def __str__(self) -> str:
        """This will name programme and goal by number."""
        return f"{self.programme_id} {self.goal_id} v{self.version}"


class Progress(Row):
    """How far a goal had come on a day, as one side saw it."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="progress")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=_SIDES)
    person_id = models.BigIntegerField()
    at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(percent__lte=100), name="programmes_progress_percent"),
        ]

    def __str__(self) -> str:
        """This will say how far the goal had come."""
        return f"{self.goal_id} {self.percent} %"


class ChosenActivity(Row):
    """From which version on an activity of the menu stands in a programme, and how. Never changed once shared."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="choices")
    activity = models.ForeignKey("menu.Activity", on_delete=models.PROTECT, related_name="+")
    activity_code = models.CharField(max_length=32)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="choices")
    choice = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Choice], default=Choice.PROPOSED)
    proposed_by = models.CharField(max_length=12, choices=_SIDES)
    version = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "activity", "version"], name="programmes_chosenactivity_once"),
            models.CheckConstraint(
                condition=~Q(choice=Choice.REFUSED) | ~Q(reason=""), name="programmes_chosenactivity_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["activity_code"], name="programmes_chosen_code")]

    def __str__(self) -> str:
        """This will say how the activity stands."""
        return f"{self.activity_code} {self.choice}"
