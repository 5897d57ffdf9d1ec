"""Assessments of a programme, their text, and how each goal stood then. The draft is kept apart until it is shared."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from comity.kernel.rows import Row
from comity.programmes.models.goals import Goal
from comity.programmes.models.programme import Programme
from comity.programmes.rules.assessment import Stage


class Assessment(Row):
    """One assessment: mission, draft, discussion, Council. What it says stands in `Finding`, for fewer at first."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=16, choices=[(s.value, s.value) for s in Stage], default=Stage.PLANNED)
    from_on = models.DateField(null=True, help_text="first day of the mission")
    until_on = models.DateField(null=True, help_text="last day of the mission")
    team = models.TextField(blank=True)
    planned_at = models.DateTimeField()
    shared_on = models.DateField(null=True)
    discussed_on = models.DateField(null=True)
    discussed_in = models.CharField(max_length=80, blank=True)
    decision = models.CharField(max_length=40, blank=True)
    agreed_on = models.DateField(null=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["programme_id", "number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="programmes_assessment_once"),
            models.UniqueConstraint(
                fields=["programme"], condition=~Q(stage=Stage.AGREED), name="programmes_assessment_open"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="programmes_assessment_mission",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.AGREED) | (Q(agreed_on__isnull=False) & ~Q(decision="")),
                name="programmes_assessment_agreed",
            ),
        ]

    def __str__(self) -> str:
        """This will name programme and number."""
        return self.code

    @property
    def code(self) -> str:
        """This will write which assessment of which programme: XA/ipap/2027-28/1."""
        return f"{self.programme.code}/{self.number}"

    @property
    def subject(self) -> str:
        """This will name the assessment in the register."""
        return f"programme-assessment:{self.code}"


class Finding(Row):
    """What an assessment says as a whole, and what was said when it was discussed."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="finding")
    text = models.TextField()
    discussion = models.TextField(blank=True)
    drafted_at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="programmes_finding_text"),
        ]

    def __str__(self) -> str:
        """This will name the assessment by number."""
        return f"finding {self.assessment_id}"


class Mark(Row):
    """How a goal stood when the draft was written: taken from its status and its actions, with a word of the staff."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="marks")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12)
    actions = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["assessment", "goal"], name="programmes_mark_once"),
            models.CheckConstraint(
                condition=Q(done__lte=F("actions")) & Q(late__lte=F("actions")), name="programmes_mark_counts"
            ),
        ]

    def __str__(self) -> str:
        """This will name the goal by number."""
        return f"{self.assessment_id} {self.goal_id}"
