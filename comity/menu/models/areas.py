"""Areas outside the eight that the Council has opened (P§6)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from comity.kernel.rows import Row


class OpenArea(Row):
    """An area of cooperation outside the eight, opened by a decision of the Council. Its name stands in the pack."""

    code = models.CharField(max_length=32)
    opened_on = models.DateField()
    decision = models.CharField(max_length=60)

    class Meta(Row.Meta):
        ordering: ClassVar = ["opened_on", "pk"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["code"], name="menu_openarea_once"),
        ]

    def __str__(self) -> str:
        """This will name the area by its code."""
        return self.code
