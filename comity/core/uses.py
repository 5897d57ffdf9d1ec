"""Uses of a tool or mechanism: what was used in some months, by whom, and whether it still ran on their last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that was used, as a fund, a grant or a mandate: its reference, and the codes of those who used it.

    `ran` is set if it ran in those months; what was only open on their last day, as a seat on offer, is not used yet.
    """

    ref: str
    parties: frozenset[str]
    is_open: bool
    ran: bool = True


@dataclass(frozen=True, slots=True)
class Counted:
    """Uses added up. Units: things used, of them and others open on the last day, distinct parties."""

    acts: int = 0
    running: int = 0
    users: int = 0


def counted(uses: Iterable[Use], among: frozenset[str] | None = None) -> Counted:
    """This will count uses, each thing once; of the parties only those named, or all if none are."""
    ran: set[str] = set()
    running: set[str] = set()
    users: set[str] = set()
    for use in uses:
        if use.ran:
            ran.add(use.ref)
            users |= use.parties
        if use.is_open:
            running.add(use.ref)
    return Counted(len(ran), len(running), len(users if among is None else users & among))
