"""A published round of allocation at full size: settings in force, scores of all partners, a trial and its results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.kernel.progress import Progress
from comity.nominations.models import Nomination
from comity.nominations.rules import ALIVE
from comity.resources import queries, rules
from comity.resources.models import Cover, Envelope, Frozen, Line, Result, Round, Run, Score, Settings, Submission
from generate.parties import Partner

CHUNK = 2_000
LINE = "GENERATED-1"
SHA = "0" * 64


def write(partners: Sequence[Partner], random: Random, now: datetime, progress: Progress) -> None:
    """This will write the round, if its cycle has no settings yet."""
    period = str(brussels_day(now).year + 2)
    if Settings.objects.filter(period=period).exists():
        return
    readers = queries.council(now)
    settings = Settings.objects.create(
        period=period,
        state=rules.SettingsState.IN_FORCE,
        weights=rules.equal(queries.considerations()),
        anchors=queries.proposed_anchors(),
        sha256=SHA,
        decision="PO(2026)0001",
        drafted_at=now - timedelta(days=90),
        in_force_at=now - timedelta(days=60),
        audience=readers,
    )
    Score.objects.bulk_create(
        Score(
            settings=settings,
            party_id=partner.code,
            consideration=code,
            value=random.randrange(101),
            evidence="Generated.",
            review_on=brussels_day(now) + timedelta(days=300),
            at=now - timedelta(days=50),
            audience=readers,
        )
        for partner in partners
        for code in queries.considerations()
    )
    row, run = _round(settings, now)
    names = _covered(row, now)
    places: dict[str, int] = {}
    lines, results = [], []
    for code, number, party in names:
        places[party] = places.get(party, 0) + 1
        line = _line(run, f"{code}/{number}", code, party, places[party], random)
        lines.append(line)
        results.append(_result(row, line, now))
    Line.objects.bulk_create(lines, batch_size=CHUNK)
    Result.objects.bulk_create(results, batch_size=CHUNK)
    granted = sum(line.outcome == rules.Outcome.GRANTED for line in lines)
    run.summary |= {"granted": granted, "requests": len(lines)}
    run.save(update_fields=["summary"])
    progress("allocation", len(lines), len(lines))


def _round(settings: Settings, now: datetime) -> tuple[Round, Run]:
    """This will write a published round with its frozen inputs and one solved trial."""
    readers = queries.council(now)
    day = brussels_day(now)
    row = Round.objects.create(
        settings=settings,
        code=f"{settings.period}-1",
        state=rules.RoundState.PUBLISHED,
        since_on=day + timedelta(days=1),
        until_on=day + timedelta(days=900),
        wishes_until=day - timedelta(days=30),
        planned_at=now - timedelta(days=60),
        opened_at=now - timedelta(days=55),
        frozen_at=now - timedelta(days=25),
        adopted_at=now - timedelta(days=5),
        published_at=now - timedelta(days=4),
        audience=queries.participants(now),
    )
    Envelope.objects.create(round=row, line=LINE, minor=9_000_000_00, audience=readers)
    frozen = Frozen.objects.create(
        round=row,
        number=1,
        at=now - timedelta(days=25),
        sha256=SHA,
        document=b"",
        activities=0,
        nominations=0,
        partners=0,
        audience=readers,
    )
    run = Run.objects.create(
        round=row,
        frozen=frozen,
        number=1,
        state=rules.RunState.SOLVED,
        queued_at=now - timedelta(days=20),
        started_at=now - timedelta(days=20),
        ended_at=now - timedelta(days=20),
        sha256=SHA,
        plan=b"",
        summary={"value": 1, "objective": 1, "bound": 1, "gap_ppm": 900, "spent": {LINE: 8_000_000_00}, "running": 1},
        audience=readers,
    )
    Submission.objects.create(
        round=row,
        run=run,
        sha256=SHA,
        at=now - timedelta(days=15),
        adopted_at=now - timedelta(days=5),
        audience=readers,
    )
    return row, run


def _covered(row: Round, now: datetime) -> list[tuple[str, int, str]]:
    """This will cover all that is to come, and give the names for it, party by party."""
    found = queries.candidates(row)
    Cover.objects.bulk_create(
        [
            Cover(
                round=row,
                activity_id=one.pk,
                code=one.code,
                line=LINE,
                seat_minor=one.seat_minor,
                minimum=one.minimum,
                granted=3,
                runs=True,
                audience=sorted({*row.audience, *([audience.party(one.party)] if one.party else [])}),
            )
            for one in found
        ],
        batch_size=CHUNK,
    )
    alive = [state.value for state in ALIVE]
    names = Nomination.objects.filter(activity_id__in=[one.pk for one in found], state__in=alive)
    found_names = names.order_by("party_id", "submitted_at").values_list("code", "number", "party_id")
    return [(str(code), int(number), str(party)) for code, number, party in found_names]


def _line(run: Run, ref: str, code: str, party: str, place: int, random: Random) -> Line:
    """This will write what a request has come to, as if a solver had said so."""
    outcome = random.choices(list(rules.Outcome), weights=(5, 1, 4, 1))[0]
    told = {
        "prices": [{"thing": "line", "of": LINE, "low": 1_000, "high": 2_000}],
        "changes": [{"what": "rank", "of": "", "now": place, "needed": max(1, place - 2), "verified": True}],
    }
    return Line(
        run=run,
        ref=ref,
        code=code,
        party=party,
        outcome=outcome,
        reason="ineligible" if outcome is rules.Outcome.DECLINED else "prices",
        rank=place,
        points=random.randrange(20, 120),
        cost_minor=170_000,
        worth=random.randrange(100_000),
        difference=random.randrange(-50_000, 50_000),
        sheet=told,
        shown=told,
        audience=run.audience,
    )


def _result(row: Round, line: Line, now: datetime) -> Result:
    """This will write what the partner reads of it."""
    return Result(
        round=row,
        ref=line.ref,
        code=line.code,
        party=line.party,
        outcome=line.outcome,
        reason=line.reason,
        rank=line.rank,
        line=LINE,
        cost_minor=0,
        shown=line.shown,
        turn=1,
        at=now - timedelta(days=4),
        audience=[audience.STAFF, audience.party(line.party)],
    )
