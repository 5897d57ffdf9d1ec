"""Assessments of programmes: what there is, and what the rules are shown."""

from __future__ import annotations

from datetime import date, datetime

from comity.core.actor import Actor
from comity.policy import pack
from comity.programmes.models import Assessment, Programme
from comity.programmes.queries.facts import facts_of
from comity.programmes.rules import assessment as assessing


def assessments(programme: Programme) -> list[Assessment]:
    """This will list the assessments of a programme, the latest first. One query."""
    return list(programme.assessments.select_related("programme__party").order_by("-number"))


def assessment(programme: Programme, number: int) -> Assessment | None:
    """This will find an assessment by its number."""
    return programme.assessments.select_related("programme__party").filter(number=number).first()


def assessment_of(code: str) -> Assessment | None:
    """This will find an assessment by its code, as decisions and the register name it: XA/ipap/2027-28/1."""
    programme, _slash, number = code.rpartition("/")
    found = Assessment.objects.select_related("programme__party").filter(programme__code=programme)
    return found.filter(number=int(number)).order_by("-pk").first() if number.isdigit() else None


def assessments_to_conclude() -> list[Assessment]:
    """This will list the assessments that were discussed and wait for the Council. One query."""
    found = Assessment.objects.filter(stage=assessing.Stage.DISCUSSED).select_related("programme__party")
    return list(found.order_by("programme__code"))


def facts_of_new_assessment(
    row: Programme,
    actor: Actor,
    now: datetime,
    *,
    from_on: date | None = None,
    until_on: date | None = None,
    **_: object,
) -> assessing.PlanFacts:
    """This will show the rules a programme that is to be assessed."""
    template = pack(row.pack).programme_type(row.type)
    return assessing.PlanFacts(
        programme=facts_of(row, actor, now),
        steps=template.assessment,
        assessed_in=template.assessed_in,
        from_on=from_on,
        until_on=until_on,
        has_open=row.assessments.exclude(stage=assessing.Stage.AGREED).exists(),
    )


def facts_of_assessment(
    row: Assessment, actor: Actor, now: datetime, *, held_on: date | None = None, **_: object
) -> assessing.AssessmentFacts:
    """This will show the rules where an assessment stands."""
    return assessing.AssessmentFacts(
        programme=facts_of(row.programme, actor, now),
        stage=assessing.Stage(row.stage),
        until_on=row.until_on,
        shared_on=row.shared_on,
        held_on=held_on,
    )
