"""Heartbeats: the spans of time through which the service was seen at work.

Every tick of a clock is a beat. A beat soon after the last lengthens its span; a later one begins a new span, and what
lies between is a time in which the service was out of reach. Several clocks beat into the same spans.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from comity.kernel.models import Uptime
from comity.kernel.scope import as_system

GAP = timedelta(minutes=5)


def beat(now: datetime) -> None:
    """This will record that the service works now."""
    with as_system():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('comity.heartbeat'))")
        running = Uptime.objects.filter(since_at__lte=now, until_at__gte=now - GAP).order_by("-until_at").first()
        if running is None:
            Uptime.objects.create(since_at=now, until_at=now, audience=["staff"])
        elif running.until_at < now:
            running.until_at = now
            running.save(update_fields=["until_at"])


def record(since_at: datetime, until_at: datetime) -> None:
    """This will record that the service worked through a span, for loaders that play a history."""
    with as_system():
        Uptime.objects.create(since_at=since_at, until_at=until_at, audience=["staff"])


def last() -> datetime | None:
    """This will give the moment of the last beat, for the check command."""
    newest = Uptime.objects.order_by("-until_at").first()
    return newest.until_at if newest else None


def was_reachable(since_at: datetime, until_at: datetime) -> bool:
    """This will tell whether the service was at work from one moment to another, but for gaps shorter than `GAP`."""
    return Uptime.objects.filter(since_at__lte=since_at, until_at__gte=until_at - GAP).exists()
