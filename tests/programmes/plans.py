"""An action plan of four chapters with actions, and a round of goals, brought to where a test needs them."""

from __future__ import annotations

from datetime import date

from comity.core.actor import FLOW
from comity.programmes import actions
from comity.programmes.models import Programme
from comity.programmes.rules.plans import Planned
from tests.programmes import world
from tests.programmes.world import NOW, Cast

CODE, PLACE = "XA/ipap/2026-27", "ipap-2026-27"
DECISION = "PO(2026)0188"


def planned(count: int = 1, *, goal: int = 1, chapter: str = "defence", year: int = 2027) -> tuple[Planned, ...]:
    """Actions as somebody plans them, due one after the other."""
    return tuple(
        Planned(goal, chapter, f"Step {number} of the reform", date(year, 1 + number % 12, 15), "Ministry of Defence")
        for number in range(1, count + 1)
    )


def drafted(people: Cast, count: int = 1) -> Programme:
    """An action plan of the partner with a goal and actions, in draft."""
    row = world.begin(people, kind="IPAP", first_year=2026, last_year=2027)
    for section in range(1, 5):
        actions.insert(world.row(CODE), people.aissata, NOW, section=section, text=f"Chapter {section}.")
    title = "A ministry under civil control"
    goal = actions.add_goal(world.row(CODE), people.aissata, NOW, title=title, areas=("defence",)).goal
    number = int(goal.partition("/")[2])
    actions.plan_actions(world.row(row.code), people.aissata, NOW, planned=planned(count, goal=number))
    return world.row(CODE)


def agreed(people: Cast, count: int = 1) -> Programme:
    """Agreed by both sides."""
    actions.submit(drafted(people, count), people.aissata, NOW)
    actions.take_up(world.row(CODE), people.jana, NOW)
    for who in (people.jana, people.aissata):
        actions.agree(world.row(CODE), who, NOW, version=1)
    return world.row(CODE)


def in_force(people: Cast, count: int = 1) -> Programme:
    """Approved by the Council."""
    actions.put_to_council(agreed(people, count), people.jana, NOW, decision=DECISION)
    actions.approve(world.row(CODE), FLOW, NOW, decision=DECISION)
    return world.row(CODE)
