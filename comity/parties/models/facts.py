"""What is known about parties beside their standing: tools used in the past, cooperation, the staff's own file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.kernel.rows import Row
from comity.parties.models.party import Dated, Party, in_order


class ToolUse(Dated):
    """A nation's use of a tool before Comity kept its programmes: history, never eligibility."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="tool_uses")
    tool = models.CharField(max_length=16)

    class Meta(Row.Meta):
        constraints: ClassVar = [*Row.Meta.constraints, in_order("parties_tooluse_order")]
        indexes: ClassVar = [models.Index(fields=["party", "tool"], name="parties_tooluse_party")]

    def __str__(self) -> str:
        """This will say who used what."""
        return f"{self.party_id} {self.tool}"


class Cooperation(Dated):
    """On what the cooperation with an international organisation rests."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="cooperation")
    basis = models.CharField(max_length=240)

    class Meta(Row.Meta):
        constraints: ClassVar = [*Row.Meta.constraints, in_order("parties_cooperation_order")]

    def __str__(self) -> str:
        """This will give the basis."""
        return self.basis


class StaffFile(Row):
    """The staff's own file on a party. It is a row of its own because its audience is narrower than the party's."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        """This will name whose file it is."""
        return f"file {self.party_id}"

    @property
    def subject(self) -> str:
        """This will name the file in the register; only its audience sees the entry."""
        return f"file:{self.party.code}"


class StaffNote(Row):
    """One note in the staff's file on a party, not shown to the party."""

    file = models.ForeignKey(StaffFile, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    text = models.TextField()

    class Meta(Row.Meta):
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="parties_staffnote_text"),
        ]

    def __str__(self) -> str:
        """This will say when it was written."""
        return f"{self.at:%Y-%m-%d}"
