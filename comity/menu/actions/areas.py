"""Opening an area outside the eight (P§6)."""

from __future__ import annotations

from datetime import datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.menu import events, queries, rules
from comity.menu.models import OpenArea


def _filed(body: Row, event: events.AreaOpened) -> tuple[str, list[str]]:
    """This will enter the opening under the area, for all who read the menu."""
    return f"area:{event.area}", [audience.PUBLIC]


@action(
    may=rules.may_open_area,
    facts=queries.facts_of_area,
    constraints={"menu_openarea_once": "menu.area_already_open"},
    filed=_filed,
)
def open_area(body: Row, actor: Actor, now: datetime, *, area: str, decision: str) -> events.AreaOpened:
    """This will open an area outside the eight to activities and programmes. The row is the body that decided."""
    on = brussels_day(now)
    OpenArea.objects.create(code=area, opened_on=on, decision=decision, audience=[audience.PUBLIC])
    return events.AreaOpened(area, on, decision)
