"""What reports add up in the demonstration: how far the goals of a programme in force have come."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.core.actor import Actor
from comity.programmes import actions, queries

PARTNER = "XB"
# Number of the goal, how many days ago, who recorded it, how far it had come. Units: per cent.
STEPS = ((1, 150, "basma", 20), (1, 60, "jana", 45), (2, 30, "basma", 30))


def record(cast: dict[str, Actor], now: datetime) -> None:
    """This will record progress on the goals of the partner whose programme is in force."""
    for number, days, who, percent in STEPS:
        goal = queries.goal(PARTNER, number)
        if goal is None:
            raise LookupError(number)
        actions.record_progress(goal, cast[who], now - timedelta(days=days), percent=percent)
