"""Trials with their plans and lines, overrides, what went to the Council, and the results that partners read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.kernel.rows import Row
from comity.resources.models.rounds import Frozen, Round
from comity.resources.rules.runs import Outcome
from comity.resources.rules.states import RunState


class Run(Row):
    """A trial on frozen inputs: not a decision. It is kept with its certificate, or not at all (W-94)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="runs")
    frozen = models.ForeignKey(Frozen, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in RunState], default=RunState.QUEUED)
    weights = models.JSONField(null=True, help_text="per mille, where other weights than those in force are tried")
    overrides = models.JSONField(default=dict, help_text="true: given a seat, false: denied one, by request")
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    progress = models.JSONField(default=dict)
    problem = models.TextField(blank=True, help_text="why it came to nothing")
    summary = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True, help_text="fingerprint of the plan")
    plan = models.BinaryField(null=True, help_text="JSON of comity-plan/1, compressed")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["round", "number"], name="resources_run_number"),
            models.CheckConstraint(
                condition=~Q(state=RunState.SOLVED) | (~Q(sha256="") & Q(plan__isnull=False)),
                name="resources_run_certified",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="resources_run_due", condition=Q(state=RunState.QUEUED)),
        ]

    def __str__(self) -> str:
        """This will name the trial by its number."""
        return f"{self.round_id}/{self.number}"

    @property
    def subject(self) -> str:
        """This will name the trial in the register."""
        return f"run:{self.round.code}/{self.number}"


class Line(Row):
    """One request in a trial: what it came to, by which rule or prices, and what would change it."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="lines")
    ref = models.CharField(max_length=24, help_text="activity and number")
    code = models.CharField(max_length=16)
    party = models.CharField(max_length=16)
    outcome = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Outcome])
    reason = models.CharField(max_length=16)
    about = models.CharField(max_length=80, blank=True)
    rank = models.PositiveIntegerField()
    points = models.PositiveIntegerField()
    cost_minor = models.BigIntegerField()
    worth = models.BigIntegerField()
    difference = models.BigIntegerField()
    sheet = models.JSONField(help_text="prices and changes, as staff and Allies read them")
    shown = models.JSONField(help_text="prices and changes, as the partner may read them")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["run", "ref"], name="resources_line_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["run", "party", "rank"], name="resources_line_party"),
            models.Index(fields=["run", "code"], name="resources_line_code"),
        ]

    def __str__(self) -> str:
        """This will name the request."""
        return self.ref


class Override(Row):
    """A seat given or denied against the plan, by somebody, for a reason; every one is counted and shown (W-95)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="overrides")
    ref = models.CharField(max_length=24)
    party = models.CharField(max_length=16)
    gives = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True, help_text="who did it")
    lifted_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "ref"], condition=Q(lifted_at__isnull=True), name="resources_override_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="resources_override_reason"),
        ]

    def __str__(self) -> str:
        """This will name the request."""
        return self.ref


class Submission(Row):
    """A trial that went to the Council, by its fingerprint."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="submissions")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    decision = models.CharField(max_length=60, blank=True)
    adopted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """This will name it by its fingerprint."""
        return self.sha256[:12]


class Result(Row):
    """What a partner reads of one of its own requests: outcome, ground and what would change it (W-96)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="results")
    ref = models.CharField(max_length=24)
    code = models.CharField(max_length=16)
    party = models.CharField(max_length=16)
    outcome = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Outcome])
    was = models.CharField(max_length=8, blank=True, help_text="outcome before a re-run")
    reason = models.CharField(max_length=16)
    about = models.CharField(max_length=80, blank=True)
    rank = models.PositiveIntegerField()
    line = models.CharField(max_length=24)
    cost_minor = models.BigIntegerField()
    shown = models.JSONField()
    turn = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["round", "ref"], name="resources_result_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["round", "party", "rank"], name="resources_result_party"),
            models.Index(fields=["ref"], name="resources_result_ref"),
        ]

    def __str__(self) -> str:
        """This will name the request."""
        return self.ref
