"""What may be done about the plan of an integrity review (W-234)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.education import events, queries, rules
from comity.education.models import IntegrityReview, Measure
from comity.kernel.action import action


def _about_review(row: Measure, _: object) -> tuple[str, Iterable[str]]:
    return row.review.subject, row.audience


@action(may=rules.may_add_measure, facts=queries.facts_of_adding)
def add_measure(
    review: IntegrityReview, actor: Actor, now: datetime, *, area: str, text: str, office: str, due_on: date
) -> events.MeasureAdded:
    """This will put a measure into the plan; whoever had agreed agrees anew (W-234)."""
    row = Measure.objects.create(
        review=review,
        area=area,
        text=text.strip(),
        office=office.strip(),
        due_on=due_on,
        audience=review.audience,
    )
    _take_back(review)
    return events.MeasureAdded(review.pk, row.pk, due_on)


@action(may=rules.may_change_measure, facts=queries.facts_of_measure, filed=_about_review)
def change_measure(
    measure: Measure, actor: Actor, now: datetime, *, text: str, office: str, due_on: date
) -> events.MeasureChanged:
    """This will change what a measure says; whoever had agreed agrees anew (W-234)."""
    measure.text, measure.office, measure.due_on = text.strip(), office.strip(), due_on
    measure.save(update_fields=["text", "office", "due_on"])
    _take_back(measure.review)
    return events.MeasureChanged(measure.review_id, measure.pk, due_on)


@action(may=rules.may_drop_measure, facts=queries.facts_of_measure, filed=_about_review)
def drop_measure(measure: Measure, actor: Actor, now: datetime, *, reason: str) -> events.MeasureDropped:
    """This will drop a measure, which stays in the plan as dropped, with its reason (W-234)."""
    measure.state = rules.MEASURES.target("drop_measure", rules.MeasureState(measure.state))
    _note(measure, reason, now)
    _take_back(measure.review)
    return events.MeasureDropped(measure.review_id, measure.pk, measure.note)


@action(may=rules.may_agree_plan, facts=queries.facts_of_integrity)
def agree_plan(review: IntegrityReview, actor: Actor, now: datetime) -> events.PlanAgreed:
    """This will agree the plan for one side; it binds once both have (W-234)."""
    review.agreed = [*review.agreed, actor.side]
    by_both = rules.binds(review.agreed)
    if by_both:
        review.state = rules.INTEGRITY.target("agree_plan", rules.IntegrityState(review.state))
        review.agreed_at = now
    review.save(update_fields=["agreed", "state", "agreed_at"])
    return events.PlanAgreed(review.pk, review.party_id, actor.side, by_both)


@action(
    may=rules.may_reopen_plan,
    facts=queries.facts_of_integrity,
    constraints={"education_integrity_in_work": "education.integrity_running"},
)
def reopen_plan(review: IntegrityReview, actor: Actor, now: datetime, *, reason: str) -> events.PlanReopened:
    """This will open an agreed plan again, with the reason (W-234)."""
    review.state = rules.INTEGRITY.target("reopen_plan", rules.IntegrityState(review.state))
    review.save(update_fields=["state"])
    _take_back(review)
    return events.PlanReopened(review.pk, review.party_id, actor.side, reason.strip())


@action(may=rules.may_report_measure, facts=queries.facts_of_measure, filed=_about_review)
def report_measure(
    measure: Measure, actor: Actor, now: datetime, *, state: rules.MeasureState, note: str
) -> events.MeasureReported:
    """This will say how far a measure is, in words (W-234)."""
    measure.state = rules.MEASURES.target(f"report_measure/{state}", rules.MeasureState(measure.state))
    _note(measure, note, now)
    return events.MeasureReported(measure.review_id, measure.pk, state)


def _note(measure: Measure, said: str, now: datetime) -> None:
    measure.note, measure.noted_on = said.strip(), brussels_day(now)
    measure.save(update_fields=["state", "note", "noted_on"])


def _take_back(review: IntegrityReview) -> None:
    review.agreed, review.agreed_at = [], None
    review.save(update_fields=["agreed", "agreed_at"])
