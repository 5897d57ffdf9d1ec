"""Areas of cooperation: the eight of the policy (P§5) and those that the Council has opened besides (P§6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from comity.core.actor import Actor
from comity.kernel.rows import Row
from comity.menu import rules
from comity.menu.models import OpenArea
from comity.policy.loader import pack
from comity.policy.model import Area


def opened_areas() -> list[Area]:
    """This will list the areas outside the eight that the Council has opened, the first opened first. One query."""
    further = pack().further_areas
    return [further[code] for code in OpenArea.objects.values_list("code", flat=True) if code in further]


def all_areas() -> dict[str, Area]:
    """This will give all areas in which cooperation may take place today, the eight first."""
    return {**pack().areas, **{area.code: area for area in opened_areas()}}


def usable(codes: Iterable[str]) -> tuple[str, ...]:
    """This will keep the areas that may be named today; what is outside the eight is looked up only if it is there."""
    eight, named = pack().areas, tuple(codes)
    if all(code in eight for code in named):
        return named
    known = all_areas()
    return tuple(code for code in named if code in known)


def areas_to_open() -> list[Area]:
    """This will list the areas that may be put to the Council and are not open yet (W-85)."""
    opened = {area.code for area in opened_areas()}
    return [area for code, area in pack().further_areas.items() if code not in opened]


def facts_of_area(body: Row, actor: Actor, now: datetime, *, area: str, decision: str) -> rules.AreaFacts:
    """This will show the rule an area that is to be opened."""
    return rules.AreaFacts(
        code=area,
        is_listed=area in pack().further_areas,
        is_open=area in pack().areas or OpenArea.objects.filter(code=area).exists(),
        decision=decision,
    )
