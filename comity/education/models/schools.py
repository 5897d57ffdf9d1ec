"""School support: what was asked and found, the plan with its events, who contributes, the yearly reviews."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from comity.education.models.clearing import party_key
from comity.education.rules import SUPPORTED, EventState, Responsible, SupportArea, SupportMark, SupportState
from comity.kernel.rows import Row

_AREAS = [(one.value, one.value) for one in SupportArea]


class SchoolSupport(Row):
    """The support of one school; `version` counts the changes of its plan, `agreed` are the sides that agreed to it."""

    provider = models.ForeignKey(
        "parties.Provider", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="provider"
    )
    party = party_key()
    case = models.TextField()
    state = models.CharField(
        max_length=16, default=SupportState.REQUESTED, choices=[(one.value, one.value) for one in SupportState]
    )
    asked_at = models.DateTimeField()
    visited_on = models.DateField(null=True)
    from_year = models.PositiveSmallIntegerField()
    years = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    agreed = ArrayField(models.CharField(max_length=16), default=list)
    agreed_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    lasting = models.TextField(blank=True)
    ended_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider"],
                condition=Q(state__in=[one.value for one in SUPPORTED]),
                name="education_support_running",
            ),
            models.CheckConstraint(
                condition=~Q(state=SupportState.RUNNING.value) | Q(agreed_on__isnull=False),
                name="education_support_agreed",
            ),
            models.CheckConstraint(
                condition=~Q(state=SupportState.CLOSED.value) | ~Q(lasting=""), name="education_support_lasting"
            ),
        ]

    def __str__(self) -> str:
        """This will name the school."""
        return f"support of {self.provider_id}"

    @property
    def subject(self) -> str:
        """This will name the support in the register."""
        return f"school-support:{self.pk}"


class SchoolFinding(Row):
    """What the needs assessment found in one area."""

    support = models.ForeignKey(SchoolSupport, on_delete=models.PROTECT, related_name="findings")
    area = models.CharField(max_length=16, choices=_AREAS)
    text = models.TextField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["support", "area"], name="education_finding_once"),
        ]

    def __str__(self) -> str:
        """This will name the area."""
        return self.area


class SchoolObjective(Row):
    """What is to become better in one area, and how one will see it."""

    support = models.ForeignKey(SchoolSupport, on_delete=models.PROTECT, related_name="objectives")
    area = models.CharField(max_length=16, choices=_AREAS)
    title = models.CharField(max_length=240)
    measure = models.TextField(blank=True)

    def __str__(self) -> str:
        """This will name the objective."""
        return self.title


class SchoolEvent(Row):
    """An event of a plan; the day by which it is to be held says in which academic year it lies."""

    objective = models.ForeignKey(SchoolObjective, on_delete=models.PROTECT, related_name="events")
    title = models.CharField(max_length=240)
    responsible = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Responsible])
    due_on = models.DateField()
    state = models.CharField(
        max_length=16, default=EventState.PLANNED, choices=[(one.value, one.value) for one in EventState]
    )
    reason = models.TextField(blank=True)
    held_on = models.DateField(null=True)
    people = models.PositiveIntegerField(default=0)
    report = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state=EventState.HELD.value) | (Q(held_on__isnull=False) & Q(people__gte=1)),
                name="education_event_held",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="education_event_due")]

    def __str__(self) -> str:
        """This will name the event."""
        return self.title


class SchoolContribution(Row):
    """What a party contributes to an event; `given` is not known before the event is reported."""

    event = models.ForeignKey(SchoolEvent, on_delete=models.PROTECT, related_name="contributions")
    party = party_key()
    teachers = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    promised_at = models.DateTimeField()
    given = models.BooleanField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["event", "party"], name="education_contribution_once"),
            models.CheckConstraint(condition=Q(teachers__gte=1), name="education_contribution_teachers"),
        ]

    def __str__(self) -> str:
        """This will name the party."""
        return f"contribution of {self.party_id}"


class SchoolReview(Row):
    """The review of one academic year of a plan."""

    support = models.ForeignKey(SchoolSupport, on_delete=models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    reviewed_on = models.DateField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["support", "year"], name="education_review_once"),
        ]

    def __str__(self) -> str:
        """This will name the year."""
        return f"review of {self.year}"


class SchoolMark(Row):
    """How far one objective has come, as a review says."""

    review = models.ForeignKey(SchoolReview, on_delete=models.PROTECT, related_name="marks")
    objective = models.ForeignKey(SchoolObjective, on_delete=models.PROTECT, related_name="marks")
    mark = models.CharField(max_length=16, choices=[(one.value, one.value) for one in SupportMark])

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["review", "objective"], name="education_mark_once"),
        ]

    def __str__(self) -> str:
        """This will name the mark."""
        return self.mark
