"""The text: sections, numbered paragraphs, every wording that they had, leases and ticks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from comity.kernel.rows import Row
from comity.programmes.models.programme import Programme


class Section(Row):
    """A section of a programme, as the type's template gave it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sections")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=32)
    title_en = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)
    is_required = models.BooleanField(default=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="programmes_section_once"),
        ]

    def __str__(self) -> str:
        """This will give number and title."""
        return f"{self.number} {self.title_en}"

    def title_in(self, locale: str) -> str:
        """This will give the title in a language."""
        return self.title_fr if locale == "fr" else self.title_en


class Paragraph(Row):
    """A paragraph: its number, which it keeps, and how far each side has agreed to it (W-24).

    `revision` counts its wordings, `shared_revision` those that both sides have seen.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="paragraphs")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="paragraphs")
    number = models.CharField(max_length=32)
    place = models.BigIntegerField(help_text="order within the section")
    revision = models.PositiveIntegerField(default=1)
    shared_revision = models.PositiveIntegerField(default=0)
    partner_agreed = models.PositiveIntegerField(null=True)
    staff_agreed = models.PositiveIntegerField(null=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["section__number", "place"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="programmes_paragraph_number"),
            models.UniqueConstraint(
                fields=["section", "place"], name="programmes_paragraph_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(shared_revision__lte=F("revision")), name="programmes_paragraph_revisions"
            ),
        ]

    def __str__(self) -> str:
        """This will give the number."""
        return self.number

    @property
    def slug(self) -> str:
        """This will write the number so that it fits an address: 3.2-bis."""
        return self.number.replace(" ", "-")

    @property
    def is_closed(self) -> bool:
        """This will tell whether both sides have agreed to this very wording."""
        return self.partner_agreed == self.staff_agreed == self.revision


class Wording(Row):
    """One wording of a paragraph, kept for good. An empty one says that the paragraph was deleted."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="wordings")
    revision = models.PositiveIntegerField()
    version = models.PositiveIntegerField(help_text="version of the programme in which it was written")
    text = models.TextField(blank=True)
    is_deleted = models.BooleanField(default=False)
    party = models.CharField(max_length=16)
    person_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering: ClassVar = ["revision"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["paragraph", "revision"], name="programmes_wording_once"),
            models.CheckConstraint(condition=Q(is_deleted=False) | Q(text=""), name="programmes_wording_deleted"),
        ]

    def __str__(self) -> str:
        """This will name the wording."""
        return f"{self.paragraph_id} r{self.revision}"


class Lock(Row):
    """Who edits a section, and until when without a sign of work (W-23). Seen by their own side only."""

    section = models.OneToOneField(Section, on_delete=models.CASCADE, related_name="lock")
    person_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    taken_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    asked_by = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=Q(expires_at__gt=F("taken_at")), name="programmes_lock_order"),
        ]

    def __str__(self) -> str:
        """This will name the section and the holder by number."""
        return f"{self.section_id} {self.person_id}"


class Tick(Row):
    """A person's note to self that a section has been reviewed in a version. Seen by their own side only."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="ticks")
    person_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["section", "person_id"], name="programmes_tick_once"),
        ]

    def __str__(self) -> str:
        """This will name section and version."""
        return f"{self.section_id} v{self.version}"
