"""Signed heads of the register, sent to those who keep them: with one in other hands, nobody rewrites what was entered.

A head is made every hour, and at once when the Council has decided (W-8). The first of each working day goes to all
delegations and missions, the one after a decision to Allies alone: partners do not learn of their texts (W-39, W-88).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from comity.core import audience
from comity.core.actor import Role
from comity.core.calendar import brussels_day, is_working_day
from comity.flows.notices import letters
from comity.kernel import checkpoints
from comity.kernel.scope import as_system
from comity.parties import queries as parties
from comity.people import queries as people

AT_ONCE = ("DecisionAdopted",)
KEEPERS = (Role.HEAD_OF_MISSION, Role.DELEGATE)


def keep(now: datetime) -> int:
    """This will sign the head of the register when one is due, send it to its keepers, and give how many it made."""
    with as_system():
        before = checkpoints.latest()
        made = checkpoints.hourly(now, at_once=AT_ONCE)
        if made is None:
            return 0
        day = brussels_day(now)
        is_first = before is None or brussels_day(before.at) < day
        keepers: set[str] = set()
        if (is_first and is_working_day(day)) or checkpoints.came_after(before, AT_ONCE):
            keepers.update(parties.active_members(audience.ALLIES, day))
        if is_first and is_working_day(day):
            keepers.update(parties.active_members(audience.PARTNERS, day))
        _send(made.seq, {"at": made.at, "note": made.note}, keepers, now)
    return 1


def _send(count: int, said: Mapping[str, object], keepers: Collection[str], now: datetime) -> None:
    """This will write to those who speak for delegations and missions, each person once."""
    letters.post(
        "register/head",
        f"register.head:{count}",
        now,
        people.holders_of(keepers, *KEEPERS, on=brussels_day(now)) if keepers else (),
        lambda locale: {**said, "count": count, "path": f"/{locale}/register/"},
    )
