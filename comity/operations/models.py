"""What is kept of operations, of those who contribute, of drafts under comment and of units."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from comity.kernel.rows import Row
from comity.operations.rules import LIVING, Arranged, Level, Moment, Phase, Stage, Uptake


class Operation(Row):
    """An operation led by the Alliance, with its phase."""

    code = models.CharField(max_length=24, unique=True)
    name_en = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    phase = models.CharField(max_length=16, default=Phase.PLANNING, choices=[(p.value, p.value) for p in Phase])
    decision = models.CharField(max_length=60, blank=True)
    planned_on = models.DateField()
    began_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["phase", "code"], name="operations_phase")]

    def __str__(self) -> str:
        """This will name the operation by its code."""
        return self.code

    @property
    def subject(self) -> str:
        """This will name the operation in the register."""
        return f"operation:{self.code}"

    def name_in(self, locale: str) -> str:
        """This will give the name in a language."""
        return self.name_fr if locale == "fr" else self.name_en


class Contributor(Row):
    """A nation on its way to contribute to one operation."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="contributors")
    party = models.CharField(max_length=16)
    stage = models.CharField(max_length=16, default=Stage.INTERESTED, choices=[(s.value, s.value) for s in Stage])
    interested_at = models.DateTimeField()
    recognised_by = models.CharField(max_length=60, blank=True)
    offer = models.TextField(blank=True)
    assessment = models.TextField(blank=True)
    is_suitable = models.BooleanField(default=False)
    put_forward_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=60, blank=True)
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["operation", "party"],
                condition=Q(stage__in=[stage.value for stage in LIVING]),
                name="operations_contributor_once",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.PARTNER) | (Q(since_on__isnull=False) & ~Q(accepted_by="")),
                name="operations_contributor_decided",
            ),
        ]

    def __str__(self) -> str:
        """This will name party and operation."""
        return f"{self.party} in {self.operation_id}"


class Arrangement(Row):
    """One of the three arrangements with a contributor."""

    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="arrangements")
    kind = models.CharField(max_length=16, choices=[(a.value, a.value) for a in Arranged])
    reference = models.CharField(max_length=120)
    signed_on = models.DateField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["contributor", "kind"], name="operations_arrangement_once"),
        ]

    def __str__(self) -> str:
        """This will name its kind."""
        return self.kind


class Draft(Row):
    """A draft given to the operational partners for comment, before the Allies decide on it."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="drafts")
    title_en = models.CharField(max_length=240)
    title_fr = models.CharField(max_length=240)
    text_en = models.TextField()
    text_fr = models.TextField()
    circulated_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(closes_at__gt=F("circulated_at")), name="operations_draft_window"),
        ]

    def __str__(self) -> str:
        """This will name it."""
        return self.title_en

    @property
    def subject(self) -> str:
        """This will name the draft in the register."""
        return f"operation-draft:{self.pk}"

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en

    def text_in(self, locale: str) -> str:
        """This will give the text in a language."""
        return self.text_fr if locale == "fr" else self.text_en


class Comment(Row):
    """What an operational partner said of a draft, and how it was taken up."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="comments")
    party = models.CharField(max_length=16)
    text = models.TextField()
    made_at = models.DateTimeField()
    uptake = models.CharField(max_length=16, blank=True, choices=[(u.value, u.value) for u in Uptake])
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """This will name who made it."""
        return f"comment of {self.party}"

    @property
    def subject(self) -> str:
        """This will name the comment in the register."""
        return f"operation-comment:{self.pk}"


class Linked(Row):
    """A consultation before, during or after an operation."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="consultations")
    consultation = models.CharField(max_length=24)
    moment = models.CharField(max_length=8, choices=[(m.value, m.value) for m in Moment])

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["operation", "consultation"], name="operations_linked_once"),
        ]

    def __str__(self) -> str:
        """This will name the consultation."""
        return self.consultation


class Unit(Row):
    """A unit that a partner has entered for evaluation."""

    party = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=120, blank=True)
    entered_on = models.DateField()

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["party", "name"], name="operations_unit_party")]

    def __str__(self) -> str:
        """This will name the unit."""
        return self.name

    @property
    def subject(self) -> str:
        """This will name the unit in the register."""
        return f"unit:{self.pk}"


class Evaluation(Row):
    """One evaluation of a unit: its level, the day, and until when it holds."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evaluations")
    level = models.PositiveSmallIntegerField(choices=[(one.value, str(one.value)) for one in Level])
    on = models.DateField()
    valid_until = models.DateField()
    remarks = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(valid_until__gt=F("on")), name="operations_evaluation_order"),
        ]

    def __str__(self) -> str:
        """This will name level and day."""
        return f"level {self.level} on {self.on}"
