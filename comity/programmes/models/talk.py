"""Comments: what a side keeps to itself, and what it sent, in two tables with two audiences (W-27)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.kernel.rows import Row
from comity.programmes.models.programme import Programme
from comity.programmes.models.text import Paragraph
from comity.programmes.rules.life import SIDES
from comity.programmes.rules.talk import Disposition
from comity.programmes.rules.talk import Remark as Purpose

_SIDES = [(side.value, side.value) for side in SIDES]


class Remark(Row):
    """A comment that only its author's side sees: meant for itself, or waiting to be sent with others."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="remarks")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, related_name="remarks")
    side = models.CharField(max_length=12, choices=_SIDES)
    purpose = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Purpose], default=Purpose.PENDING)
    text = models.TextField()
    person_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="programmes_remark_text"),
        ]

    def __str__(self) -> str:
        """This will name the remark by number."""
        return f"remark {self.pk}"


class Comment(Row):
    """A comment that was sent to the other side, and what became of it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="comments")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, related_name="comments")
    side = models.CharField(max_length=12, choices=_SIDES)
    party = models.CharField(max_length=16)
    person_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    text = models.TextField()
    sent_at = models.DateTimeField()
    disposition = models.CharField(max_length=12, choices=[(d.value, d.value) for d in Disposition], blank=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)

    class Meta(Row.Meta):
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(disposition="") & Q(answered_at__isnull=True))
                | (~Q(disposition="") & Q(answered_at__isnull=False)),
                name="programmes_comment_answer",
            ),
            models.CheckConstraint(
                condition=~Q(disposition__in=[Disposition.REJECTED, Disposition.MERGED]) | ~Q(reason=""),
                name="programmes_comment_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["programme"], name="programmes_comment_open", condition=Q(disposition=""))
        ]

    def __str__(self) -> str:
        """This will name the comment by number."""
        return f"comment {self.pk}"
