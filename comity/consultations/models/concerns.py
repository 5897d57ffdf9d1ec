"""Concerns that partners raise, and public alerts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from comity.consultations.rules import AlertKind, AlertState, ConcernState
from comity.kernel.rows import Row


class Concern(Row):
    """What a partner fears, and what it is answered: for itself, Allies and the staff."""

    code = models.CharField(max_length=12, unique=True, help_text="year and number, as in 2026-003")
    party = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    text = models.TextField()
    areas = ArrayField(models.CharField(max_length=24), default=list)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in ConcernState], default=ConcernState.RAISED
    )
    raised_at = models.DateTimeField()
    due_on = models.DateField()
    reminded_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    consultation = models.CharField(max_length=12, blank=True, help_text="code of the consultation that it led to")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=ConcernState.ANSWERED, answered_at__isnull=False)
                | (~Q(state=ConcernState.ANSWERED) & Q(answered_at__isnull=True, answer="")),
                name="consultations_concern_answered",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on"],
                name="consultations_to_answer",
                condition=Q(state__in=[ConcernState.RAISED, ConcernState.TAKEN_UP]),
            )
        ]

    def __str__(self) -> str:
        """This will name the concern by its code."""
        return self.code

    @property
    def subject(self) -> str:
        """This will name the concern in the register."""
        return f"concern:{self.code}"


class Alert(Row):
    """A public alert as its sender wrote it (Common Alerting Protocol 1.2). Comity adds no judgement to it (W-141)."""

    identifier = models.CharField(max_length=200)
    sender = models.CharField(max_length=200)
    sent = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in AlertKind])
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in AlertState], default=AlertState.CURRENT
    )
    source = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    refers_to = ArrayField(models.CharField(max_length=420), default=list)
    ends_at = models.DateTimeField(null=True, help_text="the last moment at which its sender says that it holds")
    parties = ArrayField(models.CharField(max_length=16), default=list, help_text="nations that it concerns")
    imported_at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["identifier", "sender", "sent"], name="consultations_alert_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-sent"], name="consultations_alert_state")]

    def __str__(self) -> str:
        """This will name the alert by its identifier."""
        return self.identifier


class AlertInfo(Row):
    """What an alert says in one language about one event."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="infos")
    place = models.PositiveSmallIntegerField(help_text="place in the alert, from 1")
    language = models.CharField(max_length=16, default="en-US")
    categories = ArrayField(models.CharField(max_length=12))
    event = models.CharField(max_length=200)
    urgency = models.CharField(max_length=12)
    severity = models.CharField(max_length=12)
    certainty = models.CharField(max_length=12)
    headline = models.CharField(max_length=240, blank=True)
    description = models.TextField(blank=True)
    instruction = models.TextField(blank=True)
    web = models.CharField(max_length=400, blank=True)
    effective_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    areas = ArrayField(models.CharField(max_length=240), default=list)

    class Meta(Row.Meta):
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["alert", "place"], name="consultations_alert_info_once"),
        ]

    def __str__(self) -> str:
        """This will name the event."""
        return self.event
