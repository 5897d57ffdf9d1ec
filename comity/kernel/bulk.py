"""Many rows at once: one statement with one parameter for each batch, whatever the number of columns.

A long list of placeholders takes longer to write than rows take to store, and COPY goes round the wall of row-level
security, so that PostgreSQL refuses it. Rows travel as JSON instead and are unpacked by the table's own type.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import connection
from django.db.models import Model


def insert(rows: Sequence[Model]) -> None:
    """This will write new rows of one table and give each its number. Two statements."""
    if not rows:
        return
    meta = type(rows[0])._meta  # noqa: SLF001
    fields = [field for field in meta.concrete_fields if not field.generated]
    quote = connection.ops.quote_name
    table, columns = quote(meta.db_table), ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [meta.db_table, len(rows)]
        )
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
        written = [{str(field.column): field.pre_save(row, add=True) for field in fields} for row in rows]
        cursor.execute(  # names come from the models, never from people
            f"INSERT INTO {table} ({columns})"  # noqa: S608
            f" SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)",
            [json.dumps(written, default=_plain)],
        )
    for row in rows:
        row._state.adding, row._state.db = False, "default"  # noqa: SLF001


def _plain(value: object) -> str:
    """This will write what JSON does not know as PostgreSQL reads it.

    Raises: TypeError for what no column of ours holds.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
