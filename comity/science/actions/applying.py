"""What may be done with calls and applications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.science import events, queries, rules
from comity.science.models import Application, Call, Director, Result, Review, Reviewer, Twin


def _about_call(_: Row, event: events.CallPublished) -> tuple[str, Iterable[str]]:
    row = Call.objects.get(pk=event.call_id)
    return row.subject, row.audience


def _about_application(_: Call, event: events.ApplicationBegun) -> tuple[str, Iterable[str]]:
    row = Application.objects.get(pk=event.application_id)
    return row.subject, row.audience


@action(may=rules.may_publish, facts=queries.facts_of_call, filed=_about_call)
def publish(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    title_en: str,
    title_fr: str,
    kinds: Sequence[str],
    priorities: Sequence[str],
    closes_on: date,
) -> events.CallPublished:
    """This will publish a call, open from today (W-190). The row is the party that publishes."""
    day = brussels_day(now)
    row = Call.objects.create(
        code=f"SPS-{day.year}-{Call.objects.filter(opens_on__year=day.year).count() + 1}",
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        kinds=list(kinds),
        priorities=list(priorities),
        opens_on=day,
        closes_on=closes_on,
        audience=[audience.SIGNED_IN],
    )
    return events.CallPublished(row.pk, row.code, closes_on)


@action(may=rules.may_begin, facts=queries.facts_of_beginning, filed=_about_application)
def begin(call: Call, actor: Actor, now: datetime, *, kind: str) -> events.ApplicationBegun:
    """This will begin a draft that the mission alone reads (W-191)."""
    party = actor.party or ""
    row = Application.objects.create(
        call=call, party_id=party, kind=kind, begun_at=now, audience=[audience.party(party)]
    )
    return events.ApplicationBegun(row.pk, call.code, party)


@action(may=rules.may_write, facts=queries.facts_of)
def write(
    application: Application,
    actor: Actor,
    now: datetime,
    *,
    title: str | None = None,
    summary: str | None = None,
    priority: str | None = None,
    length: int | None = None,
    end_users: Sequence[str] | None = None,
    collaborators: Sequence[str] | None = None,
    budget: Mapping[str, int] | None = None,
    directors: Sequence[Mapping[str, str]] | None = None,
) -> events.ApplicationWritten:
    """This will keep the parts that are given and leave the others (W-191). Units: `budget` in whole euros."""
    given = {
        "title": title.strip() if title is not None else None,
        "summary": summary.strip() if summary is not None else None,
        "priority": priority,
        "length": length,
        "end_users": list(end_users) if end_users is not None else None,
        "collaborators": list(collaborators) if collaborators is not None else None,
        "budget": dict(budget) if budget is not None else None,
    }
    parts = {name: value for name, value in given.items() if value is not None}
    for name, value in parts.items():
        setattr(application, name, value)
    if parts:
        application.save(update_fields=list(parts))
    if directors is not None:
        application.directors.all().delete()
        Director.objects.bulk_create(
            Director(application=application, audience=application.audience, **one) for one in directors
        )
    return events.ApplicationWritten(application.pk, (*parts, *(("directors",) if directors is not None else ())))


@action(may=rules.may_submit, facts=queries.facts_of)
def submit(application: Application, actor: Actor, now: datetime) -> events.ApplicationSubmitted:
    """This will lodge the application, open it to the staff, and note what is like it for the staff alone (W-194)."""
    application.submitted_at = now
    application.audience = sorted({audience.STAFF, audience.party(application.party_id)})
    move(application, "submit", "submitted_at", "audience")
    application.directors.update(audience=application.audience)
    Twin.objects.bulk_create(
        Twin(application=application, other=other, grounds=list(grounds), audience=[audience.STAFF])
        for other, grounds in queries.alike(application)
    )
    return events.ApplicationSubmitted(application.pk, application.call.code, application.party_id)


@action(may=rules.may_settle, facts=queries.facts_of_twin)
def settle(twin: Twin, actor: Actor, now: datetime, *, is_same: bool, reason: str) -> events.TwinSettled:
    """This will say whether two applications that are alike are the same, and why (W-194)."""
    twin.is_same, twin.reason = is_same, reason.strip()
    twin.save(update_fields=["is_same", "reason"])
    return events.TwinSettled(twin.pk, is_same, twin.reason)


@action(may=rules.may_check, facts=queries.facts_of)
def check(application: Application, actor: Actor, now: datetime, *, reason: str) -> events.ApplicationChecked:
    """This will find an application eligible (W-194)."""
    return _judge(application, "check", reason)


@action(may=rules.may_turn_away, facts=queries.facts_of)
def turn_away(application: Application, actor: Actor, now: datetime, *, reason: str) -> events.ApplicationChecked:
    """This will find an application not eligible, and tell the applicants why (W-194)."""
    return _judge(application, "turn_away", reason)


def _about_review(_: Application, event: events.ReviewAsked) -> tuple[str, Iterable[str]]:
    row = Review.objects.get(pk=event.review_id)
    return row.subject, row.audience


def _about_reviewer(_: Row, event: events.ReviewerListed) -> tuple[str, Iterable[str]]:
    return f"reviewer:{event.reviewer_id}", [audience.STAFF]


def _about_ranking(row: Call, event: events.RankingRecorded) -> tuple[str, Iterable[str]]:
    return row.subject, [audience.STAFF]


@action(
    may=rules.may_list_reviewer,
    facts=queries.nothing,
    filed=_about_reviewer,
)
def list_reviewer(
    person: Row, actor: Actor, now: datetime, *, name: str, institution: str, nation: str
) -> events.ReviewerListed:
    """This will list somebody as a reviewer, with what may stand in the way (W-195). The row is the person's."""
    row, _ = Reviewer.objects.update_or_create(
        person_id=person.pk,
        defaults={
            "name": name.strip(),
            "institution": institution.strip(),
            "nation": nation,
            "audience": [audience.STAFF, audience.person(person.pk)],
        },
    )
    return events.ReviewerListed(row.pk)


