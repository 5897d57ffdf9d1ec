"""What embassies leave to each other, and what they log."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comity.kernel.rows import Row
from comity.presence.rules import Deed, FileState, Part


class Succession(Row):
    """A change of embassies in a nation with its hand-over file; nobody incoming means that the staff takes it."""

    host = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="host"
    )
    outgoing = ArrayField(models.CharField(max_length=16))
    incoming = ArrayField(models.CharField(max_length=16), blank=True)
    on = models.DateField(help_text="first day of those who come")
    state = models.CharField(
        max_length=16, default=FileState.OPEN, choices=[(one.value, one.value) for one in FileState]
    )
    opened_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=16, blank=True)
    missing = models.TextField(blank=True, help_text="what was asked for when the file was given back")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["host", "on"], name="presence_succession_once"),
        ]

    def __str__(self) -> str:
        """This will say where and when."""
        return f"hand-over in {self.host_id} on {self.on}"


class FileEntry(Row):
    """One thing that the next embassy should know: a contact, an open matter, an event, where papers are."""

    succession = models.ForeignKey(Succession, on_delete=models.PROTECT, related_name="entries")
    part = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Part])
    title = models.CharField(max_length=240)
    details = models.TextField(blank=True)
    by = models.CharField(max_length=16)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """This will give its title."""
        return self.title


class LogLine(Row):
    """Something that an embassy did as a contact point."""

    host = models.ForeignKey(
        "parties.Party", to_field="code", on_delete=models.PROTECT, related_name="+", db_column="host"
    )
    by = models.CharField(max_length=16, help_text="the Ally whose embassy did it, or IS")
    held_on = models.DateField()
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Deed])
    subject_line = models.CharField(max_length=240)
    summary = models.TextField(blank=True)
    reached = models.PositiveIntegerField(null=True, help_text="people reached, if they were counted")
    logged_at = models.DateTimeField()

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["host", "-held_on"], name="presence_logline_latest")]

    def __str__(self) -> str:
        """This will say what it was."""
        return self.subject_line
