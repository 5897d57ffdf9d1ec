"""A programme for each partner: text, goals, activities; most in force, some in review; then the action plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from comity.core import audience, refs
from comity.core.actor import Side
from comity.core.calendar import brussels_day
from comity.menu.models import Activity
from comity.menu.rules import State as Stage
from comity.parties import queries as parties
from comity.policy import pack
from comity.programmes.models import (
    ChosenActivity,
    Goal,
    GoalCarried,
    Paragraph,
    Programme,
    Section,
    Version,
    Wording,
)
from comity.programmes.rules.goals import Choice
from comity.programmes.rules.life import State
from generate import plans
from generate.parties import Partner

KIND = "IPCP"
PARAGRAPHS = 4
GOALS = 4
CHOSEN = 12
STEP = 1 << 20
SENTENCES = (
    "Both sides will work together so that units can serve under one command.",
    "Officers of the general staff will follow courses each year and train others on their return.",
    "The ministry will publish its plans and accounts, and discuss them with parliament.",
    "Experts of both sides meet twice a year, once in each capital.",
    "Results are measured against the goals of this programme and reported each autumn.",
)


def write(partners: Sequence[Partner], held: Sequence[Activity], random: Random, now: datetime) -> None:
    """This will write the programmes."""
    allied = parties.resolve_audience([audience.ALLIES], now)
    coming = [one for one in held if one.state == Stage.PUBLISHED]
    for number, partner in enumerate(partners, start=1):
        open_to_it = [one for one in coming if partner.framework in one.open_to]
        _programme(partner, number, random.sample(open_to_it, min(CHOSEN, len(open_to_it))), allied, random, now)
    plans.write(partners, random, now)


def _programme(
    partner: Partner, number: int, chosen: Sequence[Activity], allied: list[str], random: Random, now: datetime
) -> None:
    year = brussels_day(now).year
    running = random.random() < 0.8  # noqa: PLR2004
    readers = sorted({audience.STAFF, audience.party(partner.code), *(allied if running else ())})
    begun_at = now - timedelta(days=300)
    row = Programme.objects.create(
        code=f"{partner.code}/{KIND.lower()}/{refs.period(year, year + 1)}",
        party_id=partner.row.pk,
        party_code=partner.code,
        type=KIND,
        pack=pack().version,
        first_year=year,
        last_year=year + 1,
        begun_by=Side.PARTNER,
        begun_at=begun_at,
        state=State.IN_FORCE if running else State.JOINT_REVIEW,
        pen=Side.STAFF,
        pen_since=begun_at,
        version=2,
        shared_version=2 if running else 1,
        approved_version=2 if running else None,
        submitted_at=begun_at + timedelta(days=30),
        decision=f"PO({year}){9000 + number:04d}" if running else "",
        in_force_on=date(year, 3, 1) if running else None,
        ends_on=date(year + 1, 12, 31) if running else None,
        audience=readers,
    )
    for version, shared in ((1, True), (2, running)):
        Version.objects.create(
            programme=row,
            number=version,
            side=Side.PARTNER if version == 1 else Side.STAFF,
            begun_at=begun_at,
            shared_at=begun_at + timedelta(days=30 * version) if shared else None,
            digest="0" * 64 if shared else "",
            audience=readers if shared else [audience.STAFF],
        )
    _text(row, readers, random)
    goals = _goals(row, partner, readers, random)
    ChosenActivity.objects.bulk_create(
        ChosenActivity(
            programme=row,
            activity=activity,
            activity_code=activity.code,
            goal=random.choice(goals),
            choice=Choice.AGREED if running else Choice.PROPOSED,
            proposed_by=Side.PARTNER,
            version=1,
            at=begun_at,
            audience=readers,
        )
        for activity in chosen
    )


def _text(row: Programme, readers: list[str], random: Random) -> None:
    sections = Section.objects.bulk_create(
        Section(
            programme=row,
            number=number,
            code=template.code,
            title_en=template.title.en,
            title_fr=template.title.fr,
            is_required=template.required,
            audience=readers,
        )
        for number, template in enumerate(pack().programme_type(KIND).sections, start=1)
    )
    paragraphs = Paragraph.objects.bulk_create(
        Paragraph(
            programme=row,
            section=section,
            number=f"{section.number}.{place}",
            place=place * STEP,
            revision=1,
            shared_revision=1,
            audience=readers,
        )
        for section in sections
        for place in range(1, PARAGRAPHS + 1)
    )
    Wording.objects.bulk_create(
        Wording(
            paragraph=one,
            revision=1,
            version=1,
            text=" ".join(random.sample(SENTENCES, 3)),
            party=row.party_code,
            at=row.begun_at,
            audience=readers,
        )
        for one in paragraphs
    )


def _goals(row: Programme, partner: Partner, readers: list[str], random: Random) -> list[Goal]:
    goals = Goal.objects.bulk_create(
        Goal(
            party_id=partner.row.pk,
            party_code=partner.code,
            number=number,
            title=f"Goal {number}: units, staff and ministries that work together",
            ways="Courses, exercises and advice, in that order.",
            measure="Share of the plan carried out by the end of each year.",
            areas=[random.choice(list(pack().areas))],
            objectives=["security"],
            percent=random.randint(0, 90),
            begun_at=row.begun_at,
            audience=readers,
        )
        for number in range(1, GOALS + 1)
    )
    GoalCarried.objects.bulk_create(
        GoalCarried(programme=row, goal=goal, place=place, version=1, audience=readers)
        for place, goal in enumerate(goals, start=1)
    )
    return goals
