"""Actions for goals in the versions of a programme, how far they are, and the help of single Allies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.kernel.rows import Row
from comity.programmes.models.goals import Goal
from comity.programmes.models.programme import Programme
from comity.programmes.rules.life import SIDES
from comity.programmes.rules.plans import OPEN_HELP, ActionState, HelpState

_SIDES = [(side.value, side.value) for side in SIDES]


class PlannedAction(Row):
    """An action from a version on: for which goal, what, by when, who. Never changed once shared (W-147)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="planned_actions")
    number = models.PositiveIntegerField(help_text="which the action keeps in all versions")
    version = models.PositiveIntegerField()
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    chapter = models.CharField(max_length=32, help_text="code of a section")
    title = models.CharField(max_length=240)
    due_on = models.DateField()
    lead = models.CharField(max_length=160, blank=True, help_text="who does it in the capital")
    former = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", help_text="of the plan before, if carried over"
    )
    is_dropped = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number", "version"], name="programmes_action_once"),
            models.UniqueConstraint(fields=["programme", "former", "version"], name="programmes_action_carried_once"),
            models.CheckConstraint(condition=~Q(title=""), name="programmes_action_title"),
        ]

    def __str__(self) -> str:
        """This will give number and title."""
        return f"{self.number} {self.title}"


class ActionReport(Row):
    """How far an action was on a day, as one side saw it; the latest counts (W-148)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="action_reports")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in ActionState])
    note = models.TextField(blank=True)
    side = models.CharField(max_length=12, choices=_SIDES)
    person_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [*Row.Meta.constraints]
        indexes: ClassVar = [models.Index(fields=["programme", "number", "-id"], name="programmes_report_latest")]

    def __str__(self) -> str:
        """This will say how far it was."""
        return f"{self.number} {self.state}"


class Help(Row):
    """What a single Ally does for an action: offered, accepted by the partner, ended (W-149)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="help")
    number = models.PositiveIntegerField(help_text="of the action")
    ally = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="ally"
    )
    text = models.TextField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in HelpState], default=HelpState.OFFERED)
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "number", "ally"],
                condition=Q(state__in=[s.value for s in OPEN_HELP]),
                name="programmes_help_once",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="programmes_help_text"),
        ]

    def __str__(self) -> str:
        """This will say who helps with what."""
        return f"{self.ally_id} {self.number}"
