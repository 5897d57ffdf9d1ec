"""Course surveys (CSV or XLSX): students with ranks or bids for courses; courses with seats and times.

Wishes stand one to a row (student, course, rank or bid) or one student to a row with a column for each course. Courses
stand on a sheet of their own, in a file named by `courses` or called courses.csv beside the wishes, or in rows of the
wishes whose first cell is "capacity" or "time". Every student is a partner of its own with the same weight, so
satisfaction is spread evenly.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from comity.allocation.outside.case import Case, wrong
from comity.allocation.outside.times import Spans, spans_of
from comity.allocation.plan import Plan
from comity.allocation.problem import Activities, Frameworks, Lines, Nominations, Partners, Problem, Settings
from comity.allocation.scores import own_points

STUDENT = ("student", "student_id", "studentid", "id", "respondent", "responseid", "name", "agent", "user")
COURSE = ("course", "course_id", "courseid", "class", "item", "catalog", "subject", "section", "title")
RANK = ("rank", "ranking", "preference", "position", "choice", "order")
BID = ("bid", "bids", "points", "score", "rating", "value", "utility", "weight")
SEATS = ("capacity", "seats", "cap", "size", "enr cap", "max enrollment", "enrollment capacity", "quota", "limit")
TIME = ("time", "times", "slot", "mtg time", "meeting time", "schedule", "period", "hours")
DAYS = ("days", "day", "weekday", "mtg days")
START, END = ("start", "starts", "begin", "start time"), ("end", "ends", "finish", "end time")
MOST = ("max", "max courses", "limit", "courses wanted", "number of courses", "capacity", "load", "credits")
ONLY_COURSES = 2
TOP = 1_000_000

type Table = list[list[str]]


@dataclass(slots=True)
class Survey:
    """What was found: wishes by student and course (as written), whether they are ranks, seats, times, limits."""

    wishes: dict[str, dict[str, float]] = field(default_factory=dict)
    ranks: bool | None = None
    seats: dict[str, int] = field(default_factory=dict)
    times: dict[str, Spans] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)


def read(path: Path, courses: Path | None = None, limit: int | None = None, wishes: str | None = None) -> list[Case]:
    """This will read a survey. limit: the most courses a student may get; wishes: "ranks" or "bids" if it must be told.

    Raises: WrongProblem.
    """
    tables = _tables(path)
    beside = courses or path.with_name("courses.csv")
    if beside.is_file() and beside != path:
        tables += _tables(beside)
    survey = Survey()
    for title, table in tables:
        if table:
            _take(survey, title, table)
    if not survey.wishes:
        raise wrong("-", "wishes", "no table has a column of students with ranks or bids for courses")
    if wishes is not None:
        survey.ranks = wishes == "ranks"
    elif survey.ranks is None:
        survey.ranks = _look_like_ranks(survey)
    wanted = sorted({course for row in survey.wishes.values() for course in row})
    missing = [course for course in wanted if course not in survey.seats]
    if missing:
        few = ", ".join(missing[:5])
        raise wrong("-", "capacity", f"is not told for {len(missing)} of {len(wanted)} courses: {few}")
    return [_case(path.stem, survey, limit)]


def _tables(path: Path) -> list[tuple[str, Table]]:
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        import openpyxl  # noqa: PLC0415 - only where there is a workbook

        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        found = [
            (sheet.title, [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)])
            for sheet in book
        ]
        book.close()
    else:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        first = text.partition("\n")[0]
        delimiter = max((",", ";", "\t"), key=first.count)
        found = [
            (path.stem, [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), delimiter=delimiter)])
        ]
    return [(title, [row for row in table if any(row)]) for title, table in found]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _find(header: Sequence[str], names: Iterable[str]) -> int | None:
    plain = [re.sub(r"[\s_]+", " ", cell.lower()).strip() for cell in header]
    for name in names:
        if name.replace("_", " ") in plain:
            return plain.index(name.replace("_", " "))
    return None


def _take(survey: Survey, title: str, table: Table) -> None:
    """This will see what a table holds, and take it."""
    header = table[0]
    student, course, seats = _find(header, STUDENT), _find(header, COURSE), _find(header, SEATS)
    rank, bid = _find(header, RANK), _find(header, BID)
    if course is not None and seats is not None and (rank is None and bid is None):
        _take_courses(survey, table, course, seats)
    elif course is not None and student is not None and (rank is not None or bid is not None):
        survey.ranks = rank is not None
        _take_long(survey, table, student, course, rank if rank is not None else int(bid or 0))
    elif len(header) > ONLY_COURSES:
        _take_wide(survey, table)
    elif seats is not None and title:
        _take_courses(survey, table, 0, seats)


def _take_courses(survey: Survey, table: Table, course: int, seats: int) -> None:
    header = table[0]
    columns = {what: _find(header, names) for what, names in (("t", TIME), ("d", DAYS), ("s", START), ("e", END))}

    def cell(row: list[str], what: str) -> str:
        at = columns[what]
        return row[at] if at is not None and at < len(row) else ""

    for number, row in enumerate(table[1:], 2):
        name = row[course]
        if not name:
            continue
        survey.seats[name] = survey.seats.get(name, 0) + _whole(row[seats], number, "capacity")
        written = cell(row, "t") or " - ".join(part for part in (cell(row, "s"), cell(row, "e")) if part)
        survey.times[name] = survey.times.get(name, ()) + spans_of(written, cell(row, "d"))


def _take_long(survey: Survey, table: Table, student: int, course: int, wish: int) -> None:
    for number, row in enumerate(table[1:], 2):
        if max(student, course, wish) < len(row) and row[wish] and row[course]:
            survey.wishes.setdefault(row[student], {})[row[course]] = _number(row[wish], number, "wish")


def _take_wide(survey: Survey, table: Table) -> None:
    header = table[0]
    first = _find(header, STUDENT)
    at = first if first is not None else 0
    most = _find([cell if index != at else "" for index, cell in enumerate(header)], MOST)
    courses = {index: name for index, name in enumerate(header) if name and index not in {at, most}}
    for number, row in enumerate(table[1:], 2):
        label = re.sub(r"[\s_]+", " ", row[at].lower()).strip()
        cells = {name: row[index] for index, name in courses.items() if index < len(row) and row[index]}
        if label in SEATS:
            survey.seats |= {name: _whole(cell, number, name) for name, cell in cells.items()}
        elif label in (*TIME, *DAYS):
            survey.times |= {name: spans_of(cell, "") for name, cell in cells.items()}
        elif cells:
            who = row[at] or f"row {number}"
            survey.wishes[who] = {name: _number(cell, number, name) for name, cell in cells.items()}
            if most is not None and most < len(row) and row[most]:
                survey.most[who] = _whole(row[most], number, header[most])


def _number(text: str, row: int, what: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise wrong(row, what, f"{text!r} is no number") from None


def _whole(text: str, row: int, what: str) -> int:
    value = _number(text, row, what)
    if value < 0 or not value.is_integer():
        raise wrong(row, what, f"{text!r} is no count")
    return int(value)


def _look_like_ranks(survey: Survey) -> bool:
    """This will take wishes for ranks where nearly every student gives 1, 2, 3 ... once each."""
    orders = [sorted(value for value in row.values() if value > 0) for row in survey.wishes.values()]
    return sum(order == [float(place) for place in range(1, len(order) + 1)] for order in orders) > 0.9 * len(orders)


def _case(name: str, survey: Survey, limit: int | None) -> Case:
    students, courses = list(survey.wishes), list(survey.seats)
    course_at = {course: row for row, course in enumerate(courses)}
    wishes = [(who, course, value) for who, row in survey.wishes.items() for course, value in row.items() if value > 0]
    if survey.ranks:
        counts = {who: sum(value > 0 for value in row.values()) for who, row in survey.wishes.items()}
        points = [own_points(min(max(1, round(value)), counts[who]), counts[who]) for who, _, value in wishes]
        scale = Fraction(1)
    else:
        whole = all(value.is_integer() for _, _, value in wishes)
        scale = Fraction(1 if whole else 100)
        while wishes and max(value for _, _, value in wishes) * float(scale) > TOP:
            scale /= 10
        points = [round(value * float(scale)) for _, _, value in wishes]
    student_at = {who: row for row, who in enumerate(students)}
    problem = Problem(
        Settings(),
        Frameworks.of([]),
        Lines.of([]),
        Partners.of(students, seats=[survey.most.get(who, limit) for who in students]),
        Activities.of(
            courses,
            seats=[survey.seats[course] for course in courses],
            times=[(course_at[course], *span) for course in courses for span in survey.times.get(course, ())],
        ),
        Nominations.of(
            [f"{who} / {course}" for who, course, _ in wishes],
            activity=[course_at[course] for _, course, _ in wishes],
            partner=[student_at[who] for who, _, _ in wishes],
            person=[student_at[who] for who, _, _ in wishes],
            points=points,
        ),
    )
    return Case(
        name=name,
        problem=problem,
        objective="satisfaction of all students",
        sense="max",
        own=lambda value: value,
        figures=_figures(survey, wishes, problem),
    )


def _figures(
    survey: Survey, wishes: list[tuple[str, str, float]], problem: Problem
) -> Callable[[Plan], list[tuple[str, Any]]]:
    def figures(plan: Plan) -> list[tuple[str, Any]]:
        had = [wish for wish, mode in zip(wishes, plan.grants.tolist(), strict=True) if mode]
        served = {who for who, _, _ in had}
        best: dict[str, str] = {}
        for who, row in survey.wishes.items():
            order = sorted((value, course) for course, value in row.items() if value > 0)
            if order:
                best[who] = order[0 if survey.ranks else -1][1]
        total = sum(value for _, _, value in had)
        what = ("mean rank of seats", total / max(1, len(had))) if survey.ranks else ("total of bids granted", total)
        return [
            ("seats given", f"{len(had)} of {int(problem.activities.seats.sum())}"),
            what,
            ("students with their first choice", sum(best.get(who) == course for who, course, _ in had)),
            ("students with nothing", len(survey.wishes) - len(served)),
        ]

    return figures
