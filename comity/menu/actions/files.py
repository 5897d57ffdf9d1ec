"""Importing a file: all of its rows or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel import bulk, numbers
from comity.kernel.action import action
from comity.kernel.progress import Progress, unheard
from comity.kernel.rows import Row
from comity.menu import events, queries, rules
from comity.menu.actions import keeping
from comity.menu.models import Activity, Course, ExternalCode, SeatShare
from comity.parties import queries as parties

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Record:
    """One course or activity as a file describes it, checked. `row` is the one that it changes, if it is known."""

    is_course: bool
    values: Mapping[str, Any]
    code: str = ""
    provider: str | None = None
    party: str | None = None
    state: str = rules.State.OFFERED
    course: str = ""
    replaced_by: str = ""
    decision: str = ""
    reason: str = ""
    shares: tuple[queries.ShareInput, ...] = ()
    codes: tuple[queries.CodeInput, ...] = ()
    row: Activity | Course | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a file would do: records to make and records to change. `courses` finds a course by its key."""

    file: str
    sha256: str
    rows: int
    make: Sequence[Record] = ()
    change: Sequence[Record] = ()
    unchanged: int = 0
    problems: int = 0


NOTHING = Plan("", "", 0)


@action(
    may=rules.may_import,
    facts=queries.facts_of_file,
    filed=lambda party, _: (party.subject, [audience.STAFF]),
    constraints={"menu_externalcode_once": "menu.code_taken", "menu_activity_code_key": "menu.code_taken"},
)
def import_rows(
    party: Row, actor: Actor, now: datetime, *, plan: Plan, progress: Progress = unheard
) -> events.MenuImported:
    """This will write what a checked file brings, as a whole. The row is that of the staff."""
    writing = _Writing(now, len(plan.make) + len(plan.change), progress)
    courses = [record for record in plan.make if record.is_course]
    activities = [record for record in plan.make if not record.is_course]
    writing.make_courses(courses)
    writing.make_activities(activities)
    writing.name_replacements(plan.make)
    for record in plan.change:
        writing.change(record)
    return events.MenuImported(plan.file, plan.sha256, plan.rows, len(plan.make), len(plan.change))


class _Writing:
    """One import in hand: the day, how far it is, and the courses made by the way."""

    def __init__(self, now: datetime, total: int, progress: Progress) -> None:
        self.now, self.total, self.progress, self.done = now, total, progress, 0
        self.shown = parties.resolve_audience([audience.ALLIES, audience.PARTNERS], now)
        self.courses: dict[str, int] = dict(Course.objects.values_list("code", "pk"))

    def make_courses(self, records: Sequence[Record]) -> None:
        """This will write courses with their codes."""
        fresh = iter(numbers.take_many(keeping.COURSES, sum(not record.code for record in records)))
        rows = []
        for record in records:
            row = Course(code=record.code or f"CRS-{next(fresh):04d}", offered_at=self.now)
            rows.append(self._fill(row, record))
        for chunk in batched(zip(rows, records, strict=True), BATCH, strict=False):
            bulk.insert([row for row, _ in chunk])
            self._codes(chunk)
            self._tell(len(chunk))
        self.courses |= {row.code: row.pk for row in rows}
        self._raise_series(keeping.COURSES, records)
        self.by_key = {record.course: row.pk for row, record in zip(rows, records, strict=True) if record.course}

    def make_activities(self, records: Sequence[Record]) -> None:
        """This will write activities with their seats and codes."""
        fresh = iter(numbers.take_many(keeping.SERIES, sum(not record.code for record in records)))
        rows = []
        for record in records:
            row = Activity(code=record.code or f"PCM-{next(fresh):04d}", offered_at=self.now)
            rows.append(self._fill(row, record))
        for chunk in batched(zip(rows, records, strict=True), BATCH, strict=False):
            bulk.insert([row for row, _ in chunk])
            self._codes(chunk)
            bulk.insert([share for row, record in chunk for share in _shares(row, record)])
            self._tell(len(chunk))
        self._raise_series(keeping.SERIES, records)

    def name_replacements(self, records: Sequence[Record]) -> None:
        """This will name what replaces a retired course or activity, once all are there."""
        for record in records:
            if record.replaced_by and record.code:
                model = Course if record.is_course else Activity
                other = model.objects.filter(code=record.replaced_by).first()
                model.objects.filter(code=record.code).update(replaced_by=other)

    def change(self, record: Record) -> None:
        """This will bring a known course or activity to what the file says."""
        row = record.row
        if row is None:
            return
        self._fill(row, record)
        row.version += 1
        row.save()
        if isinstance(row, Activity):
            keeping.set_shares(row, record.shares)
        keeping.set_codes(row, record.codes)
        self._tell(1)

    def _fill(self, row: Any, record: Record) -> Any:
        keeping.set_values(row, record.values)
        row.provider_id, row.party_id = record.provider, record.party
        spelt = [code.code for code in record.codes]
        if isinstance(row, Activity):
            row.course_id = self.by_key.get(record.course, self.courses.get(record.course)) if record.course else None
            row.seats_reserved = sum(share.seats for share in record.shares)
            row.decision, row.reason = record.decision, record.reason
            if row.pk is None:
                self._bring_to_life(row, record.state)
        else:
            row.audience = sorted({*keeping.at_home(row.party_id), *self.shown})
            row.reason = record.reason
            if record.state == rules.State.RETIRED and row.retired_at is None:
                row.retired_at = self.now
        keeping.spell(row, spelt)
        return row

    def _bring_to_life(self, row: Activity, state: str) -> None:
        """This will set a new activity into the state that the file gives, seen by those who see it in that state."""
        row.state = state
        row.audience = keeping.at_home(row.party_id)
        if state in rules.LISTED:
            row.audience = sorted({*row.audience, *self.shown})
            row.published_at = self.now

    def _codes(self, pairs: Sequence[tuple[Any, Record]]) -> None:
        bulk.insert(
            [
                ExternalCode(
                    scheme=code.scheme,
                    issuer=code.issuer,
                    code=code.code,
                    key=rules.code_key(code.code),
                    valid_from=code.valid_from,
                    valid_until=code.valid_until,
                    audience=row.audience,
                    **({"course": row} if record.is_course else {"activity": row}),
                )
                for row, record in pairs
                for code in record.codes
            ]
        )

    def _raise_series(self, series: str, records: Sequence[Record]) -> None:
        given = [int(record.code.rpartition("-")[2]) for record in records if record.code]
        if given:
            numbers.at_least(series, max(given))

    def _tell(self, count: int) -> None:
        self.done += count
        self.progress("rows", self.done, self.total)


def _shares(row: Activity, record: Record) -> list[SeatShare]:
    return [
        SeatShare(activity=row, holder=share.holder, seats=share.seats, until_on=share.until_on, audience=row.audience)
        for share in record.shares
    ]
