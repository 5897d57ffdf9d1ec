"""Nominees: the personal data that a course needs, apart from all else, sealed, with the day of their erasure."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from comity.kernel.rows import Row


class Nominee(Row):
    """What a person is: read by the party that named them and by the host, erased on its day (W-47)."""

    sealed = models.BinaryField(null=True, help_text="names, birth, reach, documents and needs, under the person's key")
    erase_on = models.DateField(help_text="day on which the key is destroyed")
    erased_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sealed__isnull=True) ^ Q(erased_at__isnull=True), name="nominations_nominee_sealed"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["erase_on"], name="nominations_nominee_erase", condition=Q(erased_at__isnull=True))
        ]

    def __str__(self) -> str:
        """This will name the person by number; a name is not for lists of the database."""
        return f"nominee {self.pk}"

    @property
    def subject(self) -> str:
        """This will name the nominee in the register by number."""
        return f"nominee:{self.pk}"


class NomineeKey(Row):
    """The key under which one person's data are sealed; destroyed with them."""

    nominee = models.OneToOneField(Nominee, on_delete=models.CASCADE, primary_key=True, related_name="key")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        """This will say whose key it is."""
        return f"key of nominee {self.pk}"
