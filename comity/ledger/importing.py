"""Reading a budget from CSV or XLSX: every problem by row and column, and what importing it would do (W-16)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import InvalidOperation
from enum import StrEnum

from comity.core.money import CURRENCIES, read_amount
from comity.kernel import sheets
from comity.kernel.sheets import Sheet, UnfitError
from comity.ledger import queries, rules
from comity.ledger.actions.files import Plan, Record
from comity.ledger.models import Line
from comity.ledger.rules import Kind, State
from comity.policy import number

COLUMNS = ("code", "title_en", "title_fr", "office", "period", "currency", "amount", "reason")
NEEDED = ("code", "title_en", "title_fr", "period", "currency", "amount")
# What our own list carries besides, and which says nothing to an import.
PASSED_OVER = frozenset({"kind", "state", "committed", "obligated", "paid", "free"})
LONGEST = {"title_en": 160, "title_fr": 160, "office": 120, "reason": 2_000}


class ProblemKind(StrEnum):
    """One sort of problem. The sentences are written where they are shown."""

    UNFIT = "unfit"
    NO_COLUMN = "no_column"
    TWICE_NAMED = "twice_named"
    UNKNOWN_COLUMN = "unknown_column"
    NO_CODE = "no_code"
    TWICE_IN_FILE = "twice_in_file"
    MISSING = "missing"
    TOO_LONG = "too_long"
    NO_PERIOD = "no_period"
    NO_CURRENCY = "no_currency"
    NO_AMOUNT = "no_amount"
    OTHER_CURRENCY = "other_currency"
    OTHER_PERIOD = "other_period"
    IS_FUND = "is_fund"
    IS_CLOSED = "is_closed"
    BELOW_USED = "below_used"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem: in which row (the header is row 1; 0 is the file as a whole) and column, with what stands there."""

    row: int
    column: str
    kind: ProblemKind
    value: str = ""
    unfit: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked at. With problems nothing is imported."""

    plan: Plan
    problems: tuple[Problem, ...] = ()
    encoding: str = ""


def check(name: str, data: bytes) -> Checked:
    """This will look at a file whole. It writes nothing, and compares with the lines that the reader may see."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        sheet = sheets.read(
            data,
            most_megabytes=number("menu.import_megabytes"),
            most_rows=number("menu.import_rows"),
            marked_above="code",
        )
    except UnfitError as unfit:
        problem = Problem(unfit.row, "", ProblemKind.UNFIT, unfit=unfit.why.value)
        return Checked(Plan(name, digest, 0, problems=1), (problem,))
    problems = list(_header(sheet))
    make: list[Record] = []
    change: list[Record] = []
    unchanged = 0
    if not problems:
        known = {row.code: row for row in queries.lines()}
        seen: set[str] = set()
        for row, cells in sheet.rows:
            values = dict(zip(sheet.columns, cells, strict=False))
            record, wrong = _read(row, values)
            if record is not None and record.code in seen:
                wrong.append(Problem(row, "code", ProblemKind.TWICE_IN_FILE, record.code))
            if record is not None and not wrong and record.code in known:
                wrong += _fit(record, known[record.code])
            problems += wrong
            if record is None or wrong:
                continue
            seen.add(record.code)
            if record.code not in known:
                make.append(record)
            elif known[record.code].amount != record.minor:
                change.append(replace(record, before=known[record.code].amount))
            else:
                unchanged += 1
    found = tuple(sorted(problems))
    plan = Plan(name, digest, len(sheet.rows), tuple(make), tuple(change), unchanged, len(found))
    return Checked(plan, found, sheet.encoding)


def _header(sheet: Sheet) -> Iterator[Problem]:
    counted = Counter(name for name in sheet.columns if name)
    for name, count in counted.items():
        if count > 1:
            yield Problem(1, name, ProblemKind.TWICE_NAMED)
        if name not in COLUMNS and name not in PASSED_OVER:
            yield Problem(1, name, ProblemKind.UNKNOWN_COLUMN)
    for name in NEEDED:
        if name not in counted:
            yield Problem(1, name, ProblemKind.NO_COLUMN)


def _read(row: int, values: Mapping[str, str]) -> tuple[Record | None, list[Problem]]:
    wrong: list[Problem] = []
    cell = {name: values.get(name, "").strip() for name in COLUMNS}
    code, period = cell["code"].upper(), cell["period"].replace("–", "-").replace("/", "-")
    currency = cell["currency"].upper()
    if not rules.is_code(code):
        wrong.append(Problem(row, "code", ProblemKind.NO_CODE, cell["code"]))
    wrong += [Problem(row, name, ProblemKind.MISSING) for name in ("title_en", "title_fr") if not cell[name]]
    wrong += [
        Problem(row, name, ProblemKind.TOO_LONG, cell[name][:40])
        for name, most in LONGEST.items()
        if len(cell[name]) > most
    ]
    if rules.days_of(period) is None:
        wrong.append(Problem(row, "period", ProblemKind.NO_PERIOD, cell["period"]))
    if currency not in CURRENCIES:
        wrong.append(Problem(row, "currency", ProblemKind.NO_CURRENCY, cell["currency"]))
    minor = _amount(cell["amount"], currency)
    if minor is None:
        wrong.append(Problem(row, "amount", ProblemKind.NO_AMOUNT, cell["amount"]))
    if wrong or minor is None:
        return None, wrong
    return (
        Record(
            *(row, code, cell["title_en"], cell["title_fr"], cell["office"], period, currency, minor), cell["reason"]
        ),
        [],
    )


def _amount(text: str, currency: str) -> int | None:
    try:
        minor = read_amount(text, currency if currency in CURRENCIES else "EUR").minor
    except (ValueError, InvalidOperation):
        return None
    return minor if 0 <= minor < rules.LARGEST else None


def _fit(record: Record, line: Line) -> Iterator[Problem]:
    """This will ask what the rules ask of a known line."""
    if line.currency != record.currency:
        yield Problem(record.row, "currency", ProblemKind.OTHER_CURRENCY, record.currency)
    if line.period != record.period:
        yield Problem(record.row, "period", ProblemKind.OTHER_PERIOD, record.period)
    if record.minor == line.amount:
        return
    if line.kind == Kind.FUND:
        yield Problem(record.row, "code", ProblemKind.IS_FUND, record.code)
    if line.state == State.CLOSED:
        yield Problem(record.row, "code", ProblemKind.IS_CLOSED, record.code)
    if record.minor < queries.position(line).used:
        yield Problem(record.row, "amount", ProblemKind.BELOW_USED, str(record.minor))
