"""What is asked of the engine: the inputs of a round as one document of comity-allocation/1, in one pass.

Two raw queries; nothing here loads the engine, arrays or rows of other houses as objects.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from comity.core.calendar import brussels_day
from comity.menu import queries as menu
from comity.nominations.rules import State
from comity.parties import queries as parties
from comity.policy import number, pack
from comity.resources import rules
from comity.resources.models import Envelope, Frozen, Quota, Round, Run
from comity.resources.queries.rounds import ALIVE
from comity.resources.queries.settings import sheet

FORMAT = "comity-allocation/1"
MARKS = "marks"  # scores on which those of partners rest; kept for trials with other weights, not for the engine
MOST_KEPT = 10  # holders of kept seats of one activity that the engine tells apart
TIES = 999
SCALE = 100  # scores are kept in hundred thousandths; the engine is given thousandths

_ACTIVITIES = """
SELECT a.id, a.code, a.seats_total, a.seats_minimum, a.start_on, a.end_on, a.areas[1], co.code, a.prerequisites,
       c.line, c.seat_minor, c.fixed_minor, c.delegation
FROM resources_cover c JOIN menu_activity a ON a.id = c.activity_id LEFT JOIN menu_course co ON co.id = a.course_id
WHERE c.round_id = %s AND c.ended_at IS NULL ORDER BY a.code
"""
_SHARES = """
SELECT s.activity_id, s.holder, s.seats FROM resources_cover c JOIN menu_seatshare s ON s.activity_id = c.activity_id
WHERE c.round_id = %s AND c.ended_at IS NULL AND (s.until_on IS NULL OR s.until_on >= %s)
ORDER BY s.activity_id, s.holder
"""
_NAMES = """
SELECT n.activity_id, n.number, n.party, n.fingerprint, n.state, n.submitted_at, m.id IS NOT NULL, n.courses,
       w.own_cost, coalesce(d.share_percent, 0), n.id, r.outcome, CASE WHEN g.together THEN g.id END, n.share
FROM resources_cover c JOIN nominations_nomination n ON n.activity_id = c.activity_id AND n.state = ANY(%s)
JOIN nominations_group g ON g.id = n.group_id
LEFT JOIN nominations_aim m ON m.nomination_id = n.id
LEFT JOIN resources_wish w ON w.round_id = c.round_id AND w.nomination_id = n.id
LEFT JOIN resources_declaration d ON d.round_id = c.round_id AND d.party = n.party
LEFT JOIN resources_result r ON r.round_id = c.round_id AND r.ref = n.code || '/' || n.number
WHERE c.round_id = %s AND c.ended_at IS NULL
ORDER BY n.party, w.rank NULLS LAST, n.submitted_at, n.id
"""


@dataclass(slots=True)
class _Activity:
    """An activity as the document is made from it."""

    pk: int
    code: str
    seats: int
    minimum: int
    start_on: date
    end_on: date | None
    area: str | None
    course: str | None
    prerequisites: list[str]
    line: str
    seat_minor: int
    fixed_minor: int
    delegation: int | None
    taken: int = 0
    kept: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a round, ready to be kept: canonical JSON, its fingerprint and how much there is of it."""

    text: bytes
    sha256: str
    activities: int
    nominations: int
    partners: int

    @property
    def packed(self) -> bytes:
        """This will give the text as it is kept."""
        return zlib.compress(self.text, 6)


def document(found: Frozen) -> dict[str, Any]:
    """This will open inputs that were kept, as the engine reads them."""
    opened: dict[str, Any] = json.loads(zlib.decompress(bytes(found.document)))
    opened.pop(MARKS, None)
    return opened


