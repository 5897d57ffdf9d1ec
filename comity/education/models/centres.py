"""Recognition of training centres."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from comity.education.rules import RUNNING, CentreState
from comity.kernel.rows import Row


class Recognition(Row):
    """An application for one centre and what became of it; `until_on` is the first day on which it no longer holds."""

    provider = models.ForeignKey(
        "parties.Provider", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="provider"
    )
    party = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="party"
    )
    case = models.TextField()
    state = models.CharField(
        max_length=16, default=CentreState.APPLIED, choices=[(one.value, one.value) for one in CentreState]
    )
    applied_at = models.DateTimeField()
    findings = models.TextField(blank=True)
    assessed_on = models.DateField(null=True)
    decision = models.CharField(max_length=40, blank=True)
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(
                fields=["provider"],
                condition=Q(state__in=[one.value for one in RUNNING]),
                name="education_recognition_running",
            ),
            models.CheckConstraint(
                condition=~Q(state=CentreState.RECOGNISED.value) | (~Q(decision="") & Q(until_on__gt=F("since_on"))),
                name="education_recognition_decided",
            ),
        ]

    def __str__(self) -> str:
        """This will name the centre."""
        return f"recognition of {self.provider_id}"
