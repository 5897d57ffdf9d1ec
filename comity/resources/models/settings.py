"""Settings of a cycle, what Allies spent on considerations, and the scores of partners: for staff and Allies alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.kernel.rows import Row
from comity.resources.rules.states import Capacity, SettingsState


class Settings(Row):
    """How resources are weighed in one cycle: decided by the Council before anybody is assessed (W-90)."""

    period = models.CharField(max_length=16, unique=True)
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in SettingsState], default=SettingsState.DRAFT.value
    )
    weights = models.JSONField(default=dict, help_text="per mille, by consideration")
    answers = models.PositiveSmallIntegerField(default=0, help_text="Allies on whose points the weights rest")
    anchors = models.JSONField(default=dict, help_text="what 0, 50 and 100 mean, by consideration, in two languages")
    floor_percent = models.PositiveSmallIntegerField(default=60, help_text="of the best floor that all could have")
    keeping_hundredths = models.PositiveIntegerField(default=100, help_text="of a typical seat, for one kept")
    capacity = models.CharField(
        max_length=8, choices=[(c.value, c.value) for c in Capacity], default=Capacity.MONEY.value
    )
    sha256 = models.CharField(max_length=64, blank=True)
    decision = models.CharField(max_length=60, blank=True)
    drafted_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(floor_percent__lte=100), name="resources_settings_floor"),
            models.CheckConstraint(
                condition=~Q(state=SettingsState.IN_FORCE) | (Q(in_force_at__isnull=False) & ~Q(sha256="")),
                name="resources_settings_in_force",
            ),
        ]

    def __str__(self) -> str:
        """This will name the settings by their cycle."""
        return self.period

    @property
    def subject(self) -> str:
        """This will name the settings in the register."""
        return f"settings:{self.period}"


class Points(Row):
    """What one Ally spent on the considerations; read by it alone until all points are closed."""

    settings = models.ForeignKey(Settings, on_delete=models.CASCADE, related_name="points")
    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    spent = models.JSONField()
    at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["settings", "party"], name="resources_points_once"),
        ]

    def __str__(self) -> str:
        """This will say whose points they are."""
        return f"{self.settings_id} {self.party_id}"


class Score(Row):
    """How a partner stands on one consideration, with the evidence: never read by partners (W-92)."""

    settings = models.ForeignKey(Settings, on_delete=models.PROTECT, related_name="scores")
    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    consideration = models.CharField(max_length=16)
    value = models.PositiveSmallIntegerField()
    evidence = models.TextField()
    review_on = models.DateField()
    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True, help_text="who entered it")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["settings", "party", "consideration"], name="resources_score_once"),
            models.CheckConstraint(condition=Q(value__lte=100), name="resources_score_value"),
            models.CheckConstraint(condition=~Q(evidence=""), name="resources_score_evidence"),
        ]

    def __str__(self) -> str:
        """This will say who was assessed on what."""
        return f"{self.party_id} {self.consideration}"
