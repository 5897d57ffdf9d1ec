"""Integrity reviews: rounds of a partner, answers, experts, findings, and the measures of the plan."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from comity.education.rules import IN_WORK, AnswerMark, ExpertState, IntegrityState, MeasureState
from comity.kernel.rows import Row


class IntegrityReview(Row):
    """One round of a partner; `shared_with` are the Allies that it lets read it, `agreed` the sides that agree."""

    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    round = models.PositiveSmallIntegerField()
    before = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    pack = models.CharField(max_length=16, help_text="version of the policy whose questions are asked")
    state = models.CharField(
        max_length=16, default=IntegrityState.DRAFT, choices=[(one.value, one.value) for one in IntegrityState]
    )
    opened_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    visit_from_on = models.DateField(null=True)
    visit_until_on = models.DateField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    shared_with = ArrayField(models.CharField(max_length=16), default=list)
    agreed = ArrayField(models.CharField(max_length=16), default=list)
    agreed_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["party", "round"], name="education_integrity_round"),
            models.UniqueConstraint(
                fields=["party"],
                condition=Q(state__in=[one.value for one in IN_WORK]),
                name="education_integrity_in_work",
            ),
            models.CheckConstraint(
                condition=Q(visit_from_on__isnull=True) | Q(visit_until_on__gte=F("visit_from_on")),
                name="education_integrity_visit",
            ),
        ]

    def __str__(self) -> str:
        """This will name partner and round."""
        return f"{self.party_id}/{self.round}"

    @property
    def subject(self) -> str:
        """This will name the review in the register."""
        return f"integrity:{self.pk}"


class IntegrityAnswer(Row):
    """How far something is done and what shows it; one that was carried over counts once it was looked at again."""

    review = models.ForeignKey(IntegrityReview, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=32, help_text="code of the policy pack")
    level = models.CharField(max_length=16, blank=True, help_text="code of the policy pack")
    evidence = models.TextField(blank=True)
    mark = models.CharField(
        max_length=16, default=AnswerMark.NEW, choices=[(one.value, one.value) for one in AnswerMark]
    )
    is_confirmed = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["review", "question"], name="education_integrity_answer"),
        ]

    def __str__(self) -> str:
        """This will name the question."""
        return f"{self.review_id} {self.question}"


class IntegrityExpert(Row):
    """Somebody whom the desk has named: for whom they act, and whether the partner has accepted them."""

    review = models.ForeignKey(IntegrityReview, on_delete=models.PROTECT, related_name="experts")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    nation = models.CharField(max_length=16)
    state = models.CharField(
        max_length=16, default=ExpertState.PROPOSED, choices=[(one.value, one.value) for one in ExpertState]
    )
    named_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["review", "person"], name="education_integrity_expert"),
        ]

    def __str__(self) -> str:
        """This will give the name."""
        return self.name


class Finding(Row):
    """What the experts found in one area, what they advise, and what the partner thinks of it."""

    review = models.ForeignKey(IntegrityReview, on_delete=models.PROTECT, related_name="findings")
    area = models.CharField(max_length=32, help_text="code of the policy pack")
    text = models.TextField()
    advice = models.TextField(blank=True)
    comment = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [*Row.Meta.constraints]

    def __str__(self) -> str:
        """This will name the area."""
        return f"{self.review_id} {self.area}"


class Measure(Row):
    """A measure of the plan: what is done, which office answers for it, by when, how far it is."""

    review = models.ForeignKey(IntegrityReview, on_delete=models.PROTECT, related_name="measures")
    area = models.CharField(max_length=32, help_text="code of the policy pack")
    text = models.TextField()
    office = models.CharField(max_length=160)
    due_on = models.DateField()
    state = models.CharField(
        max_length=16, default=MeasureState.PLANNED, choices=[(one.value, one.value) for one in MeasureState]
    )
    note = models.TextField(blank=True, help_text="what was last said of it")
    noted_on = models.DateField(null=True)
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Row.Meta):
        constraints: ClassVar = [*Row.Meta.constraints]

    def __str__(self) -> str:
        """This will give its first words."""
        return self.text[:60]