@action(
    may=rules.may_assign,
    facts=queries.facts_of_asking,
    constraints={"science_review_once": "science.review_over"},
    filed=_about_review,
)
def assign(application: Application, actor: Actor, now: datetime, *, reviewer: int) -> events.ReviewAsked:
    """This will give a reviewer the application as it now stands, for the reviewer and the staff alone (W-195)."""
    one = Reviewer.objects.get(pk=reviewer)
    paper = {
        name: getattr(application, name)
        for name in ("kind", "title", "summary", "priority", "length", "end_users", "collaborators", "budget")
    }
    people = list(application.directors.order_by("pk").values("name", "institution", "nation"))
    row = Review.objects.create(
        application=application, reviewer=one, paper={**paper, "directors": people}, audience=one.audience
    )
    return events.ReviewAsked(row.pk)


@action(may=rules.may_recuse, facts=queries.facts_of_review)
def recuse(review: Review, actor: Actor, now: datetime, *, reason: str) -> events.ReviewDeclined:
    """This will take the application from a reviewer who declares a conflict (W-195)."""
    review.task, review.remarks, review.audience = rules.Task.RECUSED, reason.strip(), [audience.STAFF]
    review.save(update_fields=["task", "remarks", "audience"])
    return events.ReviewDeclined(review.pk)


@action(may=rules.may_score, facts=queries.facts_of_review)
def score(
    review: Review, actor: Actor, now: datetime, *, scores: Mapping[str, int], remarks: str = ""
) -> events.ReviewGiven:
    """This will keep the marks and remarks of a reviewer (W-196)."""
    review.task, review.scores, review.remarks = rules.Task.SCORED, dict(scores), remarks.strip()
    review.save(update_fields=["task", "scores", "remarks"])
    return events.ReviewGiven(review.pk)


@action(may=rules.may_rank, facts=queries.facts_of_ranking, filed=_about_ranking)
def rank(call: Call, actor: Actor, now: datetime) -> events.RankingRecorded:
    """This will record the ranking of the panel by weighted medians, and open what is ranked to the nations (W-197)."""
    totals = [(row, rules.middle(given)) for row, given in queries.to_rank(call)]
    totals.sort(key=lambda pair: (-pair[1], pair[0].pk))
    for place, (row, total) in enumerate(totals, start=1):
        row.audience = sorted({*queries.nations(now), audience.party(row.party_id)})
        row.save(update_fields=["audience"])
        Result.objects.update_or_create(
            application=row,
            defaults={
                "total": total,
                "rank": place,
                "is_recommended": rules.is_recommended(total),
                "audience": queries.nations(now),
            },
        )
    best = tuple(row.pk for row, total in totals if rules.is_recommended(total))
    return events.RankingRecorded(call.code, best)


def _judge(row: Application, verb: str, reason: str) -> events.ApplicationChecked:
    row.reason = reason.strip()
    move(row, verb, "reason")
    return events.ApplicationChecked(row.pk, row.party_id, row.state, row.reason)


def move(row: Application, verb: str, *fields: str) -> None:
    """This will take an application to where a verb leads. Part of another act."""
    row.state = rules.WORKFLOW.target(verb, rules.State(row.state))
    row.save(update_fields=["state", *fields])
