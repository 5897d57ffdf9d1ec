"""Grants for scientific cooperation: two calls a year, applications with their results, and grants in their course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from comity.core import audience
from comity.core.actor import FLOW
from comity.core.calendar import at_brussels, brussels_day
from comity.kernel.progress import Progress
from comity.parties import queries as parties
from comity.policy import pack
from comity.science.actions import file_letter
from comity.science.models import Application, Call, Director, Grant, Milestone, ProgressReport, Result
from comity.science.rules import GrantState, State, ends_on, reports_due
from generate.parties import Partner

SUBJECTS = ("Sensors", "Models", "Training", "Materials", "Warning", "Filters")
PLACES = ("for ports", "for rivers", "for power lines", "for hospitals", "for airports", "for networks")
CALLS = 10
OVERDUE = 0.1
BATCH = 500


def write(count: int, partners: Sequence[Partner], random: Random, now: datetime, progress: Progress) -> None:
    """This will write so many grants, one in ten with an overdue report, spread over five years of calls."""
    inner = parties.resolve_audience({audience.STAFF, audience.ALLIES}, now)
    calls = [_call(place, now) for place in range(CALLS)] if count else []
    rows = [_application(calls[place % CALLS], random.choice(partners), place, inner, random) for place in range(count)]
    Application.objects.bulk_create(rows)
    Director.objects.bulk_create(
        Director(application=row, audience=row.audience, **who) for row in rows for who in _directors(row)
    )
    Result.objects.bulk_create(
        Result(application=row, total=350 + place % 150, rank=place // CALLS + 1, is_recommended=True, audience=inner)
        for place, row in enumerate(rows)
    )
    day = brussels_day(now)
    grants = [_grant(row, now) for row in rows]
    Grant.objects.bulk_create(grants)
    ProgressReport.objects.bulk_create(
        ProgressReport(
            grant=one,
            number=number,
            due_on=due,
            sent_on=due
            if due < day and not (number == 1 and one.ends_on >= day and random.random() < OVERDUE)
            else None,
            summary="Work goes on as planned.",
            reminded=2 if due < day else 0,
            audience=one.audience,
        )
        for one in grants
        for number, due in enumerate(reports_due(one.starts_on, one.ends_on), start=1)
    )
    Milestone.objects.bulk_create(
        Milestone(
            grant=one,
            title="First results are shown to the end-users",
            due_on=one.ends_on - timedelta(days=30),
            met_on=one.ends_on - timedelta(days=30) if one.ends_on < day else None,
            audience=one.audience,
        )
        for one in grants
    )
    for one in grants:
        one.letter = file_letter(one, FLOW, at_brussels(one.starts_on, 9))
    Grant.objects.bulk_update(grants, ["letter"], batch_size=BATCH)
    progress("grants", count, count)


def _call(place: int, now: datetime) -> Call:
    opens_on = brussels_day(now) - timedelta(days=365 + 182 * place)
    year = opens_on.year
    return Call.objects.create(
        code=f"SPS-{year}-{100 + place}",
        title_en=f"Security and science, call {place + 1}",
        title_fr=f"Sécurité et science, appel {place + 1}",
        kinds=list(pack().science.kinds),
        priorities=list(pack().science.priorities),
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=70),
        audience=[audience.SIGNED_IN],
    )


def _application(call: Call, partner: Partner, place: int, inner: list[str], random: Random) -> Application:
    """This will write an application that keeps to its kind and splits its budget rightly."""
    kind = random.choice(list(pack().science.kinds.values()))
    headings = pack().science.headings_of(kind.code)
    most = sum(one.most_percent for one in headings)
    total = random.randrange(kind.least, kind.most + 1, 1_000)
    budget = {one.code: total * one.most_percent // most for one in headings}
    budget[headings[0].code] += total - sum(budget.values())
    at = at_brussels(call.opens_on + timedelta(days=30), 10)
    return Application(
        call=call,
        party_id=partner.code,
        kind=kind.code,
        title=f"{random.choice(SUBJECTS)} {random.choice(PLACES)}, {place + 1}",
        summary="What is found is handed to those who will use it.",
        priority=random.choice(list(pack().science.priorities)),
        length=random.randint(kind.shortest, kind.longest),
        end_users=["A ministry (invented)"],
        budget=budget,
        state=State.AWARDED,
        reason="Complete.",
        begun_at=at,
        submitted_at=at + timedelta(days=10),
        audience=sorted({*inner, audience.party(partner.code)}),
    )


def _directors(row: Application) -> tuple[dict[str, str], dict[str, str]]:
    """This will name two invented co-directors."""
    number = row.pk
    ally = {"name": f"Ally {number}", "institution": f"Institute {number}", "nation": "FR"}
    partner = {"name": f"Partner {number}", "institution": f"Academy {number}", "nation": row.party_id}
    return (
        {**ally, "email": f"ally{number}@example.invalid"},
        {**partner, "email": f"partner{number}@example.invalid"},
    )


def _grant(row: Application, now: datetime) -> Grant:
    """This will write a grant that began half a year after its call closed; what has ended is closed."""
    starts_on = row.call.closes_on + timedelta(days=180)
    last = ends_on(row.kind, row.length, starts_on)
    closed = last < brussels_day(now)
    return Grant(
        application=row,
        decision=f"PO({starts_on.year})8{row.pk % 1000:03d}",
        state=GrantState.CLOSED if closed else GrantState.RUNNING,
        starts_on=starts_on,
        ends_on=last,
        closed_on=last if closed else None,
        summary="The results are in use." if closed else "",
        audience=row.audience,
    )
