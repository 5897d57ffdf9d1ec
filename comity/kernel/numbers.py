"""Reference numbers: each given once, without gaps, in the transaction that uses it."""

from __future__ import annotations

from django.db import connection


def take(series: str) -> int:
    """This will give the next number of a series; the series' row stays locked until the commit."""
    return take_many(series, 1)[0]


def take_many(series: str, count: int) -> range:
    """This will give the next numbers of a series at once, for loaders and imports."""
    if count <= 0:
        return range(0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_series (name, last) VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET last = kernel_series.last + excluded.last RETURNING last",
            [series, count],
        )
        row = cursor.fetchone()
    if row is None:
        msg = f"no number came back for the series {series}"
        raise RuntimeError(msg)
    return range(int(row[0]) - count + 1, int(row[0]) + 1)


def at_least(series: str, number: int) -> None:
    """This will let a series go on behind a number that came from elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_series (name, last) VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET last = greatest(kernel_series.last, excluded.last)",
            [series, number],
        )
