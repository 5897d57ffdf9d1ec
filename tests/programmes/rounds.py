"""A round of goals, brought to where a test needs it: drafted by the staff, in review, talked over, in force."""

from __future__ import annotations

from comity.core.actor import FLOW
from comity.core.calendar import brussels_day
from comity.policy.programme_types import Talks
from comity.programmes import actions
from comity.programmes.models import Programme
from tests.programmes import world
from tests.programmes.world import NOW, Cast

CODE, PLACE = "XA/parp/2026-27", "parp-2026-27"
TODAY = brussels_day(NOW)
ANSWERS = {
    "policy": "The law of 2020.",
    "structure": "Two brigades.",
    "active": "12000",
    "available": "One battalion in 30 days.",
    "budget": "450000",
    "investment": "18",
    "reform": "Two goals reached.",
}


def begun(people: Cast) -> Programme:
    """A round that the partner began; the staff has the pen."""
    return world.begin(people, kind="PARP", first_year=2026, last_year=2027)


def in_review(people: Cast) -> Programme:
    """Goals drafted by the staff, sent to the partner and taken up."""
    begun(people)
    for section in (1, 2):
        actions.insert(world.row(CODE), people.jana, NOW, section=section, text="What the round is for.")
    title = "A battalion that can deploy"
    actions.add_goal(world.row(CODE), people.jana, NOW, title=title, areas=("defence",), measure="By autumn.")
    actions.submit(world.row(CODE), people.jana, NOW)
    actions.take_up(world.row(CODE), people.aissata, NOW)
    return world.row(CODE)


def talked_over(people: Cast) -> Programme:
    """Both talks were held."""
    row = in_review(people)
    actions.record_talks(row, people.jana, NOW, kind=Talks.BILATERAL, held_on=TODAY, summary="Two days in Thelis.")
    actions.show_to_allies(row, people.jana, NOW)
    actions.record_talks(row, people.jana, NOW, kind=Talks.MULTILATERAL, held_on=TODAY)
    return world.row(CODE)


def in_force(people: Cast) -> Programme:
    """Agreed by both sides and approved by the Council."""
    row = talked_over(people)
    for who in (people.aissata, people.jana):
        actions.agree(world.row(CODE), who, NOW, version=row.version)
    actions.put_to_council(world.row(CODE), people.jana, NOW, decision="PO(2026)0190")
    actions.approve(world.row(CODE), FLOW, NOW, decision="PO(2026)0190")
    return world.row(CODE)
