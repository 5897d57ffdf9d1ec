"""The only place that reads the time of day. Everything else is told what time it is."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection


def now() -> datetime:
    """This will read the clock of this machine, in UTC."""
    return datetime.now(UTC)


def of_record() -> datetime:
    """This will read the database's clock, which is the one that counts for the receipt of a letter (W-3)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    if row is None:
        msg = "the database gave no time"
        raise RuntimeError(msg)
    moment: datetime = row[0]
    return moment.astimezone(UTC)
