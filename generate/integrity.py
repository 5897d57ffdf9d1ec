"""Integrity reviews at full size: rounds of partners at every stage, one before the other, with answers and plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.education.models import Finding, IntegrityAnswer, IntegrityReview, Measure
from comity.education.rules import SIDES, AnswerMark, IntegrityState, MeasureState
from comity.kernel.progress import Progress
from comity.policy import pack
from generate.parties import Partner

_AFTER_DRAFT = (IntegrityState.HANDED_IN, IntegrityState.VISIT, IntegrityState.REPORTED, IntegrityState.AGREED)
_REPORTED = (IntegrityState.REPORTED, IntegrityState.AGREED)
_YEARS = 2


def write(count: int, partners: Sequence[Partner], random: Random, now: datetime, progress: Progress) -> None:
    """This will write so many rounds: the first of a partner agreed, the latest at any stage."""
    for number in range(count):
        partner, turn = partners[number % len(partners)], number // len(partners)
        last = number + len(partners) >= count
        state = random.choice([IntegrityState.DRAFT, *_AFTER_DRAFT]) if last else IntegrityState.AGREED
        _review(partner.code, turn + 1, state, random, now)
        progress("integrity reviews", number + 1, count)


def _review(party: str, number: int, state: IntegrityState, random: Random, now: datetime) -> None:
    opened_at = now - timedelta(days=365 * _YEARS * 10) + timedelta(days=365 * _YEARS * number)
    is_in = state is not IntegrityState.DRAFT
    on = brussels_day(opened_at + timedelta(days=90))
    row = IntegrityReview.objects.create(
        party_id=party,
        round=number,
        before=IntegrityReview.objects.filter(party__code=party).order_by("-round").first(),
        pack=pack().version,
        state=state,
        opened_at=opened_at,
        handed_in_at=opened_at + timedelta(days=30) if is_in else None,
        visit_from_on=on if state in _AFTER_DRAFT[1:] else None,
        visit_until_on=on + timedelta(days=3) if state in _AFTER_DRAFT[1:] else None,
        handed_over_at=opened_at + timedelta(days=100) if state in _REPORTED else None,
        agreed=list(SIDES) if state is IntegrityState.AGREED else [],
        agreed_at=opened_at + timedelta(days=150) if state is IntegrityState.AGREED else None,
        audience=[audience.party(party), *([audience.STAFF] if is_in else [])],
    )
    levels = list(pack().integrity.levels)
    IntegrityAnswer.objects.bulk_create(
        IntegrityAnswer(
            review=row,
            question=question.code,
            level=random.choice(levels),
            evidence="The order of the ministry and its annexes.",
            mark=AnswerMark.NEW if row.before_id is None else random.choice(list(AnswerMark)),
            is_confirmed=True,
            audience=row.audience,
        )
        for _area, question in pack().integrity.questions
    )
    if state in _REPORTED:
        _findings(row, random)


def _findings(row: IntegrityReview, random: Random) -> None:
    areas = list(pack().integrity.areas)
    Finding.objects.bulk_create(
        Finding(review=row, area=area, text="What is written is done in part.", audience=row.audience)
        for area in random.sample(areas, 4)
    )
    Measure.objects.bulk_create(
        Measure(
            review=row,
            area=area,
            text="Do what is written, and count it.",
            office="Directorate in charge",
            due_on=brussels_day(row.opened_at + timedelta(days=random.randint(300, 900))),
            state=random.choice(list(MeasureState)),
            audience=row.audience,
        )
        for area in random.sample(areas, 4)
    )
