"""What may be asked of the support of schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.core.tasks import Task
from comity.education import rules
from comity.education.models import (
    SchoolContribution,
    SchoolEvent,
    SchoolFinding,
    SchoolObjective,
    SchoolReview,
    SchoolSupport,
)
from comity.kernel.rows import Row
from comity.parties import queries as parties

_EVENTS = "objectives__events"


# -- supports and their events -----------------------------------------------------------------------------------------


def supports() -> list[Any]:
    """This will list the supports that the reader may see, the latest first, with their events counted. One query."""
    events = Count(_EVENTS, filter=~Q(objectives__events__state=rules.EventState.DROPPED))
    held = Count(_EVENTS, filter=Q(objectives__events__state=rules.EventState.HELD))
    found = SchoolSupport.objects.select_related("provider").annotate(events=events, held=held)
    return list(found.order_by("-asked_at", "-pk"))


def support(pk: int) -> SchoolSupport | None:
    """This will find the support of a school with all that the reader may see of it. Seven queries."""
    events = Prefetch("events", SchoolEvent.objects.order_by("due_on", "pk"))
    return (
        SchoolSupport.objects.filter(pk=pk)
        .select_related("provider")
        .prefetch_related(
            Prefetch("findings", SchoolFinding.objects.order_by("pk")),
            Prefetch("objectives", SchoolObjective.objects.order_by("pk").prefetch_related(events)),
            Prefetch("objectives__events__contributions", SchoolContribution.objects.order_by("pk")),
            Prefetch("reviews", SchoolReview.objects.order_by("year").prefetch_related("marks")),
        )
        .first()
    )


def open_events(day: date) -> list[Any]:
    """This will list the events to which Allies and partners may contribute, the next first. Two queries."""
    found = SchoolEvent.objects.filter(
        state=rules.EventState.PLANNED,
        responsible=rules.Responsible.CONTRIBUTORS,
        objective__support__state=rules.SupportState.RUNNING,
        due_on__gte=day,
    )
    rows = found.select_related("objective__support__provider").prefetch_related("contributions")
    return list(rows.order_by("due_on", "pk"))


def school_event(pk: int) -> SchoolEvent | None:
    """This will find one event."""
    return SchoolEvent.objects.filter(pk=pk).first()


def promised(pk: int) -> list[SchoolContribution]:
    """This will list what parties have promised to the events of a support and nobody has reported. One query."""
    found = SchoolContribution.objects.filter(event__objective__support=pk, given__isnull=True)
    return list(found.select_related("event").order_by("pk"))


def given() -> dict[str, list[SchoolContribution]]:
    """This will give what each party has contributed to events that were held. One query."""
    found: dict[str, list[SchoolContribution]] = defaultdict(list)
    for one in SchoolContribution.objects.filter(given=True).select_related("event__objective__support"):
        found[one.party_id].append(one)
    return found


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of_support_request(row: Row, actor: Actor, now: datetime, *, years: int, **_: object) -> rules.SupportRequest:
    """This will show the rules a school for which a partner wants support. The row is the provider's."""
    code = row.subject.removeprefix("provider:")
    provider = parties.provider(code)
    party = provider.party.code if provider else ""
    return rules.SupportRequest(
        party=party,
        is_suspended=parties.standing(party, brussels_day(now)).is_suspended,
        is_running=SchoolSupport.objects.filter(provider__code=code, state__in=rules.SUPPORTED).exists(),
        years=years,
    )


def facts_of_support(
    row: SchoolSupport,
    actor: Actor,
    now: datetime,
    *,
    reason: str | None = None,
    title: str | None = None,
    **_: object,
) -> rules.SupportFacts:
    """This will show the rules the support of a school, with the words that are now given."""
    is_suspended = parties.standing(row.party_id, brussels_day(now)).is_suspended
    return _facts(row, is_suspended=is_suspended, said=title if reason is None else reason)


