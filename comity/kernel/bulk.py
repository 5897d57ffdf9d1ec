"""Many rows at once: one statement with one parameter for each batch, whatever the number of columns.

A long list of placeholders takes longer to write than rows take to store, and COPY goes round the wall of row-level
security, so that PostgreSQL refuses it. Rows travel as JSON instead and are unpacked by the table's own type.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def insert(rows: Sequence[Model]) -> None:
    """This will write new rows of one table and give each its number. Two statements."""
    if not rows:
        return
    meta = type(rows[0])._meta  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [meta.db_table, len(rows)]
        )
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
        cursor.execute(*_statement(rows, meta.concrete_fields))
    for row in rows:
        row._state.adding, row._state.db = False, "default"  # noqa: SLF001


def insert_new(rows: Sequence[Model]) -> None:
    """This will write those of the rows of one table that break no constraint; they get no number. One statement."""
    if not rows:
        return
    fields = [field for field in type(rows[0])._meta.concrete_fields if not field.primary_key]  # noqa: SLF001
    statement, params = _statement(rows, fields)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ON CONFLICT DO NOTHING", params)


def _statement(rows: Sequence[Model], fields: Sequence[Field[Any, Any]]) -> tuple[str, list[str]]:
    """This will write the statement and its parameter; names come from the models, never from people."""
    fields = [field for field in fields if not field.generated]
    quote = connection.ops.quote_name
    table = quote(type(rows[0])._meta.db_table)  # noqa: SLF001
    columns = ", ".join(quote(str(field.column)) for field in fields)
    written = [{str(field.column): field.pre_save(row, add=True) for field in fields} for row in rows]
    unpacked = f"jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
    return (
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {unpacked}",  # noqa: S608
        [json.dumps(written, default=_plain)],
    )


def _plain(value: object) -> str:
    """This will write what JSON does not know as PostgreSQL reads it.

    Raises: TypeError for what no column of ours holds.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
