"""The bus: when this has happened, then that follows. The table itself stands in flows/table.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

FollowUp = Callable[[Any, datetime], None]
Table = Mapping[type[Any], Sequence[FollowUp]]

_table: dict[type[Any], tuple[FollowUp, ...]] = {}


def wire(table: Table) -> None:
    """This will set what follows from what; the configuration calls it once at start."""
    _table.clear()
    _table.update({event: tuple(follow_ups) for event, follow_ups in table.items()})


def publish(event: object, now: datetime) -> None:
    """This will run everything that follows from an event, in order, in the transaction in hand."""
    for follow_up in _table.get(type(event), ()):
        follow_up(event, now)
