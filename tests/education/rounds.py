"""Integrity reviews of the tests, as far as a test needs them: from a draft to an agreed plan."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.core.actor import Actor
from comity.education import actions
from comity.education.models import IntegrityReview, Measure
from comity.policy import pack
from tests import factories
from tests.education.cast import NOW, TODAY, Cast

FIRST, LAST = TODAY + timedelta(days=20), TODAY + timedelta(days=22)
VISITED = NOW + timedelta(days=22)
LATER = TODAY + timedelta(days=200)


def answers(level: str = "begun", evidence: str = "The order of 2024.") -> dict[str, tuple[str, str]]:
    """This will answer every question in one way."""
    return {one.code: (level, evidence) for _area, one in pack().integrity.questions}


def opened(actor: Actor, now: datetime = NOW) -> IntegrityReview:
    """This will open a round of a partner."""
    made = actions.open_integrity(factories.party(actor.party or ""), actor, now)
    return IntegrityReview.objects.get(pk=made.review_id)


def handed_in(actor: Actor, now: datetime = NOW) -> IntegrityReview:
    """This will open a round, answer everything and hand it in."""
    row = opened(actor, now)
    actions.answer_integrity(row, actor, now, answers=answers())
    actions.hand_in_integrity(row, actor, now)
    return fresh(row)


def accepted(people: Cast, actor: Actor, now: datetime = NOW) -> IntegrityReview:
    """This will let the partner accept two experts: one of an Ally, one of another partner."""
    row = handed_in(actor, now)
    for one in (people.france, people.estmark):
        actions.name_expert(row, people.desk, now, person=one.person_id or 0)
    for expert in row.experts.order_by("pk"):
        actions.accept_expert(expert, actor, now)
    return fresh(row)


def visited(people: Cast, actor: Actor) -> IntegrityReview:
    """This will set the visit and let an expert write on its last day."""
    row = accepted(people, actor)
    actions.set_visit(row, people.desk, NOW, from_on=FIRST, until_on=LAST)
    actions.write_finding(row, people.france, VISITED, area="buying", text="Exceptions are many.", advice="Count them.")
    return fresh(row)


def reported(people: Cast, actor: Actor) -> IntegrityReview:
    """This will hand the findings over and put a measure into the plan."""
    row = visited(people, actor)
    actions.hand_over_findings(row, people.france, VISITED)
    planned(row, actor)
    return fresh(row)


def planned(row: IntegrityReview, actor: Actor) -> Measure:
    """This will put a measure into the plan."""
    made = actions.add_measure(
        row, actor, VISITED, area="buying", text="Count exceptions.", office="Procurement office", due_on=LATER
    )
    return Measure.objects.get(pk=made.measure_id)


def agreed(people: Cast, actor: Actor) -> IntegrityReview:
    """This will let both sides agree the plan."""
    row = reported(people, actor)
    for one in (actor, people.desk):
        actions.agree_plan(row, one, VISITED)
    return fresh(row)


def fresh(row: IntegrityReview) -> IntegrityReview:
    """This will read a review again."""
    row.refresh_from_db()
    return row
