"""What is kept of papers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.documents.rules import Kind, Level, Sort
from comity.kernel.rows import Row


class Paper(Row):
    """Something written that bears a symbol. Its text lives in its versions."""

    symbol = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=24, choices=[(kind.value, kind.value) for kind in Kind])
    title_en = models.CharField(max_length=240)
    title_fr = models.CharField(max_length=240)
    about = models.CharField(max_length=160, help_text="subject of the thing that the paper is about")
    level = models.CharField(max_length=16, default=Level.UNCLASSIFIED.value)
    party = models.CharField(max_length=16, help_text="code of the party that wrote it")
    filed_at = models.DateTimeField()
    newest = models.PositiveIntegerField(default=1, help_text="number of the last version")
    sha256 = models.CharField(max_length=64, help_text="of the last version, both languages")
    supplement_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="supplements")

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(level=Level.UNCLASSIFIED.value), name="documents_paper_level"),
        ]
        indexes: ClassVar = [models.Index(fields=["about", "-id"], name="documents_paper_about")]

    def __str__(self) -> str:
        """This will name the paper by its symbol."""
        return self.symbol

    @property
    def subject(self) -> str:
        """This will name the paper in the register."""
        return f"paper:{self.symbol}"

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en


class Version(Row):
    """A paper's text at one time, in both languages. Never changed (W-73)."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    blocks_en = models.JSONField()
    blocks_fr = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["paper", "number"], name="documents_version_once"),
        ]

    def __str__(self) -> str:
        """This will name the version by its number."""
        return f"v{self.number}"


class Attachment(Row):
    """A file that came from outside, kept under a random name outside the web's own files."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=160)
    sort = models.CharField(max_length=8, choices=[(sort.value, sort.value) for sort in Sort])
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80, unique=True)
    party = models.CharField(max_length=16, help_text="code of the party whose quota it takes")
    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["paper", "sha256"], name="documents_attachment_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["party"], name="documents_attachment_party")]

    def __str__(self) -> str:
        """This will name the file as its sender named it."""
        return self.name

    @property
    def media_type(self) -> str:
        """This will give the type under which the file is sent."""
        return Sort(self.sort).media_type
