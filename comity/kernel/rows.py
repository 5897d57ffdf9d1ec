"""Rows: everything that is kept carries the communities that may read it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
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


def single[M: models.Model](found: models.QuerySet[M]) -> M | None:
    """This will give the only row that fits, or nothing.

    `first()` would sort that one row, and composing the order costs more than finding it.
    """
    return next(iter(found.order_by()[:1]), None)


class Statement[M: models.Model]:
    """A question that pages ask so often that it is composed once: the same words each time, with other values.

    It is given as the query set for one set of values, each of which must stand in it once, in order. No joins.
    """

    def __init__(self, sample: Callable[[], models.QuerySet[M]]) -> None:
        """This will remember what to ask; models may not be loaded yet."""
        self._sample = sample

    @cached_property
    def _composed(self) -> tuple[type[M], str, int]:
        found = self._sample()
        sql, params = found.query.sql_with_params()
        return found.model, sql, len(params)

    def rows(self, *values: object) -> list[M]:
        """This will give the rows for other values.

        Raises: ValueError if the statement takes another number of values.
        """
        model, sql, wanted = self._composed
        if len(values) != wanted:
            msg = f"the statement takes {wanted} values"
            raise ValueError(msg)
        return list(model._default_manager.raw(sql, values))  # noqa: SLF001 - Django's public name for it

    def row(self, *values: object) -> M | None:
        """This will give the first of the rows."""
        return next(iter(self.rows(*values)), None)
