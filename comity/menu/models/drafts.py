"""Drafts of offers: what somebody has typed so far, for their own party's eyes alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from comity.kernel.rows import Row


class OfferDraft(Row):
    """An offer that is still being written: the fields as they were sent, checked only once it is offered."""

    party = models.CharField(max_length=16)
    person_id = models.BigIntegerField(null=True, help_text="who kept it last")
    title = models.CharField(max_length=200, blank=True)
    fields = models.JSONField(default=dict, help_text="by field, the values as they were typed")
    saved_at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering: ClassVar = ["-saved_at", "-pk"]
        constraints: ClassVar = [*Row.Meta.constraints]
        indexes: ClassVar = [models.Index(fields=["party"], name="menu_offerdraft_party")]

    def __str__(self) -> str:
        """This will give the title that was typed."""
        return self.title

    @property
    def subject(self) -> str:
        """This will enter what is done about a draft under its party."""
        return f"party:{self.party}"
