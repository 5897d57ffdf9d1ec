"""Steps of an assessment: planned, drafted from the status of goals, shared, discussed, before the Council, agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Max

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.parties import queries as parties
from comity.programmes import queries
from comity.programmes.events import (
    AssessmentConcluded,
    AssessmentDeclined,
    AssessmentDiscussed,
    AssessmentDrafted,
    AssessmentPlanned,
    AssessmentPut,
    AssessmentShared,
)
from comity.programmes.models import Assessment, Finding, Mark, Programme
from comity.programmes.rules import assessment as rules


def _filed(programme: Programme, event: AssessmentPlanned) -> tuple[str, Iterable[str]]:
    row = queries.assessment_of(event.assessment)
    return (row.subject, row.audience) if row else (programme.subject, programme.audience)


def _inside(assessment: Assessment, event: object) -> tuple[str, Iterable[str]]:
    """This will keep the entry within the staff while the draft is its own."""
    return assessment.subject, [audience.STAFF]


@action(
    may=rules.may_plan_assessment,
    facts=queries.facts_of_new_assessment,
    constraints={"programmes_assessment_open": "programmes.assessment_open"},
    filed=_filed,
)
def plan_assessment(
    programme: Programme,
    actor: Actor,
    now: datetime,
    *,
    from_on: date | None = None,
    until_on: date | None = None,
    team: str = "",
) -> AssessmentPlanned:
    """This will plan an assessment of a programme in force; partner and Allies see when the mission comes (W-150)."""
    last = programme.assessments.aggregate(last=Max("number"))["last"] or 0
    row = Assessment.objects.create(
        programme=programme,
        number=last + 1,
        from_on=from_on,
        until_on=until_on,
        team=team.strip(),
        planned_at=now,
        audience=_wide(programme, now),
    )
    return AssessmentPlanned(programme.code, programme.party_code, row.code, from_on, until_on)


def _wide(programme: Programme, now: datetime) -> list[str]:
    """This will list who reads an assessment in the end: the partner, the staff, the Allies, no other partner."""
    return parties.resolve_audience([*programme.both_sides, audience.ALLIES], now)


def _move(row: Assessment, verb: str, *fields: str) -> None:
    row.stage = rules.WORKFLOW.target(verb, rules.Stage(row.stage))
    row.save(update_fields=["stage", *fields])


@action(may=rules.may_draft_assessment, facts=queries.facts_of_assessment, filed=_inside)
def draft_assessment(
    assessment: Assessment, actor: Actor, now: datetime, *, text: str, words: Mapping[int, str] | None = None
) -> AssessmentDrafted:
    """This will write the draft: a text, and how each goal stands as its status and its actions say (P§15).

    `words` holds what the staff adds to a goal, by its number. After the discussion the same verb mends the draft.
    """
    programme, wide = assessment.programme, _wide(assessment.programme, now)
    is_shared = assessment.stage == rules.Stage.DISCUSSED
    readers = wide if is_shared else [audience.STAFF]
    Finding.objects.update_or_create(
        assessment=assessment, defaults={"text": text.strip(), "drafted_at": now, "audience": readers}
    )
    version = programme.approved_version or programme.shared_version
    found = queries.status(programme, brussels_day(now), version=version)
    assessment.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(
            assessment=assessment,
            goal=one.goal,
            place=one.place,
            percent=one.goal.percent,
            state=one.goal.state,
            actions=one.count.total,
            done=one.count.done,
            late=one.count.late,
            text=(words or {}).get(one.goal.number, "").strip(),
            audience=readers,
        )
        for one in found
    )
    _move(assessment, "redraft" if is_shared else "draft")
    return AssessmentDrafted(assessment.code, programme.party_code, len(found))


@action(may=rules.may_share_assessment, facts=queries.facts_of_assessment)
def share_assessment(assessment: Assessment, actor: Actor, now: datetime) -> AssessmentShared:
    """This will show the draft to the partner and the Allies, who have days to read it (W-151)."""
    programme, wide = assessment.programme, _wide(assessment.programme, now)
    Finding.objects.filter(assessment=assessment).update(audience=wide)
    Mark.objects.filter(assessment=assessment).update(audience=wide)
    assessment.shared_on = brussels_day(now)
    _move(assessment, "share", "shared_on")
    from_on = rules.read_from(assessment.shared_on)
    return AssessmentShared(assessment.code, programme.code, programme.party_code, from_on)


@action(may=rules.may_discuss_assessment, facts=queries.facts_of_assessment)
def discuss_assessment(
    assessment: Assessment, actor: Actor, now: datetime, *, held_on: date, held_in: str = "", summary: str = ""
) -> AssessmentDiscussed:
    """This will record the discussion of the draft with the partner (W-151)."""
    programme = assessment.programme
    Finding.objects.filter(assessment=assessment).update(discussion=summary.strip())
    assessment.discussed_on, assessment.discussed_in = held_on, held_in.strip()
    _move(assessment, "discuss", "discussed_on", "discussed_in")
    return AssessmentDiscussed(
        assessment.code, programme.code, programme.party_code, programme.type, programme.period, held_on
    )


@action(may=rules.may_put_assessment, facts=queries.facts_of_assessment)
def put_assessment(assessment: Assessment, actor: Actor, now: datetime, *, decision: str) -> AssessmentPut:
    """This will put the assessment before the Council, with the item that is to agree to it."""
    assessment.decision = decision
    _move(assessment, "put", "decision")
    return AssessmentPut(assessment.code, assessment.programme.party_code, decision)


@action(may=rules.may_conclude_assessment, facts=queries.facts_of_assessment)
def conclude_assessment(assessment: Assessment, actor: Actor, now: datetime, *, decision: str) -> AssessmentConcluded:
    """This will conclude an assessment by a decision of the Council; the next may be planned."""
    programme = assessment.programme
    assessment.decision, assessment.agreed_on = decision, brussels_day(now)
    _move(assessment, "conclude", "decision", "agreed_on")
    return AssessmentConcluded(assessment.code, programme.code, programme.party_code, decision)


@action(may=rules.may_decline_assessment, facts=queries.facts_of_assessment)
def decline_assessment(assessment: Assessment, actor: Actor, now: datetime, *, decision: str) -> AssessmentDeclined:
    """This will give an assessment back to the staff when the Council's item is over without agreement."""
    assessment.decision = ""
    _move(assessment, "decline", "decision")
    return AssessmentDeclined(assessment.code, assessment.programme.party_code, decision)
