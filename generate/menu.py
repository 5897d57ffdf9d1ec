"""Courses and activities, over two years round today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from comity.core import audience, refs
from comity.core.calendar import brussels_day
from comity.kernel import numbers
from comity.kernel.models import Series
from comity.menu import rules
from comity.menu.models import Activity, Course
from comity.menu.rules import State
from comity.parties import queries as parties
from generate import words
from generate.parties import Partner

BEFORE, AFTER = 380, 400
FRAMEWORKS = ("eapc-pfp", "md", "ici", "global")


def plan(count: int, partners: Sequence[Partner], random: Random, now: datetime) -> tuple[list[Course], list[Activity]]:
    """This will invent courses and, from them, dated activities; nothing is written yet."""
    providers = parties.providers()
    readers = sorted({audience.STAFF, *parties.resolve_audience([audience.ALLIES, audience.PARTNERS], now)})
    day = brussels_day(now)
    courses = [
        Course(code=f"CRS-G{number:05d}", **_offering(random, providers, readers, now))
        for number in range(1, max(1, count // 4) + 1)
    ]
    for course in courses:
        _spell(course)
    first = numbers.take("activity")
    held = []
    for offset in range(count):
        course = random.choice(courses)
        start_on = day + timedelta(days=random.randint(-BEFORE, AFTER))
        held.append(_activity(refs.activity(first + offset), course, start_on, day, random, now))
    return courses, held


def keep_series(held: Sequence[Activity]) -> None:
    """This will leave the counter of the menu's codes where the generated ones end."""
    last = max(int(one.code.removeprefix("PCM-")) for one in held) if held else 0
    Series.objects.filter(name="activity", last__lt=last).update(last=last)


def _offering(random: Random, providers: Sequence[Any], readers: list[str], now: datetime) -> dict[str, Any]:
    kind, title_en, title_fr, area = words.subject(random)
    provider = random.choice(providers) if providers else None
    city, nation = random.choice(words.PLACES)
    ranked = random.random() < 0.5  # noqa: PLR2004
    few = random.random() < 0.25  # noqa: PLR2004
    return {
        "kind": kind,
        "title_en": f"{title_en} {random.randint(1, 99)}",
        "title_fr": f"{title_fr} {random.randint(1, 99)}",
        "aim_en": "Participants can plan, lead and report on the subject in their own staff.",
        "aim_fr": "Les participants savent planifier, conduire et rendre compte dans leur propre état-major.",
        "areas": [area],
        "objectives": ["security"],
        "provider_id": provider.code if provider else None,
        "provider_name": (provider.abbreviation or provider.name_en) if provider else "Generated school",
        "party_id": provider.party.code if provider else None,
        "place_city": city,
        "place_nation": nation,
        "delivery": "resident",
        "languages": random.choice((["en"], ["fr"], ["en", "fr"])),
        "duration_days": random.randint(2, 10),
        "open_to": [audience.ALLIES, *random.sample(FRAMEWORKS, random.randint(1, 3))]
        if few
        else list(rules.ALL_OF_THEM),
        "rank_from": "OF-1" if ranked else "",
        "rank_to": "OF-5" if ranked else "",
        "language_profile": random.choice(("", "", "2222", "3232", "3332")),
        "fee_minor": random.choice((None, 0, 45_000, 55_000)),
        "contact_name": "Course office",
        "contact_email": "office@school.invalid",
        "offered_at": now - timedelta(days=500),
        "source": "generated",
        "audience": readers,
    }


_COPIED = (  # noqa: SIM905 - words read better in a row
    "kind title_en title_fr aim_en aim_fr areas objectives provider_id provider_name party_id place_city "
    "place_nation delivery languages duration_days open_to rank_from rank_to language_profile fee_minor "
    "contact_name contact_email offered_at source audience"
).split()


def _activity(code: str, course: Course, start_on: date, day: date, random: Random, now: datetime) -> Activity:
    end_on = start_on + timedelta(days=(course.duration_days or 5) - 1)
    seats = random.choice((8, 12, 20, 24, 30, 35, 40, 60))
    row = Activity(
        code=code,
        course=course,
        **{name: getattr(course, name) for name in _COPIED},
        state=State.REPORTED if end_on < day - timedelta(days=30) else State.HELD if end_on < day else State.PUBLISHED,
        start_on=start_on,
        end_on=end_on,
        starts=start_on.isoformat(),
        ends=end_on.isoformat(),
        nominate_by=rules.nominate_by(start_on),
        seats_total=seats,
        seats_minimum=seats // 4,
        release=[audience.ALLIES, audience.PARTNERS],
        published_at=now - timedelta(days=450),
    )
    if row.state in {State.HELD, State.REPORTED}:
        row.held_at = row.reported_at = now - timedelta(days=1)
    _spell(row)
    return row


def _spell(row: Course | Activity) -> None:
    """This will write the words and codes under which it is found, as the menu's own verbs do."""
    row.keywords = rules.keywords(areas=row.areas, topic=row.topic, discipline=row.discipline, codes=[row.code])
    row.codes_key = f" {rules.code_key(row.code)} "
