"""Differences in the form in which the pages and the printed papers take them."""

from __future__ import annotations

from collections.abc import Iterable

from comity.documents import rendering
from comity.programmes.rules.comparison import Kind, Run

OPERATIONS = {Kind.SAME: "same", Kind.NEW: "ins", Kind.GONE: "del"}
MARKS = {
    Kind.SAME: rendering.Mark.PLAIN,
    Kind.NEW: rendering.Mark.INSERTED,
    Kind.GONE: rendering.Mark.DELETED,
}


def runs(found: Iterable[Run]) -> list[dict[str, str]]:
    """This will give the pieces of a difference as the component takes them."""
    return [{"op": OPERATIONS[run.kind], "text": run.text} for run in found]


def printed(found: Iterable[Run]) -> tuple[rendering.Run, ...]:
    """This will give the pieces of a difference as a printed paper takes them."""
    return tuple(rendering.Run(run.text, MARKS[run.kind]) for run in found)
