"""Decisions of the Council: most agreed under silence, some broken, some running, some in draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from comity.core import refs
from comity.core.actor import FLOW
from comity.core.calendar import add_working_days, at_brussels, brussels_day
from comity.decisions import queries
from comity.decisions.actions.drafting import circulate
from comity.decisions.loading import load_bodies
from comity.decisions.models import Item, Letter, Line, Silence
from comity.decisions.queries import seats
from comity.decisions.rules import LetterKind, LineState, Result, State, Verb
from comity.kernel import numbers
from comity.kernel.progress import Progress
from generate.parties import Partner

CHUNK = 2_000
FORMAT = "at-allies"
SERIES = "PO"
LINES = 3
RUNNING = 0.05


def write(count: int, partners: Sequence[Partner], random: Random, now: datetime, progress: Progress) -> None:
    """This will write the items with their lines, silence periods and letters."""
    load_bodies()
    sits = queries.format_(FORMAT)
    if sits is None:
        raise LookupError(FORMAT)
    day = brussels_day(now)
    entitled = sorted(queries.seated(sits, day))
    readers = queries.audience_of(sits, now)
    for made in range(1, count + 1):
        partner = random.choice(partners)
        age = random.randint(-5, 0) if random.random() < RUNNING else random.randint(1, 700)
        state = State.UNDER_SILENCE if age <= 0 else random.choices(_PAST, _SHARES)[0]
        ends_at = at_brussels(add_working_days(day, 2 - min(age, 0)) if age <= 0 else day - timedelta(days=age), 17)
        opened_at = min(now, ends_at) - timedelta(days=4)
        decided = state is State.AGREED
        item = Item.objects.create(
            symbol=refs.paper(SERIES, opened_at.year, numbers.take(f"{SERIES}-{opened_at.year}")),
            format=sits,
            state=state,
            title_en=f"Cooperation with {partner.row.name_en}",
            title_fr=f"Coopération avec le partenaire {partner.row.name_fr}",
            note_en="The staff and the partner have prepared the text together.",
            note_fr="Le Secrétariat et le partenaire ont établi le texte ensemble.",
            ground="P§13",
            drafted_at=opened_at - timedelta(days=10),
            decided_at=ends_at if decided else None,
            audience=readers,
        )
        Line.objects.bulk_create(
            _line(item, number, decided=decided, ends_at=ends_at) for number in range(1, LINES + 1)
        )
        if state in {State.UNDER_SILENCE, State.BROKEN}:
            circulate(item, FLOW, opened_at)  # the clock files its action sheet with this paper
        if state is not State.DRAFT:
            _silence(item, state, opened_at, ends_at, entitled, random)
        progress("decisions", made, count)


_PAST = (State.AGREED, State.BROKEN, State.DRAFT)
_SHARES = (85, 8, 7)
_RESULTS = {State.AGREED: Result.AGREED, State.BROKEN: Result.BROKEN, State.UNDER_SILENCE: Result.RUNNING}


def _line(item: Item, number: int, *, decided: bool, ends_at: datetime) -> Line:
    return Line(
        item=item,
        number=number,
        verb=Verb.AGREED if number == 1 else Verb.NOTED,
        text_en=f"measure {number} of the plan with the partner",
        text_fr=f"la mesure {number} du plan avec le partenaire",
        state=LineState.AGREED if decided else LineState.OPEN,
        decided_at=ends_at if decided else None,
        audience=item.audience,
    )


def _silence(
    item: Item, state: State, opened_at: datetime, ends_at: datetime, entitled: list[str], random: Random
) -> None:
    result = _RESULTS[state]
    broken_at = ends_at - timedelta(hours=random.randint(1, 40))
    effective = {Result.AGREED: ends_at, Result.BROKEN: broken_at, Result.RUNNING: None}[result]
    silence = Silence.objects.create(
        item=item,
        number=1,
        opened_at=opened_at,
        ends_at=ends_at,
        announced_end=ends_at,
        lines=list(range(1, LINES + 1)),
        entitled=entitled,
        paper_version=1,
        text_sha256="0" * 64,
        audience=item.audience,
    )
    if result is Result.BROKEN:
        party = random.choice(entitled)
        Letter.objects.create(
            silence=silence,
            party=party,
            kind=LetterKind.OBJECTION,
            received_at=broken_at,
            text="The text needs more work in committee.",
            lines=[1],
            recorded_at=broken_at,
            audience=seats.audience_of_letters(item.audience, party),
        )
    if result is not Result.RUNNING:
        silence.result, silence.effective_at, silence.recorded_at = result, effective, effective
        silence.save(update_fields=["result", "effective_at", "recorded_at"])
