"""Operations in each phase, nations at each stage of their way, drafts with answered comments, and evaluated units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.kernel.progress import Progress
from comity.operations import queries
from comity.operations.models import Arrangement, Comment, Contributor, Draft, Evaluation, Operation, Unit
from comity.operations.rules import Arranged, Level, Phase, Stage, Uptake
from comity.parties.models import Standing
from generate.parties import SOURCE, Partner

DRAFTS = 4
_STAGES = tuple(Stage)
_SHARES = (10, 10, 10, 10, 40, 10, 10)
_OFFERED = frozenset({Stage.OFFERED, Stage.ASSESSED, Stage.PARTNER})


def write(operations: int, partners: Sequence[Partner], random: Random, now: datetime, progress: Progress) -> None:
    """This will write operations beside those that are there, and two units with their evaluations for each partner."""
    for number in range(1, operations + 1):
        _operation(number, partners, random, now)
        progress("operations", number, operations)
    for partner in partners:
        _units(partner, random, now)


def _operation(number: int, partners: Sequence[Partner], random: Random, now: datetime) -> None:
    planned_on = brussels_day(now) - timedelta(days=random.randint(300, 2_000))
    phase, code = random.choice(tuple(Phase)), f"OP-WATCH{number:04d}"
    row = Operation.objects.create(
        code=code,
        name_en=f"Steady Watch {number}",
        name_fr=f"Veille constante {number}",
        purpose="Keep the sea lanes open.",
        phase=phase,
        decision="" if phase is Phase.PLANNING else _paper(random, planned_on.year),
        planned_on=planned_on,
        began_on=None if phase is Phase.PLANNING else planned_on + timedelta(days=60),
        ended_on=planned_on + timedelta(days=290) if phase is Phase.ENDED else None,
        audience=[audience.SIGNED_IN],
    )
    named = random.sample(list(partners), min(len(partners), random.randint(2, 8)))
    taking_part = [partner for partner in named if _contributor(row, partner, random, now) is Stage.PARTNER]
    community = queries.community(code)
    Standing.objects.bulk_create(
        Standing(
            party=partner.row,
            community=community,
            epoch=epoch,
            since_on=planned_on + timedelta(days=80),
            until_on=row.ended_on,
            source=SOURCE,
            audience=[audience.PUBLIC],
        )
        for epoch, partner in enumerate(taking_part, start=1)
    )
    if taking_part:
        for _ in range(DRAFTS):
            _draft(row, taking_part, random, now)


def _contributor(row: Operation, partner: Partner, random: Random, now: datetime) -> Stage:
    """This will write one nation on its way; with the end of the operation its partners withdraw."""
    stage = random.choices(_STAGES, _SHARES)[0]
    if row.ended_on is not None and stage is Stage.PARTNER:
        stage = Stage.WITHDRAWN
    since_on = row.planned_on + timedelta(days=80)
    paper = _paper(random, row.planned_on.year)
    made = Contributor.objects.create(
        operation=row,
        party=partner.code,
        stage=stage,
        interested_at=now - (brussels_day(now) - row.planned_on) + timedelta(days=10),
        recognised_by=paper if stage not in {Stage.INTERESTED, Stage.DECLINED} else "",
        offer="One company for a year." if stage in _OFFERED else "",
        assessment="The unit is fit for the task." if stage in {Stage.ASSESSED, Stage.PARTNER} else "",
        is_suitable=stage in {Stage.ASSESSED, Stage.PARTNER},
        accepted_by=paper if stage is Stage.PARTNER else "",
        since_on=since_on if stage is Stage.PARTNER else None,
        reason="The nation has other tasks." if stage is Stage.WITHDRAWN else "",
        audience=queries.circle(now, [audience.party(partner.code)]),
    )
    if stage is Stage.PARTNER:
        Arrangement.objects.bulk_create(
            Arrangement(
                contributor=made,
                kind=kind,
                reference=f"{kind}-{partner.code}",
                signed_on=since_on - timedelta(days=20),
                audience=made.audience,
            )
            for kind in Arranged
        )
    return stage


def _draft(row: Operation, taking_part: Sequence[Partner], random: Random, now: datetime) -> None:
    circulated_at = now - timedelta(days=random.randint(20, 180))
    closes_at = circulated_at + timedelta(days=8)
    made = Draft.objects.create(
        operation=row,
        title_en="Plan for the months ahead",
        title_fr="Plan pour les mois à venir",
        text_en="The task goes on as it is.",
        text_fr="La mission se poursuit telle quelle.",
        circulated_at=circulated_at,
        closes_at=closes_at,
        settled_at=closes_at + timedelta(days=2),
        audience=queries.circle(now, [queries.community(row.code)]),
    )
    Comment.objects.bulk_create(
        Comment(
            draft=made,
            party=partner.code,
            text="We would say it more clearly.",
            made_at=circulated_at + timedelta(days=3),
            uptake=random.choice(tuple(Uptake)),
            answer="The text was looked at again.",
            answered_at=closes_at + timedelta(days=1),
            audience=queries.circle(now, [audience.party(partner.code)]),
        )
        for partner in taking_part
    )


def _units(partner: Partner, random: Random, now: datetime) -> None:
    """This will write two units, of which the second has passed the second level as well."""
    day, readers = brussels_day(now), queries.circle(now, [audience.party(partner.code)])
    for number, levels in ((1, (Level.FIRST,)), (2, (Level.FIRST, Level.SECOND))):
        unit = Unit.objects.create(
            party=partner.code,
            name=f"Company {number}",
            kind="Engineers",
            entered_on=day - timedelta(days=900),
            audience=readers,
        )
        first_on = day - timedelta(days=random.randint(400, 800))
        for level in levels:
            on = first_on + timedelta(days=200 * (level - 1))
            Evaluation.objects.create(
                unit=unit, level=level, on=on, valid_until=on + timedelta(days=730), audience=readers
            )


def _paper(random: Random, year: int) -> str:
    return f"PO({year})9{random.randint(0, 999):03d}"
