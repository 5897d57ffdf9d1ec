"""Who gets a seat, told across houses: a place in the list that changes, and an activity that changes under it.

Every follow-up goes through the gate of its own verb, in the transaction of the act that caused it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from comity.core.actor import FLOW
from comity.menu import queries as menu
from comity.menu.events import ActivityCancelled, ActivityChanged, ActivityHeld, ActivityRetired
from comity.nominations import actions as nominations
from comity.nominations import queries


class InAList(Protocol):
    """An event after which the list of an activity has to be gone through."""

    @property
    def activity(self) -> str:
        """This will give the activity's code."""


def fill_seats(event: InAList, now: datetime) -> None:
    """This will offer free seats to those who are next, and tell everybody where they stand (W-43)."""
    _with(event.activity, nominations.seat_waiting, now)


def after_change(event: ActivityChanged, now: datetime) -> None:
    """This will bring offers in line with new dates, and go through the list again when seats have changed.

    A change also brings a postponed activity back, so its offers are looked at whatever has changed.
    """
    if event.was_published and queries.living(event.code):
        _with(event.code, nominations.reschedule, now)
        _with(event.code, nominations.seat_waiting, now)


def end_nominations(event: ActivityCancelled | ActivityRetired, now: datetime) -> None:
    """This will end the nominations of an activity that does not take place; one that took place keeps its seats."""
    row = menu.bare(event.code)
    if row is not None and row.held_at is None and queries.living(event.code):
        nominations.call_off(row, FLOW, now, reason=event.reason)


def end_waiting(event: ActivityHeld, now: datetime) -> None:
    """This will end the waiting for an activity that has taken place."""
    if queries.living(event.code):
        _with(event.code, nominations.close, now)


def _with(code: str, verb: Any, now: datetime, **inputs: object) -> None:
    row = menu.bare(code)
    if row is not None:
        verb(row, FLOW, now, **inputs)
