"""Rows: everything that is kept carries the communities that may read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models


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


class _Composed[Q: models.QuerySet[Any, Any]]:
    """A question that pages ask so often that it is composed once: the same words each time, with other values.

    It is given as what makes the query set, and by the type of each value: `_Composed(lambda code: ..., str)`.
    """

    def __init__(self, question: Callable[..., Q], *types: type) -> None:
        """This will remember what to ask; models may not be loaded yet."""
        self._question = question
        self._types = types

    @cached_property
    def _composed(self) -> tuple[Q, str, tuple[object, ...], dict[int, int]]:
        """This will give the words, what they are asked with, and which of it the values replace."""
        stand_ins = [_STAND_IN[kind](place) for place, kind in enumerate(self._types)]
        found = self._question(*stand_ins)
        sql, params = found.query.sql_with_params()
        places = {at: stand_ins.index(param) for at, param in enumerate(params) if param in stand_ins}
        return found, sql, params, places

    def _filled(self, values: Sequence[object]) -> tuple[Q, str, list[Any]]:
        """This will put the values where their stand-ins were.

        Raises: ValueError if the statement takes another number of values.
        """
        if len(values) != len(self._types):
            msg = f"the statement takes {len(self._types)} values"
            raise ValueError(msg)
        found, sql, params, places = self._composed
        return found, sql, [values[places[at]] if at in places else param for at, param in enumerate(params)]


# What no question asks for, by the place of the value that is to stand there.
_STAND_IN: dict[type, Callable[[int], object]] = {
    str: lambda place: f"value {place}",
    int: lambda place: -1_000_000 - place,
    date: lambda place: date.min + timedelta(days=place),
    datetime: lambda place: datetime.min.replace(tzinfo=UTC) + timedelta(seconds=place),
}


class Statement[M: models.Model](_Composed["models.QuerySet[M]"]):
    """A composed question for whole rows of one table; what is taken from another is annotated."""

    def rows(self, *values: object) -> list[M]:
        """This will give the rows for these values."""
        found, sql, params = self._filled(values)
        return list(found.model._default_manager.raw(sql, params))  # noqa: SLF001 - Django's public name for it

    def row(self, *values: object) -> M | None:
        """This will give the first of the rows."""
        return next(iter(self.rows(*values)), None)


class Columns(_Composed["models.QuerySet[Any, tuple[Any, ...]]"]):
    """A composed question for columns, as `values_list` names them, of one table or several."""

    def rows(self, *values: object) -> list[tuple[Any, ...]]:
        """This will give the columns of the rows for these values."""
        _, sql, params = self._filled(values)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())
