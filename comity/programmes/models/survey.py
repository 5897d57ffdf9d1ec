"""Surveys of a partner, year by year, and the talks on its goals."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.kernel.rows import Row
from comity.policy.programme_types import Talks as Kind
from comity.programmes.models.programme import Programme


class Survey(Row):
    """What a partner is asked in one year of a round. Its answers are its own until handed in."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="surveys")
    year = models.PositiveSmallIntegerField()
    before = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "year"], name="programmes_survey_once"),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(handed_in_at__isnull=True), name="programmes_survey_open"
            ),
        ]

    def __str__(self) -> str:
        """This will name programme and year."""
        return self.code

    @property
    def code(self) -> str:
        """This will write of which programme and year it is: XA/parp/2026-27/2026."""
        return f"{self.programme.code}/{self.year}"

    @property
    def subject(self) -> str:
        """This will name the survey in the register."""
        return f"survey:{self.code}"


class SurveyAnswer(Row):
    """An answer; one that was carried over counts only once somebody looked at it again (W-152)."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=32, help_text="code of the policy pack")
    text = models.TextField(blank=True)
    is_confirmed = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["survey", "question"], name="programmes_answer_once"),
        ]

    def __str__(self) -> str:
        """This will name the question."""
        return f"{self.survey_id} {self.question}"


class GoalTalks(Row):
    """Talks on the goals of a programme that were held: with the partner alone, or with all Allies (W-153)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="talks")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    version = models.PositiveIntegerField(help_text="of the goals that was talked over")
    held_on = models.DateField()
    summary = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering: ClassVar = ["held_on", "pk"]
        constraints: ClassVar = [*Row.Meta.constraints]

    def __str__(self) -> str:
        """This will say which talks they were."""
        return f"{self.kind} {self.held_on}"