def facts_of_visit(
    row: SchoolSupport,
    actor: Actor,
    now: datetime,
    *,
    visited_on: date | None = None,
    findings: Mapping[rules.SupportArea, str] | None = None,
    **_: object,
) -> rules.SupportFacts:
    """This will show the rules what a visit to the school has found."""
    return _facts(row, on=visited_on, said=None if findings is None else "".join(findings.values()))


def facts_of_years(
    row: SchoolSupport,
    actor: Actor,
    now: datetime,
    *,
    from_year: int | None = None,
    years: int | None = None,
    **_: object,
) -> rules.YearsFacts:
    """This will show the rules the academic years that a plan is to cover."""
    first, count = from_year or row.from_year, years or row.years
    from_on, until_on = rules.span(first, count)
    kept = SchoolEvent.objects.filter(objective__support=row).exclude(state=rules.EventState.DROPPED)
    outside = kept.exclude(due_on__gte=from_on, due_on__lt=until_on).count()
    return rules.YearsFacts(facts_of_support(row, actor, now), first, count, outside)


def facts_of_objective(
    row: SchoolSupport, actor: Actor, now: datetime, *, objective: int, **_: object
) -> rules.ObjectiveFacts:
    """This will show the rules an objective that is to be taken out."""
    found = row.objectives.filter(pk=objective).annotate(count=Count("events")).first()
    return rules.ObjectiveFacts(facts_of_support(row, actor, now), found is not None, found.count if found else 0)


def facts_of_plan(
    row: SchoolSupport, actor: Actor, now: datetime, *, version: int | None = None, **_: object
) -> rules.PlanFacts:
    """This will show the rules a plan to which a side wants to agree, and which version of it that side has read."""
    kept = SchoolEvent.objects.filter(objective=OuterRef("pk")).exclude(state=rules.EventState.DROPPED)
    found = row.objectives.annotate(has_event=Exists(kept)).values_list("has_event", flat=True)
    return rules.PlanFacts(
        support=facts_of_support(row, actor, now),
        version=row.version,
        read=row.version if version is None else version,
        agreed=frozenset(Side(one) for one in row.agreed),
        objectives=len(found),
        bare=list(found).count(False),
    )


def facts_of_new_event(
    row: SchoolSupport,
    actor: Actor,
    now: datetime,
    *,
    objective: int | None = None,
    due_on: date | None = None,
    title: str | None = None,
    **_: object,
) -> rules.EventFacts:
    """This will show the rules an event that is to be planned for an objective, or for any of them."""
    found = row.objectives.filter(pk=objective) if objective else row.objectives.all()
    return rules.EventFacts(
        support=facts_of_support(row, actor, now, title=title),
        years=(row.from_year, row.years),
        due_on=due_on,
        has_objective=found.exists(),
    )


def facts_of_event(
    row: SchoolSupport,
    actor: Actor,
    now: datetime,
    *,
    event: int,
    people: int | None = None,
    held_on: date | None = None,
    came: Iterable[str] = (),
    reason: str | None = None,
    **_: object,
) -> rules.EventFacts:
    """This will show the rules an event of a plan; one that is nowhere is as one that was dropped."""
    found = SchoolEvent.objects.filter(pk=event, objective__support=row).first()
    codes = [row.party_id, *([actor.party] if actor.party else [])]
    stands = parties.standings(codes, brussels_day(now))
    return rules.EventFacts(
        support=_facts(row, said=reason, on=held_on),
        state=rules.EventState(found.state) if found else rules.EventState.DROPPED,
        responsible=rules.Responsible(found.responsible) if found else rules.Responsible.SCHOOL,
        years=(row.from_year, row.years),
        suspended=next((code for code in codes if code in stands and stands[code].is_suspended), ""),
        promised=frozenset(one.party_id for one in found.contributions.all()) if found else frozenset(),
        came=frozenset(came),
        people=people,
    )


def facts_of_promise(
    row: SchoolSupport, actor: Actor, now: datetime, *, event: int, teachers: int | None = None, **_: object
) -> rules.EventFacts:
    """This will show the rules an event to which somebody wants to contribute so many teachers."""
    return facts_of_event(row, actor, now, event=event, people=teachers)


