"""What may be done about the support of schools. But for the request every verb is one on the support as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.education import events, queries, rules
from comity.education.models import (
    SchoolContribution,
    SchoolEvent,
    SchoolFinding,
    SchoolMark,
    SchoolObjective,
    SchoolReview,
    SchoolSupport,
)
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.parties import queries as parties


def _about_support(_: Row, event: events.SupportAsked) -> tuple[str, Iterable[str]]:
    row = SchoolSupport.objects.get(pk=event.support_id)
    return row.subject, row.audience


def _about_review(row: SchoolSupport, event: events.YearReviewed) -> tuple[str, Iterable[str]]:
    return row.subject, row.reviews.get(year=event.year).audience


# -- from the request to the needs assessment --------------------------------------------------------------------------


@action(
    may=rules.may_ask_support,
    facts=queries.facts_of_support_request,
    constraints={"education_support_running": "education.support_runs"},
    filed=_about_support,
)
def ask_support(
    provider: Row, actor: Actor, now: datetime, *, case: str, from_year: int, years: int
) -> events.SupportAsked:
    """This will ask for support for a school (P§7c(i); W-228). The row is the provider's."""
    code = provider.subject.removeprefix("provider:")
    listed = parties.provider(code)
    party = listed.party.code if listed else ""
    row = SchoolSupport.objects.create(
        provider_id=code,
        party_id=party,
        case=case.strip(),
        asked_at=now,
        from_year=from_year,
        years=years,
        audience=queries.readers(party, now),
    )
    return events.SupportAsked(row.pk, code, party)


@action(may=rules.may_assess_school, facts=queries.facts_of_visit)
def assess_school(
    support: SchoolSupport,
    actor: Actor,
    now: datetime,
    *,
    visited_on: date,
    findings: Mapping[rules.SupportArea, str],
) -> events.SchoolAssessed:
    """This will enter what a visit to the school has found, by area; the plan may be written from now on (W-228)."""
    found = {area: text.strip() for area, text in findings.items() if text.strip()}
    SchoolFinding.objects.bulk_create(
        SchoolFinding(support=support, area=area, text=text, audience=support.audience) for area, text in found.items()
    )
    support.visited_on = visited_on
    _move(support, "assess_school", "visited_on")
    return events.SchoolAssessed(support.pk, support.party_id, tuple(found), visited_on)


@action(may=rules.may_turn_support_down, facts=queries.facts_of_support)
def turn_support_down(support: SchoolSupport, actor: Actor, now: datetime, *, reason: str) -> events.SupportTurnedDown:
    """This will turn a request down, with its reason (W-228)."""
    _end(support, "turn_support_down", now, reason)
    return events.SupportTurnedDown(support.pk, support.party_id, support.reason)


@action(may=rules.may_end_support, facts=queries.facts_of_support)
def end_support(support: SchoolSupport, actor: Actor, now: datetime, *, reason: str) -> events.SupportEnded:
    """This will end the support before its time, as the partner wishes (W-228)."""
    _end(support, "end_support", now, reason)
    return events.SupportEnded(support.pk, support.party_id, support.reason)


# -- the plan ----------------------------------------------------------------------------------------------------------


@action(may=rules.may_set_years, facts=queries.facts_of_years)
def set_years(support: SchoolSupport, actor: Actor, now: datetime, *, from_year: int, years: int) -> events.YearsSet:
    """This will choose the academic years of the plan (W-229)."""
    support.from_year, support.years = from_year, years
    support.save(update_fields=["from_year", "years"])
    _changed(support)
    return events.YearsSet(support.pk, from_year, years)


@action(may=rules.may_add_objective, facts=queries.facts_of_support)
def add_objective(
    support: SchoolSupport, actor: Actor, now: datetime, *, area: rules.SupportArea, title: str, measure: str = ""
) -> events.ObjectiveAdded:
    """This will write an objective into the plan (W-229)."""
    row = SchoolObjective.objects.create(
        support=support, area=area, title=title.strip(), measure=measure.strip(), audience=support.audience
    )
    _changed(support)
    return events.ObjectiveAdded(support.pk, row.pk, area)


@action(may=rules.may_drop_objective, facts=queries.facts_of_objective)
def drop_objective(support: SchoolSupport, actor: Actor, now: datetime, *, objective: int) -> events.ObjectiveDropped:
    """This will take an objective out of the plan (W-229)."""
    row = support.objectives.get(pk=objective)
    row.delete()
    _changed(support)
    return events.ObjectiveDropped(support.pk, row.title)


@action(may=rules.may_plan_event, facts=queries.facts_of_new_event)
def plan_event(
    support: SchoolSupport,
    actor: Actor,
    now: datetime,
    *,
    objective: int,
    title: str,
    responsible: rules.Responsible,
    due_on: date,
) -> events.EventPlanned:
    """This will plan an event for an objective (W-229)."""
    row = SchoolEvent.objects.create(
        objective_id=objective,
        title=title.strip(),
        responsible=responsible,
        due_on=due_on,
        audience=support.audience,
    )
    _changed(support)
    return events.EventPlanned(support.pk, row.pk, responsible, due_on)


@action(may=rules.may_drop_event, facts=queries.facts_of_event)
def drop_event(support: SchoolSupport, actor: Actor, now: datetime, *, event: int, reason: str) -> events.EventDropped:
    """This will drop an event; while the plan is in work both sides have to agree to it anew (W-229)."""
    row = _event(support, event)
    row.state, row.reason = rules.EVENTS.target("drop_event", rules.EventState(row.state)), reason.strip()
    row.save(update_fields=["state", "reason"])
    if support.state == rules.SupportState.PLANNING:
        _changed(support)
    return events.EventDropped(support.pk, row.pk, row.reason)


