"""What the kernel keeps: register entries and their seals, refusals, messages to send, counters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from comity.core import refs
from comity.kernel.rows import Row


class Entry(Row):
    """One act, as it is entered in the register. Never changed, never removed; the database sees to it."""

    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    party = models.CharField(max_length=16, blank=True)
    role = models.CharField(max_length=32, blank=True)
    deputy_for = models.CharField(max_length=120, blank=True)
    verb = models.CharField(max_length=64)
    about = models.CharField(max_length=160)
    ground = models.CharField(max_length=32, blank=True)
    facts_digest = models.CharField(max_length=64, blank=True)
    event = models.CharField(max_length=80)
    details = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16)

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["about", "-id"], name="kernel_entry_about")]

    def __str__(self) -> str:
        """This will name the entry for people who look at the database."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.about}"


class Seal(Row):
    """The place of an entry in the chain: its number without gaps, its own hash and that of the chain so far."""

    seq = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    leaf = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        """This will name the seal by its number."""
        return str(self.seq)


class Checkpoint(Row):
    """A signed head of the register, to be kept outside the database."""

    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    chain = models.BinaryField(max_length=32)
    root = models.BinaryField(max_length=32)
    note = models.TextField()

    def __str__(self) -> str:
        """This will name the checkpoint by the last entry that it covers."""
        return f"checkpoint {self.seq}"


class Refusal(Row):
    """What did not happen and why, with the facts of the moment."""

    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    party = models.CharField(max_length=16, blank=True)
    verb = models.CharField(max_length=64)
    about = models.CharField(max_length=160)
    reasons = models.JSONField()

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["about", "-id"], name="kernel_refusal_about")]

    def __str__(self) -> str:
        """This will name the refusal by its number."""
        return self.number

    @property
    def number(self) -> str:
        """This will write the refusal's number, as in R-2026-04417."""
        return refs.refusal(self.at.year, self.pk)


class Message(Row):
    """A message that has to leave, once, after the commit of what it tells about."""

    class Kind(models.TextChoices):
        """By which way a message leaves."""

        MAIL = "mail"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.MAIL)
    person_id = models.BigIntegerField(null=True)
    address = models.EmailField()
    locale = models.CharField(max_length=5, default="en")
    template = models.CharField(max_length=80)
    context = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta(Row.Meta):
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="kernel_message_due", condition=models.Q(sent_at__isnull=True))
        ]

    def __str__(self) -> str:
        """This will name the message by its key."""
        return self.key


class Series(models.Model):
    """The last number given in a series of references."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        """This will name the series and how far it has come."""
        return f"{self.name} {self.last}"


class Uptime(Row):
    """A span of time through which the service was seen at work, beat by beat (kernel/heartbeat.py)."""

    since_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["-until_at"], name="kernel_uptime_until")]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=models.Q(until_at__gte=models.F("since_at")), name="kernel_uptime_order"),
        ]

    def __str__(self) -> str:
        """This will say from when to when."""
        return f"{self.since_at:%Y-%m-%d %H:%M} {self.until_at:%Y-%m-%d %H:%M}"


class Submission(Row):
    """A form that was sent, and what it was answered: the same form sent again counts once (kernel/submissions.py)."""

    key = models.CharField(max_length=64, primary_key=True)
    digest = models.CharField(max_length=64)
    person_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(default=0)
    location = models.TextField(blank=True)
    said = models.JSONField(default=list)
    body = models.TextField(blank=True)

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["at"], name="kernel_submission_at")]

    def __str__(self) -> str:
        """This will name the submission by its key."""
        return self.key


class HeldFile(Row):
    """A file that was looked at and waits for its sender's second step (kernel/held.py)."""

    key = models.CharField(max_length=64, primary_key=True)
    person_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    at = models.DateTimeField()

    class Meta(Row.Meta):
        indexes: ClassVar = [models.Index(fields=["at"], name="kernel_heldfile_at")]

    def __str__(self) -> str:
        """This will name the file by its key; its own name may say too much."""
        return self.key


class OfficialParagraph(Row):
    """A paragraph of the official text of the policy, as the deployer loaded it beside our summaries."""

    pack = models.CharField(max_length=16)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    loaded_at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["pack", "number"], name="kernel_official_once"),
        ]

    def __str__(self) -> str:
        """This will name the paragraph."""
        return f"P§{self.number}"
