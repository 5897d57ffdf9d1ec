"""Courses: what is taught again and again, from which dated activities are offered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from comity.menu.models.offering import Offering


class Course(Offering):
    """A template: an activity is offered from it with dates and seats of its own."""

    active_from = models.DateField(null=True)
    active_until = models.DateField(null=True)
    retired_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Offering.Meta):
        indexes: ClassVar = [models.Index(fields=["provider", "code"], name="menu_course_provider")]

    @property
    def subject(self) -> str:
        """This will name the course in the register."""
        return f"course:{self.code}"
