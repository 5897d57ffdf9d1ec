"""Reference numbers: each given once, without gaps, in the transaction that uses it."""

from __future__ import annotations

from django.db import connection


def take(series: str) -> int:
    """This will give the next number of a series; the series' row stays locked until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_series (name, last) VALUES (%s, 1)"
            " ON CONFLICT (name) DO UPDATE SET last = kernel_series.last + 1 RETURNING last",
            [series],
        )
        row = cursor.fetchone()
    if row is None:
        msg = f"no number came back for the series {series}"
        raise RuntimeError(msg)
    return int(row[0])