def facts_of_review(
    row: SchoolSupport,
    actor: Actor,
    now: datetime,
    *,
    year: int,
    marks: Mapping[int, rules.SupportMark] | None = None,
    text: str | None = None,
    **_: object,
) -> rules.SupportReviewFacts:
    """This will show the rules a year that is to be reviewed against the objectives."""
    from_on, until_on = rules.span(year, 1)
    due = SchoolEvent.objects.filter(objective__support=row, due_on__gte=from_on, due_on__lt=until_on)
    wanted = set(row.objectives.values_list("pk", flat=True))
    return rules.SupportReviewFacts(
        support=_facts(row, said=text),
        year=year,
        years=(row.from_year, row.years),
        is_reviewed=row.reviews.filter(year=year).exists(),
        unreported=due.filter(state=rules.EventState.PLANNED).count(),
        is_marked=marks is None or wanted == set(marks),
    )


def facts_of_closing(
    row: SchoolSupport, actor: Actor, now: datetime, *, lasting: str | None = None, **_: object
) -> rules.ClosingFacts:
    """This will show the rules a support that is to be closed."""
    years = range(row.from_year, row.from_year + row.years)
    return rules.ClosingFacts(_facts(row, said=lasting), row.years - row.reviews.filter(year__in=years).count())


def to_review(row: SchoolSupport, day: date) -> int | None:
    """This will give the first year of a plan that is over and not reviewed. Asks nothing of what was fetched."""
    seen = {one.year for one in row.reviews.all()}
    return next((year for year in rules.years_over(row.from_year, row.years, day) if year not in seen), None)


def _facts(
    row: SchoolSupport, *, is_suspended: bool = False, said: str | None = None, on: date | None = None
) -> rules.SupportFacts:
    return rules.SupportFacts(row.party_id, rules.SupportState(row.state), is_suspended, said, on)


# -- what waits --------------------------------------------------------------------------------------------------------


def waiting_schools(actor: Actor, now: datetime) -> list[Task]:
    """This will list what waits on the desk or on a partner about its schools. Two queries."""
    day = brussels_day(now)
    if actor.has(rules.DESK):
        found = SchoolSupport.objects.filter(state__in=rules.SUPPORTED).select_related("provider")
        rows = found.prefetch_related("reviews").order_by("pk")
        return [task for one in rows if (task := _for_desk(one, day))]
    if not actor.party or not actor.has(*rules.SPEAKERS):
        return []
    mine = SchoolSupport.objects.filter(party__code=actor.party, state=rules.SupportState.PLANNING)
    late = SchoolEvent.objects.filter(
        objective__support__party__code=actor.party,
        objective__support__state=rules.SupportState.RUNNING,
        state=rules.EventState.PLANNED,
        due_on__lt=day,
    )
    return [
        *(
            _task("education.agree_school_plan", one, "W-229")
            for one in mine.select_related("provider").order_by("pk")
            if one.agreed == [Side.STAFF]
        ),
        *(
            _task("education.report_event", one.objective.support, "W-230", event=one.title)
            for one in late.select_related("objective__support__provider").order_by("due_on", "pk")
        ),
    ]


def _for_desk(row: SchoolSupport, day: date) -> Task | None:
    if row.state == rules.SupportState.REQUESTED:
        return _task("education.assess_school", row, "W-228")
    if row.state == rules.SupportState.PLANNING:
        return _task("education.agree_school_plan", row, "W-229") if row.agreed == [Side.PARTNER] else None
    if to_review(row, day) is not None:
        return _task("education.review_year", row, "W-231")
    over = len(rules.years_over(row.from_year, row.years, day)) == row.years
    return _task("education.close_support", row, "W-231") if over else None


def _task(kind: str, row: SchoolSupport, ground: str, *, event: str = "") -> Task:
    name = row.provider.name_en
    return Task(
        kind=kind,
        ref=str(row.pk),
        title=event or name,
        since_at=row.asked_at,
        ground=ground,
        params={"school": name, "event": event},
    )