def asked_of(run: Run) -> dict[str, Any]:
    """This will give what a trial asks of the engine: the frozen inputs with its weights and its overrides."""
    opened: dict[str, Any] = json.loads(zlib.decompress(bytes(run.frozen.document)))
    marks: dict[str, dict[str, int]] = opened.pop(MARKS, {})
    if run.weights:
        capacity = rules.Capacity(run.round.settings.capacity)
        for partner in opened["partners"]:
            if partner["id"] in marks:
                partner["score"] = max(1, rules.score(marks[partner["id"]], run.weights, capacity) // SCALE)
    for one in opened["nominations"]:
        gives = run.overrides.get(one["id"])
        if gives is True:
            one["standing"] = "fixed"
        elif gives is False:
            one["standing"], one["ground"] = "ineligible", "override"
            one.pop("confirmed", None)
    return opened


def inputs(row: Round, now: datetime) -> Inputs:
    """This will gather what a round asks of the engine."""
    made = _document(row, now)
    text = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return Inputs(
        text,
        hashlib.sha256(text).hexdigest(),
        len(made["activities"]),
        len(made["nominations"]),
        len(made["partners"]),
    )


def _document(row: Round, now: datetime) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(_ACTIVITIES, [row.pk])
        activities = {found[0]: _Activity(*found) for found in cursor.fetchall()}
        cursor.execute(_SHARES, [row.pk, brussels_day(now)])
        for pk, holder, seats in cursor.fetchall():
            activities[pk].kept[holder.removeprefix("framework:")] = seats
        cursor.execute(_NAMES, [list(ALIVE), row.pk])
        names = cursor.fetchall()
    partners = set(parties.members("partners", brussels_day(now)))
    inside = [name for name in names if name[2] in partners]
    for name in names:
        if name[2] not in partners and name[4] in {State.SEAT_OFFERED, State.CONFIRMED}:
            activity = activities[name[0]]
            activity.taken += 1
            holder = (name[13] or "").removeprefix("framework:")
            if holder in activity.kept:
                activity.kept[holder] = max(0, activity.kept[holder] - 1)
    settings, quotas = row.settings, list(Quota.objects.filter(round=row))
    asked = list(_nominations(row, activities, inside, now))
    kept = {one["activity"] for one in asked if one.get("standing") == "fixed"}
    limits = {(one.limit, one.about): one.value for one in quotas}
    holders = _holders({name[2] for name in inside}, now)
    return {
        "format": FORMAT,
        MARKS: sheet(settings, now).values,
        "settings": {
            "floor": settings.floor_percent,
            "keeping": settings.keeping_hundredths,
            "unit": f"{row.currency} / 100",
            "decision": settings.decision,
        },
        "frameworks": [
            _without_none(id=code, spend=limits.get((rules.Limit.FRAMEWORK_SPEND, code))) for code in pack().frameworks
        ],
        "lines": [{"id": one.line, "budget": one.minor} for one in Envelope.objects.filter(round=row).order_by("line")],
        "partners": list(_partners(row, sorted({name[2] for name in inside}), limits, now)),
        "activities": [_activity(one, kept, holders) for one in activities.values()],
        "nominations": asked,
    }


def _partners(
    row: Round, codes: list[str], limits: dict[tuple[str, str], int], now: datetime
) -> Iterator[dict[str, Any]]:
    totals = sheet(row.settings, now).totals
    stands = parties.standings(codes, brussels_day(now))
    for code in codes:
        frameworks = sorted(stands[code].frameworks) if code in stands else []
        yield _without_none(
            id=code,
            framework=frameworks[0] if frameworks else None,
            score=max(1, totals.get(code, 0) // SCALE),
            seats=limits.get((rules.Limit.PARTNER_SEATS, code)),
            spend=limits.get((rules.Limit.PARTNER_SPEND, code)),
        )


def _holders(codes: set[str], now: datetime) -> dict[str, list[str]]:
    """This will list, by the name under which seats may be kept, the partners of the round that may take them."""
    found: dict[str, list[str]] = {}
    stands = parties.standings(sorted(codes), brussels_day(now))
    for code in sorted(codes):
        frameworks = sorted(stands[code].frameworks) if code in stands else []
        for holder in (f"party:{code}", *frameworks):
            found.setdefault(holder, []).append(code)
    return found


def _kept(one: _Activity, holders: dict[str, list[str]]) -> list[list[Any]] | None:
    """This will tell how many of the seats left are kept and for whom; those kept for nobody in the round stay empty.

    Where more holders are named than the engine tells apart, the smallest shares are kept for their holders together.
    """
    left = max(0, one.seats - one.taken)
    found: dict[tuple[str, ...], int] = {}
    for holder, seats in one.kept.items():
        members = tuple(holders.get(holder, ()))
        some = min(seats, left)
        left -= some
        if some:
            found[members] = found.get(members, 0) + some
    shares = sorted(((seats, members) for members, seats in found.items()), reverse=True)
    while len(shares) > MOST_KEPT:
        (few, some_), (fewer, others) = shares[-2:]
        shares = sorted([*shares[:-2], (few + fewer, tuple(sorted({*some_, *others})))], reverse=True)
    return [[seats, list(members)] for seats, members in shares] or None


def _activity(one: _Activity, kept: set[str], holders: dict[str, list[str]]) -> dict[str, Any]:
    # An activity in which a seat must be kept takes place; its host has seen to the minimum already.
    minimum = 1 if one.code in kept else max(1, one.minimum - one.taken)
    return _without_none(
        id=one.code,
        seats=max(0, one.seats - one.taken),
        minimum=minimum,
        fixed=one.fixed_minor or None,
        line=one.line,
        delegation=one.delegation,
        kept=_kept(one, holders),
        starts=one.start_on.isoformat(),
        ends=(one.end_on or one.start_on).isoformat(),
    )


def _nominations(
    row: Round, activities: dict[int, _Activity], names: list[Any], now: datetime
) -> Iterator[dict[str, Any]]:
    counts: dict[str, int] = {}
    persons: dict[str, int] = {}
    for name in names:
        counts[name[2]] = counts.get(name[2], 0) + 1
    tie = _ties(row, names)
    held = _courses_of(activities, names)
    notice_on = brussels_day(now) + timedelta(days=number("resources.notice_days"))
    listed = frozenset(pack().areas)
    further = frozenset(area.code for area in menu.opened_areas())
    ranks: dict[str, int] = {}
    together = _together(names)
    for pk, at, party, mark, state, _since, goal, courses, own_cost, share, key, was, group, _kept_seat in names:
        activity = activities[pk]
        ranks[party] = ranks.get(party, 0) + 1
        fit = rules.fit(activity.area or "", listed=listed, further=further)
        missing = [code for code in activity.prerequisites if code not in courses]
        required = held.get((mark, missing[0])) if missing and mark else None
        cost = activity.seat_minor * (100 - share) // 100
        held_as = _held(was) if state in {State.CONFIRMED, State.SEAT_OFFERED} else None
        yield _without_none(
            id=f"{activity.code}/{at}",
            activity=activity.code,
            partner=party,
            person=persons.setdefault(mark, len(persons)) if mark else None,
            points=rules.points(ranks[party], counts[party], fit, serves_a_goal=goal),
            tie=tie[key],
            cost=cost,
            line=activity.line,
            gross=activity.seat_minor,
            own_cost=True if own_cost or held_as == "own_cost" else None,
            requires=required,
            standing="fixed" if state == State.CONFIRMED and activity.start_on <= notice_on else None,
            confirmed=held_as,
            group=together.get(group),
            rank=ranks[party],
            fit=fit,
        )


def _together(names: list[Any]) -> dict[int, int]:
    """This will number the groups of which none goes without the others, while none of them has a seat yet (W-43)."""
    sizes: dict[int, int] = {}
    seated = set()
    for name in names:
        if name[12] is not None:
            sizes[name[12]] = sizes.get(name[12], 0) + 1
            if name[4] in {State.CONFIRMED, State.SEAT_OFFERED}:
                seated.add(name[12])
    several = [group for group, size in sizes.items() if size > 1 and group not in seated]
    return {group: number for number, group in enumerate(several)}


def _held(was: str | None) -> str:
    """This will say in which way a seat is held: at the partner's own cost only if a round gave it so."""
    return "own_cost" if was == rules.Outcome.OWN_COST else "funded"


def _ties(row: Round, names: list[Any]) -> dict[int, int]:
    """This will number names from the earliest down; what came at the same moment is ordered by a published lottery."""

    def lot(name: Any) -> str:
        return hashlib.sha256(f"{row.code}/{row.turn}/{name[10]}".encode()).hexdigest()

    order = sorted(names, key=lambda name: (name[5], lot(name)))
    return {name[10]: TIES - TIES * place // max(1, len(order)) for place, name in enumerate(order)}


def _courses_of(activities: dict[int, _Activity], names: list[Any]) -> dict[tuple[str, str], str]:
    """This will find by which nomination somebody would take a course that another one requires."""
    found: dict[tuple[str, str], str] = {}
    for pk, at, _party, mark, *_ in names:
        course = activities[pk].course
        if mark and course:
            found.setdefault((mark, course), f"{activities[pk].code}/{at}")
    return found


def _without_none(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
