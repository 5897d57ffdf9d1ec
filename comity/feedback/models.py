"""What is kept of reports and pruning."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from comity.feedback.rules import Outcome, Respondent, State, ToolState, ToolVerdict
from comity.kernel.rows import Row


class Report(Row):
    """A report that is owed: on which activity, by whom, until when. What it says is in its answer."""

    activity = models.ForeignKey(
        "menu.Activity", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="activity"
    )
    title_en = models.CharField(max_length=240)
    title_fr = models.CharField(max_length=240)
    respondent = models.CharField(max_length=16, choices=[(r.value, r.value) for r in Respondent])
    party = models.CharField(max_length=16)
    nomination = models.PositiveIntegerField(null=True, help_text="number of the participant's nomination")
    ends_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in State], default=State.ASKED)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", "respondent", "party", "nomination"],
                name="feedback_report_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False) | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
                name="feedback_report_sent",
            ),
            models.CheckConstraint(
                condition=Q(respondent=Respondent.PARTICIPANT, nomination__isnull=False)
                | (~Q(respondent=Respondent.PARTICIPANT) & Q(nomination__isnull=True)),
                name="feedback_report_respondent",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["party", "state", "due_on"], name="feedback_report_party"),
            models.Index(fields=["due_on"], name="feedback_report_awaited", condition=Q(state=State.ASKED)),
        ]

    def __str__(self) -> str:
        """This will say who reports on what."""
        return f"{self.activity_id} {self.respondent} {self.party}"

    @property
    def subject(self) -> str:
        """This will name the report in the register."""
        return f"report:{self.pk}"

    @property
    def community(self) -> str:
        """This will name the community of whoever holds the personal link to this report."""
        return self.subject

    def title_in(self, locale: str) -> str:
        """This will give the activity's title in a language, or in the other if it has only one."""
        return (self.title_fr or self.title_en) if locale == "fr" else (self.title_en or self.title_fr)


class Answer(Row):
    """What a report says. Read by the staff and its author alone (W-56)."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="answer")
    marks = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """This will name the report that it answers."""
        return f"{self.report_id}"


class Summary(Row):
    """What the reports on an activity add up to, for everybody who may see the activity."""

    activity = models.OneToOneField(
        "menu.Activity", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="activity"
    )
    course = models.CharField(max_length=16, blank=True)
    ends_on = models.DateField()
    due_on = models.DateField()
    asked = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    averages = models.JSONField(default=dict, help_text="average by question, as text; empty below W-56")
    overall = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    provider_reported = models.BooleanField(default=False)
    judged_on = models.DateField(null=True, help_text="day on which its worth was weighed (W-54)")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(sent__lte=models.F("asked")), name="feedback_summary_sent"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["course", "-ends_on"], name="feedback_summary_course"),
            models.Index(fields=["due_on"], name="feedback_summary_unjudged", condition=Q(judged_on__isnull=True)),
        ]

    def __str__(self) -> str:
        """This will name the activity."""
        return f"{self.activity_id}"

    @property
    def subject(self) -> str:
        """This will name the activity in the register, since it is the activity that is judged."""
        return f"activity:{self.activity_id}"

    @property
    def percent(self) -> int:
        """This will give the response rate in per cent."""
        return round(100 * self.sent / self.asked) if self.asked else 0


class Proposal(Row):
    """A proposal to prune an activity, with the evidence of its day, and what was decided."""

    activity = models.ForeignKey(
        "menu.Activity", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="activity"
    )
    title_en = models.CharField(max_length=240)
    title_fr = models.CharField(max_length=240)
    provider_party = models.CharField(max_length=16, blank=True)
    grounds = ArrayField(models.CharField(max_length=16))
    evidence = models.JSONField()
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Outcome], default=Outcome.PROPOSED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    replacement = models.CharField(max_length=16, blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity"], condition=Q(outcome=Outcome.PROPOSED), name="feedback_proposal_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PROPOSED, decided_at__isnull=True)
                | (~Q(outcome=Outcome.PROPOSED) & Q(decided_at__isnull=False) & ~Q(reason="")),
                name="feedback_proposal_decided",
            ),
            models.CheckConstraint(condition=Q(grounds__len__gt=0), name="feedback_proposal_grounds"),
        ]

    def __str__(self) -> str:
        """This will name the activity and what became of the proposal."""
        return f"{self.activity_id} {self.outcome}"

    @property
    def subject(self) -> str:
        """This will name the proposal in the register."""
        return f"proposal:{self.pk}"

    def title_in(self, locale: str) -> str:
        """This will give the activity's title in a language, or in the other if it has only one."""
        return (self.title_fr or self.title_en) if locale == "fr" else (self.title_en or self.title_fr)


class ToolReview(Row):
    """The review of a tool in a year: the evidence of its day, what was proposed and decided. For staff and Allies."""

    tool = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in ToolState], default=ToolState.OPEN)
    opened_at = models.DateTimeField()
    evidence = models.JSONField(default=dict, help_text="as it stood when the verdict was proposed; empty before")
    verdict = models.CharField(max_length=8, choices=[(v.value, v.value) for v in ToolVerdict], blank=True)
    reason = models.TextField(blank=True)
    change = models.TextField(blank=True, help_text="what is to be changed")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.BigIntegerField(null=True)
    decision = models.CharField(max_length=40, blank=True, help_text="paper of the Council")
    decided_on = models.DateField(null=True)
    accounted_on = models.DateField(null=True)
    after = models.JSONField(default=dict, help_text="the same evidence of the year after it was discarded")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["tool", "year"], name="feedback_toolreview_once"),
            models.CheckConstraint(
                condition=Q(state=ToolState.OPEN) | (~Q(verdict="") & ~Q(reason="") & Q(proposed_at__isnull=False)),
                name="feedback_toolreview_proposed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ToolState.OPEN, ToolState.PROPOSED])
                | (Q(decided_on__isnull=False) & ~Q(decision="")),
                name="feedback_toolreview_decided",
            ),
            models.CheckConstraint(
                condition=Q(accounted_on__isnull=True) | Q(state=ToolState.DISCARDED),
                name="feedback_toolreview_accounted",
            ),
        ]

    def __str__(self) -> str:
        """This will name the tool and the year."""
        return f"{self.tool} {self.year}"

    @property
    def subject(self) -> str:
        """This will name the review in the register."""
        return f"tool_review:{self.pk}"


class ToolOutcome(Row):
    """What everybody may know of a decided review: the verdict, the reason, and later what it freed, in words."""

    review = models.OneToOneField(ToolReview, on_delete=models.PROTECT, related_name="outcome")
    tool = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=8, choices=[(v.value, v.value) for v in ToolVerdict])
    decided_on = models.DateField()
    change = models.TextField(blank=True)
    freed = models.TextField(blank=True)
    accounted_on = models.DateField(null=True)

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["-decided_on"], name="feedback_tooloutcome_latest")]

    def __str__(self) -> str:
        """This will name the tool and what was decided."""
        return f"{self.tool} {self.verdict}"
