"""Importing a budget: all its lines in one act, or none (W-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.ledger import events, queries, rules
from comity.ledger.actions.entering import enter
from comity.ledger.actions.lines import make_line
from comity.ledger.models import Line
from comity.ledger.rules import Verb


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file as it will stand: a new line, or the new amount of a known one (`before` is what it has)."""

    row: int
    code: str
    title_en: str
    title_fr: str
    office: str
    period: str
    currency: str
    minor: int
    reason: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a file would do."""

    file: str
    sha256: str
    rows: int
    make: tuple[Record, ...] = ()
    change: tuple[Record, ...] = ()
    unchanged: int = 0
    problems: int = 0


def import_facts(owner: Row, actor: Actor, now: datetime, *, plan: Plan) -> rules.ImportFacts:
    """This will gather what the rule on imports is shown, as the books are now."""
    known = {row.code: row for row in queries.lines()}
    moved = {record.code for record in plan.make} & known.keys()
    moved |= {
        record.code for record in plan.change if record.code not in known or known[record.code].amount != record.before
    }
    return rules.ImportFacts(
        plan.file, plan.sha256, len(plan.make) + len(plan.change), plan.problems, is_outdated=bool(moved)
    )


@action(
    may=rules.may_import_lines,
    facts=import_facts,
    constraints={"ledger_line_no_overdraft": "ledger.file_outdated", "ledger_line_code_key": "ledger.file_outdated"},
    filed=lambda owner, _: (owner.subject, [audience.STAFF]),
)
def import_lines(owner: Row, actor: Actor, now: datetime, *, plan: Plan) -> events.LinesImported:
    """This will open and revise all lines of a file that was looked at, in one act (W-16, W-120, W-122)."""
    for record in plan.make:
        made = make_line(
            now,
            code=record.code,
            title_en=record.title_en,
            title_fr=record.title_fr,
            office=record.office,
            period=record.period,
            currency=record.currency,
        )
        enter(made, actor, now, Verb.OPEN, rules.appropriate(record.minor), original=record.minor, reason=plan.file)
    held = Line.objects.select_for_update().in_bulk([record.code for record in plan.change], field_name="code")
    for record in plan.change:
        line = held[record.code]
        by = record.minor - line.amount
        enter(*(line, actor, now, Verb.REVISE, rules.appropriate(by)), original=by, reason=record.reason or plan.file)
    return events.LinesImported(plan.file, plan.sha256, len(plan.make), len(plan.change))
