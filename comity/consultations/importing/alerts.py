"""Bringing an alert in: by the staff through the page, or from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from comity.consultations import actions
from comity.consultations.importing.cap import AlertProblems, ReadAlert, read
from comity.core.actor import CLOCK, Actor
from comity.kernel import clock
from comity.kernel.action import Refused
from comity.kernel.scope import as_system
from comity.parties import queries as parties

STAFF = "IS"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: the alert, the ones that it ended, and whether it was known before."""

    identifier: str
    ended: tuple[str, ...] = ()
    is_known: bool = False


def take_in(alert: ReadAlert, actor: Actor, now: datetime, *, about: Sequence[str] = ()) -> Imported:
    """This will keep an alert that was read, with the nations that it names and those that are named for it.

    Raises: Refused if the rule says no, or the alert is known already; LookupError without reference data.
    """
    row = parties.party(STAFF)
    if row is None:
        msg = "load the reference data first"
        raise LookupError(msg)
    known = parties.names("en")
    event = actions.import_alert(
        row,
        actor,
        now,
        identifier=alert.identifier,
        sender=alert.sender,
        sent=alert.sent,
        kind=alert.kind,
        infos=alert.infos,
        refers_to=alert.refers_to,
        source=alert.source,
        note=alert.note,
        about=sorted({*(code for code in alert.countries if code in known), *about}),
    )
    return Imported(alert.identifier, event.ended)


def import_alert_file(path: Path) -> Imported:
    """This will bring in the alert of a file. What is known already is told and changes nothing.

    Raises: AlertProblems, with everything that is wrong with the file.
    """
    alert = read(path.read_bytes())
    try:
        with as_system():
            return take_in(alert, CLOCK, clock.now())
    except Refused as refused:
        if "consultations.alert_known" in refused.verdict.codes:
            return Imported(alert.identifier, is_known=True)
        raise


__all__ = ["AlertProblems", "Imported", "import_alert_file", "take_in"]