@action(may=rules.may_agree_school_plan, facts=queries.facts_of_plan)
def agree_school_plan(support: SchoolSupport, actor: Actor, now: datetime, *, version: int) -> events.SchoolPlanAgreed:
    """This will agree to the plan for one side; once both have, all who have signed in read it (W-229)."""
    side = rules.side_of(actor, support.party_id)
    support.agreed = sorted({*support.agreed, *([side.value] if side else [])})
    support.save(update_fields=["agreed"])
    by_both = set(support.agreed) >= rules.BOTH_SIDES
    if by_both:
        support.agreed_on, support.audience = brussels_day(now), [audience.SIGNED_IN]
        _move(support, "agree_school_plan", "agreed_on", "audience")
        SchoolObjective.objects.filter(support=support).update(audience=support.audience)
        SchoolEvent.objects.filter(objective__support=support).update(audience=support.audience)
    return events.SchoolPlanAgreed(support.pk, support.party_id, version, by_both)


@action(may=rules.may_reopen_school_plan, facts=queries.facts_of_support)
def reopen_school_plan(
    support: SchoolSupport, actor: Actor, now: datetime, *, reason: str
) -> events.SchoolPlanReopened:
    """This will take an agreed plan into work again (W-229)."""
    _move(support, "reopen_school_plan")
    _changed(support)
    return events.SchoolPlanReopened(support.pk, support.party_id, reason.strip())


# -- events ------------------------------------------------------------------------------------------------------------


@action(
    may=rules.may_contribute,
    facts=queries.facts_of_promise,
    constraints={"education_contribution_once": "education.contributes_already"},
)
def contribute(
    support: SchoolSupport, actor: Actor, now: datetime, *, event: int, teachers: int, text: str = ""
) -> events.ContributionPromised:
    """This will promise teachers for an event, for an Ally and a partner alike (P§7c(v); W-230)."""
    party = actor.party or ""
    SchoolContribution.objects.create(
        event_id=event,
        party_id=party,
        teachers=teachers,
        text=text.strip(),
        promised_at=now,
        audience=support.audience,
    )
    return events.ContributionPromised(support.pk, event, party, teachers)


@action(may=rules.may_take_back, facts=queries.facts_of_event)
def take_back(support: SchoolSupport, actor: Actor, now: datetime, *, event: int) -> events.ContributionTakenBack:
    """This will take back what a party has promised to an event (W-230)."""
    party = actor.party or ""
    _event(support, event).contributions.filter(party__code=party).delete()
    return events.ContributionTakenBack(support.pk, event, party)


@action(may=rules.may_report_event, facts=queries.facts_of_event)
def report_event(
    support: SchoolSupport,
    actor: Actor,
    now: datetime,
    *,
    event: int,
    held_on: date,
    people: int,
    report: str = "",
    came: Sequence[str] = (),
) -> events.EventHeld:
    """This will say that an event was held, for how many people, and who of those that promised has come (W-230)."""
    row = _event(support, event)
    row.state = rules.EVENTS.target("report_event", rules.EventState(row.state))
    row.held_on, row.people, row.report = held_on, people, report.strip()
    row.save(update_fields=["state", "held_on", "people", "report"])
    promised = list(row.contributions.order_by("pk"))
    for one in promised:
        one.given = one.party_id in came
    SchoolContribution.objects.bulk_update(promised, ["given"])
    given = tuple(one.party_id for one in promised if one.given)
    return events.EventHeld(support.pk, row.pk, support.party_id, held_on, people, given)


# -- review and end ----------------------------------------------------------------------------------------------------


@action(
    may=rules.may_review_year,
    facts=queries.facts_of_review,
    constraints={"education_review_once": "education.year_reviewed"},
    filed=_about_review,
)
def review_year(
    support: SchoolSupport,
    actor: Actor,
    now: datetime,
    *,
    year: int,
    marks: Mapping[int, rules.SupportMark],
    text: str,
) -> events.YearReviewed:
    """This will review a year against each objective; the partner, the staff and the Allies read it (W-231)."""
    readers = queries.readers(support.party_id, now)
    row = SchoolReview.objects.create(
        support=support, year=year, text=text.strip(), reviewed_on=brussels_day(now), audience=readers
    )
    SchoolMark.objects.bulk_create(
        SchoolMark(review=row, objective_id=key, mark=mark, audience=readers) for key, mark in marks.items()
    )
    return events.YearReviewed(support.pk, support.party_id, year)


@action(may=rules.may_close_support, facts=queries.facts_of_closing)
def close_support(support: SchoolSupport, actor: Actor, now: datetime, *, lasting: str) -> events.SupportClosed:
    """This will close the support with what lasts at the school (W-231)."""
    support.lasting, support.ended_on = lasting.strip(), brussels_day(now)
    _move(support, "close_support", "lasting", "ended_on")
    return events.SupportClosed(support.pk, support.provider_id, support.party_id)


def _event(support: SchoolSupport, pk: int) -> SchoolEvent:
    return SchoolEvent.objects.get(pk=pk, objective__support=support)


def _changed(support: SchoolSupport) -> None:
    """This will count a change of the plan; whoever had agreed agreed to another one."""
    support.version, support.agreed = support.version + 1, []
    support.save(update_fields=["version", "agreed"])


def _end(support: SchoolSupport, verb: str, now: datetime, reason: str) -> None:
    support.reason, support.ended_on = reason.strip(), brussels_day(now)
    _move(support, verb, "reason", "ended_on")


def _move(row: SchoolSupport, verb: str, *fields: str) -> None:
    row.state = rules.SUPPORTS.target(verb, rules.SupportState(row.state))
    row.save(update_fields=["state", *fields])
