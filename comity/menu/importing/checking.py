"""Checking a file whole: every problem by row and column, and what importing it would make, change and leave alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from comity.core.calendar import brussels_day
from comity.kernel.progress import Progress, unheard
from comity.menu import rules
from comity.menu.actions.files import Plan, Record
from comity.menu.importing import columns, reading
from comity.menu.importing.known import Known, natural_key
from comity.menu.importing.lines import Line, read_line
from comity.menu.importing.problems import Problem, ProblemKind
from comity.menu.models import Activity, Course

MOST_PROBLEMS = 5_000
TELL_EVERY = 500
PUBLIC_STATES = frozenset({rules.State.PUBLISHED, rules.State.CHANGED})


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked at: what importing it would do, and every problem. With problems nothing is imported."""

    plan: Plan
    problems: tuple[Problem, ...] = ()
    encoding: str = ""
    columns: tuple[str, ...] = ()


def check(name: str, data: bytes, now: datetime, progress: Progress = unheard) -> Checked:
    """This will look at a file whole. It writes nothing and may be called by a reader."""
    digest = hashlib.sha256(data).hexdigest()
    table = reading.read(data)
    problems = [*table.problems, *_header(table)]
    if problems:
        plan = Plan(name, digest, len(table.rows), problems=len(problems))
        return Checked(plan, tuple(problems), table.encoding, table.columns)
    checking = _Checking(table, now)
    for done, (number, cells) in enumerate(table.rows, start=1):
        checking.look_at(number, cells)
        if done % TELL_EVERY == 0 or done == len(table.rows):
            progress("checking", done, len(table.rows))
        if len(checking.problems) >= MOST_PROBLEMS:
            break
    found = tuple(sorted(checking.problems))
    plan = Plan(
        file=name,
        sha256=digest,
        rows=len(table.rows),
        make=tuple(checking.make),
        change=tuple(checking.change),
        unchanged=checking.unchanged,
        problems=len(found),
    )
    return Checked(plan, found, table.encoding, table.columns)


def _header(table: reading.Table) -> list[Problem]:
    if not table.columns:
        return []
    counted = Counter(columns.ALIASES.get(name, name) for name in table.columns if name)
    found = [Problem(1, name, ProblemKind.TWICE_NAMED) for name, count in counted.items() if count > 1]
    found += [Problem(1, name, ProblemKind.UNKNOWN_COLUMN) for name in table.columns if name not in columns.KNOWN]
    if not {"title_en", "title_fr"} & set(counted):
        found.append(Problem(1, "title_en", ProblemKind.NO_HEADER))
    return found


class _Checking:
    """One file being looked at, row after row."""

    def __init__(self, table: reading.Table, now: datetime) -> None:
        self.table, self.now, self.today = table, now, brussels_day(now)
        self.known = Known()
        self.problems: list[Problem] = []
        self.make: list[Record] = []
        self.change: list[Record] = []
        self.unchanged = 0
        self.seen: dict[tuple[str, ...], int] = {}
        self.owners: dict[tuple[str, str, str], str] = {}
        self.courses_in_file: set[str] = set()

    def look_at(self, number: int, cells: list[str]) -> None:
        """This will read one row, compare it with what is known, and say what is wrong."""
        line = read_line(number, dict(zip(self.table.columns, cells, strict=False)), self.known)
        self.problems += line.problems
        if line.problems:
            return
        key = natural_key(line.is_course, line.title, line.provider_words, line.starts, line.ends, line.place)
        own = (line.code,) if line.code else key
        if own in self.seen:
            self.problems.append(Problem(number, "", ProblemKind.TWICE_IN_FILE, line.code or line.title))
            return
        self.seen[own] = number
        if line.implied_course is not None:
            line = replace(line, course=self._course_of(line))
        row = self.known.row(line.is_course, line.code, key)
        problems = [*self._codes(line, row), *self._fit(line, row)]
        self.problems += problems
        if problems:
            return
        record = self._record(line, row)
        if line.is_course and line.code:
            self.courses_in_file.add(line.code)
        if row is None:
            self.make.append(record)
        elif self.known.differs(row, record, line.given):
            self.change.append(record)
        else:
            self.unchanged += 1

    def _course_of(self, line: Line) -> str:
        """This will find the course that an iteration's codes name, or make one by the way."""
        implied = line.implied_course or ()
        known = self.known.course_with(implied)
        if known:
            return known
        key = "+".join(f"{code.scheme}:{rules.code_key(code.code)}" for code in implied)
        if key not in self.courses_in_file:
            self.courses_in_file.add(key)
            values = {name: value for name, value in line.values.items() if name in rules.EDITABLE}
            self.make.append(
                Record(
                    is_course=True,
                    values=values,
                    provider=line.provider,
                    party=line.party,
                    course=key,
                    codes=implied,
                    line=line.number,
                )
            )
        return key

    def _codes(self, line: Line, row: Activity | Course | None) -> Iterable[Problem]:
        owner = row.code if row is not None else f"row {line.number}"
        for code in line.codes:
            key = (code.scheme.value, code.issuer, rules.code_key(code.code))
            holder = self.owners.setdefault(key, owner) if not code.valid_until else owner
            taken = holder != owner or self.known.is_taken(key, row, code)
            if taken:
                yield Problem(line.number, line.code_column, ProblemKind.CODE_TAKEN, code.code)

    def _fit(self, line: Line, row: Activity | Course | None) -> Iterable[Problem]:
        """This will ask what the rules ask: known courses, seats that agree, states that come in their order."""
        if line.course and not self._knows_course(line.course):
            yield Problem(line.number, "course", ProblemKind.UNKNOWN_COURSE, line.course)
        if line.is_course:
            return
        total = line.values.get("seats_total", getattr(row, "seats_total", None))
        reserved = sum(share.seats for share in line.shares)
        if total is not None and (reserved > total or line.values.get("seats_minimum", 0) > total):
            yield Problem(line.number, "seats", ProblemKind.SEATS_DISAGREE, str(total))
        if isinstance(row, Activity):
            if line.state and line.state != row.state:
                yield Problem(line.number, "state", ProblemKind.STATE_BY_ACTS, line.state)
            if total is not None and total < row.seats_given:
                yield Problem(line.number, "seats", ProblemKind.BELOW_GIVEN, str(total))
        if line.state in PUBLIC_STATES:
            facts = {**line.values, "provider_name": line.provider_words, "decision": line.decision}
            for name in rules.missing(facts):
                yield Problem(line.number, _COLUMN_OF.get(name, name), ProblemKind.INCOMPLETE, line.state)

    def _knows_course(self, code: str) -> bool:
        return code in self.courses_in_file or code in self.known.courses

    def _record(self, line: Line, row: Activity | Course | None) -> Record:
        state = line.state
        if not state and not line.is_course:
            end = line.values.get("end_on") or line.values.get("start_on")
            state = rules.State.HELD if end is not None and end < self.today else rules.State.OFFERED
        return Record(
            is_course=line.is_course,
            values=line.values,
            code=line.code,
            provider=line.provider,
            party=line.party,
            state=state,
            course=line.course,
            replaced_by=line.replaced_by,
            decision=line.decision,
            reason=line.reason,
            shares=line.shares,
            codes=line.codes,
            row=row,
            line=line.number,
        )


_COLUMN_OF: dict[str, Any] = {
    "title": "title_en",
    "area": "areas",
    "dates": "start",
    "place": "place_city",
    "language": "languages",
    "cost": "who_pays",
    "contact": "contact_name",
}
