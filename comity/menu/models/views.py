"""Saved views: filtered lists that somebody keeps under a name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from comity.kernel.rows import Row


class SavedView(Row):
    """A filtered list of the menu, kept by one person under a name."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=80)
    query = models.TextField(help_text="filters as they stand in the address")
    saved_at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["person", "slug"], name="menu_savedview_once"),
        ]

    def __str__(self) -> str:
        """This will give the view's name."""
        return self.name

    @property
    def subject(self) -> str:
        """This will name the view in the register by its number; its name is its owner's own affair."""
        return f"view:{self.pk}"
