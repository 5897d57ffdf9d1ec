"""Mandates: which embassies serve where, as the parties keep it; what is joint is told in one line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from comity.parties import queries as parties


@dataclass(frozen=True, slots=True)
class Mandate:
    """One mandate: in which nation, whose embassies, from when to when, by which decision."""

    host: str
    allies: tuple[str, ...]
    since_on: date | None
    until_on: date | None
    decision: str
    number: int | None
    note: str

    def runs(self, day: date) -> bool:
        """This will tell whether the mandate holds on a day."""
        return not self.is_over(day) and not self.is_coming(day)

    def is_over(self, day: date) -> bool:
        """This will tell whether it has ended by a day."""
        return self.until_on is not None and self.until_on <= day

    def is_coming(self, day: date) -> bool:
        """This will tell whether it is still to begin."""
        return self.since_on is not None and self.since_on > day


def mandates(host: str = "") -> list[Mandate]:
    """This will list the mandates in a nation, or all of them, by nation, the latest first. One query.

    Embassies that serve in one nation for the same time hold one mandate together.
    """
    found: dict[tuple[str, date | None, date | None], Mandate] = {}
    for row in parties.embassies_in(host):
        key = (row.host.code, row.since_on, row.until_on)
        known = found.get(key)
        if known is None:
            found[key] = Mandate(
                row.host.code, (row.ally.code,), row.since_on, row.until_on, row.decision, row.mandate_number, row.note
            )
        else:
            found[key] = replace(known, allies=tuple(sorted({*known.allies, row.ally.code})))
    return sorted(found.values(), key=lambda one: one.host)
