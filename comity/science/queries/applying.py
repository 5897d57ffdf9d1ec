"""What may be asked of calls and applications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from comity.core import audience
from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.kernel.rows import Row
from comity.parties import queries as parties
from comity.science import rules
from comity.science.models import Application, Call, Director, Grant, Result, Review, Reviewer, Twin

NEEDED = ("title", "summary", "priority", "length", "end_users", "budget")


def calls() -> list[Any]:
    """This will list the calls, those that close last first; `lodged` counts what the reader sees of each."""
    return list(Call.objects.annotate(lodged=Count("applications")).order_by("-closes_on", "-pk"))


def call(code: str) -> Call | None:
    """This will find a call."""
    return Call.objects.filter(code=code).first()


def applications(*, to: Call | None = None) -> list[Application]:
    """This will list the applications that the reader may see, with their co-directors. Two queries."""
    found = Application.objects.select_related("call").prefetch_related("directors").order_by("-begun_at", "-pk")
    return list(found.filter(call=to) if to else found)


def application(pk: int) -> Application | None:
    """This will find an application with its co-directors and, for the staff, what is like it. Three queries."""
    found = Application.objects.select_related("call").prefetch_related("directors", "twins")
    return found.filter(pk=pk).first()


def missing(row: Application) -> tuple[str, ...]:
    """This will name the parts that a draft lacks."""
    absent = [name for name in NEEDED if not getattr(row, name)]
    return (*absent, *(() if len(row.directors.all()) > 1 else ("directors",)))


def facts_of_call(
    row: Row, actor: Actor, now: datetime, *, closes_on: date, kinds: Sequence[str] = (), **_: object
) -> rules.CallFacts:
    """This will show the rules a call that is to be published. The row is the party that publishes."""
    return rules.CallFacts(closes_on, tuple(kinds))


def facts_of_beginning(row: Call, actor: Actor, now: datetime, *, kind: str, **_: object) -> rules.ApplicationFacts:
    """This will show the rules a call and who would apply to it."""
    return rules.ApplicationFacts(
        actor.party or "", rules.State.DRAFT, row.opens_on, row.closes_on, kind, tuple(row.kinds)
    )


def facts_of(
    row: Application, actor: Actor, now: datetime, *, reason: str | None = None, **_: object
) -> rules.ApplicationFacts:
    """This will show the rules an application, with the reason now given."""
    day = brussels_day(now)
    return rules.ApplicationFacts(
        party=row.party_id,
        state=rules.State(row.state),
        opens_on=row.call.opens_on,
        closes_on=row.call.closes_on,
        kind=row.kind,
        kinds=tuple(row.call.kinds),
        length=row.length,
        budget=row.budget,
        missing=missing(row),
        directors=tuple(_director(one, day) for one in row.directors.all()),
        twins_open=row.twins.filter(is_same__isnull=True).count(),
        reason=reason,
    )


def facts_of_twin(row: Twin, actor: Actor, now: datetime, *, reason: str = "", **_: object) -> rules.TwinFacts:
    """This will show the rules what the desk says of two applications."""
    return rules.TwinFacts(reason)


def alike(row: Application) -> list[tuple[Application, tuple[rules.Ground, ...]]]:
    """This will find the applications that came in before and are like this one (W-194). Two queries."""
    mine = [_plain(one) for one in row.directors.all()]
    others = Application.objects.exclude(pk=row.pk).exclude(state=rules.State.DRAFT).prefetch_related("directors")
    compared = [
        (one, rules.alike(row.title, mine, one.title, [_plain(each) for each in one.directors.all()]))
        for one in others.order_by("pk")
    ]
    return [(one, grounds) for one, grounds in compared if grounds]


def reviews(*, of: Application | None = None) -> list[Review]:
    """This will list the reviews that the reader may see, of one application or of all."""
    found = Review.objects.select_related("reviewer").order_by("pk")
    return list(found.filter(application=of) if of else found)


def reviews_by(person_id: int | None) -> list[Review]:
    """This will list what somebody was asked to review, what waits first."""
    if person_id is None:
        return []
    return list(Review.objects.filter(reviewer__person_id=person_id).order_by("task", "pk"))


def review(pk: int) -> Review | None:
    """This will find a review that the reader may see; the application itself may be hidden from its reviewer."""
    return Review.objects.select_related("reviewer").filter(pk=pk).first()


def reviewers() -> list[Any]:
    """This will list the reviewers by name; `asked` counts what each was given."""
    return list(Reviewer.objects.annotate(asked=Count("reviews")).order_by("name", "pk"))


def twin(pk: int) -> Twin | None:
    """This will find a pair of alike applications."""
    return Twin.objects.select_related("application__call", "other").filter(pk=pk).first()


def twins(row: Application) -> list[Twin]:
    """This will list what is like an application, to the staff."""
    return list(row.twins.select_related("other").order_by("pk"))


def results(row: Call) -> list[Result]:
    """This will list what the panel came to, best first, to those who may see it."""
    return list(Result.objects.filter(application__call=row).select_related("application").order_by("rank"))


def result(row: Application) -> Result | None:
    """This will give what the panel came to on an application, to those who may see it."""
    return Result.objects.filter(application=row).first()


def to_rank(row: Call) -> list[tuple[Application, list[int]]]:
    """This will give the eligible applications of a call with the weighted marks of each reviewer. Two queries."""
    found = row.applications.filter(state=rules.State.ELIGIBLE).prefetch_related("reviews").order_by("pk")
    return [
        (one, [rules.weighted(each.scores) for each in one.reviews.all() if each.task == rules.Task.SCORED])
        for one in found
    ]


def nothing(row: Row, actor: Actor, now: datetime, **_: object) -> None:
    """This will show the rules nothing but who acts."""


def facts_of_asking(row: Application, actor: Actor, now: datetime, *, reviewer: int, **_: object) -> rules.AssignFacts:
    """This will show the rules an application and the reviewer who is to judge it."""
    found = Reviewer.objects.filter(pk=reviewer).first()
    between = _conflicts(found, row) if found else ()
    return rules.AssignFacts(rules.State(row.state), found is not None, between)


def facts_of_review(
    row: Review,
    actor: Actor,
    now: datetime,
    *,
    scores: Mapping[str, int] | None = None,
    reason: str | None = None,
    **_: object,
) -> rules.ReviewFacts:
    """This will show the rules the work of a reviewer, with the marks or the reason now given."""
    between = _conflicts(row.reviewer, row.application)
    return rules.ReviewFacts(row.reviewer.person_id, rules.Task(row.task), between, scores, reason)


def facts_of_ranking(row: Call, actor: Actor, now: datetime, **_: object) -> rules.RankFacts:
    """This will show the rules how many scores each application has."""
    return rules.RankFacts(tuple(len(totals) for _, totals in to_rank(row)))


def nations(now: datetime) -> list[str]:
    """This will name who reads scores: the staff and the Allies of the day."""
    return parties.resolve_audience([audience.STAFF, audience.ALLIES], now)


def _conflicts(one: Reviewer, row: Application) -> tuple[rules.Conflict, ...]:
    people = [_plain(each) for each in row.directors.all()]
    return rules.conflicts(one.institution, one.nation, one.name, people, row.collaborators)


def _plain(one: Any) -> rules.Director:
    return rules.Director(one.name, one.institution, one.nation)


def _director(one: Director, day: date) -> rules.Director:
    side = parties.standing(one.nation, day).side
    return rules.Director(
        one.name,
        one.institution,
        one.nation,
        is_ally=side == Side.ALLY,
        is_partner=side == Side.PARTNER,
    )


def carried(now: datetime) -> dict[str, int]:
    """This will count what carries out P§14 on science, as far as the reader may see it. Two queries."""
    return {"science.calls": Call.objects.count(), "science.grants": Grant.objects.count()}
