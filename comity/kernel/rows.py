"""Rows: everything that is kept carries the communities that may read it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Row(models.Model):
    """A kept thing with its audience, resolved when it was labelled (P§3; W-1)."""

    audience = ArrayField(models.TextField(), help_text="communities that may read the row")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(audience__len__gt=0), name="%(app_label)s_%(class)s_audience"),
        ]

    @property
    def subject(self) -> str:
        """This will name the row in the register and in refusals."""
        return f"{self._meta.model_name}:{self.pk}"
