"""One tick: everything in the table that is due now."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from comity.clock.table import TABLE, Chore, Due
from comity.core.actor import CLOCK
from comity.kernel.action import Gone, Refused
from comity.kernel.scope import as_system

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Ticked:
    """What one tick did: how many of each kind, and how many failed and will be tried again."""

    done: dict[str, int] = field(default_factory=dict)
    failed: int = 0

    def __bool__(self) -> bool:
        """This will tell whether there is anything to report."""
        return bool(self.failed or any(self.done.values()))

    def __str__(self) -> str:
        """This will report in one line."""
        parts = [f"{name}: {count}" for name, count in self.done.items() if count]
        return ", ".join([*parts, *([f"failed: {self.failed}"] if self.failed else [])])


def run_once(now: datetime, *, table: Sequence[Due | Chore] = TABLE) -> Ticked:
    """This will do everything that is due. What fails is logged, left as it was, and tried at the next tick.

    A failure never holds up what comes after it: one bad row must not stop all deadlines.
    """
    ticked = Ticked()
    for entry in table:
        try:
            if isinstance(entry, Chore):
                ticked.done[entry.name] = entry.do(now)
            else:
                _each(entry, now, ticked)
        except Exception:
            log.exception("the clock failed at %s", entry.name)
            ticked.failed += 1
    return ticked


def _each(entry: Due, now: datetime, ticked: Ticked) -> None:
    with as_system():
        rows = entry.found(now)
    for row in rows:
        try:
            done = _one(entry, row, now)
        except Exception:
            log.exception("the clock failed at %s %s", entry.name, row.pk)
            ticked.failed += 1
        else:
            ticked.done[entry.name] = ticked.done.get(entry.name, 0) + done


def _one(entry: Due, row: object, now: datetime) -> bool:
    """This will deal with one row, unless another clock has it in hand or did it since the list was read."""
    try:
        with as_system():
            taken = entry.take(row)
            if taken is None:
                return False
            entry.act(taken, CLOCK, now)
    except Refused as refused:
        log.info("nothing to do for the clock: %s", refused)
        return False
    except Gone:
        return False
    return True
