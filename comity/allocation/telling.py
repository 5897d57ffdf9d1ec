"""Plans and sheets as text, for people at a terminal."""

from collections import Counter
from collections.abc import Iterable

from comity.allocation.plan import PROVEN, Plan
from comity.allocation.problem import TIES, Mode, Problem
from comity.allocation.sheet import Change, Reason, Sheet, Thing, What

REASONS = {
    Reason.COMMITTED: "committed: it had started, or was within the notice period",
    Reason.INELIGIBLE: "may not be granted{about}",
    Reason.PREREQUISITE: "what it requires was not granted{about}",
    Reason.CLASH: "the person holds a seat at the same time{about}",
    Reason.NO_ROOM: "it is larger than the limit it meets, even alone{about}",
    Reason.NOT_RUN: "the activity does not run, since too few could be granted{about}",
    Reason.PRICES: "worth and prices decided",
    Reason.MARGIN: "at the margin: less than a point, or less than the gap, decided",
}
THINGS = {
    Thing.SEAT: "a seat of {of}",
    Thing.LINE: "money of line {of}",
    Thing.PARTNER_SEATS: "the seat quota of {of}",
    Thing.PARTNER_SPEND: "the spending quota of {of}",
    Thing.FRAMEWORK: "the spending quota of framework {of}",
    Thing.DELEGATION: "the delegation of {of}",
    Thing.CLASH: "the days of the person",
    Thing.REQUIRED: "the nomination it requires, or that requires it ({of})",
    Thing.KEPT: "the seats of {of} that are kept for nobody else",
    Thing.TOGETHER: "those who go only together",
    Thing.RUNNING: "running {of}",
}
CHANGES = {
    What.POINTS: "points {now} -> {needed}",
    What.RANK: "own rank {now} -> {needed}",
    What.COFUNDING: "co-funding of {of} {now} % -> {needed} %",
    What.SEATS: "seats of {of} {now} -> {needed}",
    What.BUDGET: "budget of {of} {now} -> {needed}",
    What.PARTNER_SEATS: "seat quota of {of} {now} -> {needed}",
    What.PARTNER_SPEND: "spending quota of {of} {now} -> {needed}",
    What.FRAMEWORK: "spending quota of {of} {now} -> {needed}",
    What.OTHER: "{of} serves the same goal and has {needed} free seats",
}
MODES = {Mode.NO: "not granted", Mode.FUNDED: "granted", Mode.OWN_COST: "granted at own cost"}


def plan_text(problem: Problem, plan: Plan) -> str:
    """This will write a plan: how good it is, what is used, who is granted."""
    return "\n".join([*_head(plan), "", *_used(problem, plan), "", *_granted(problem, plan), ""])


def _head(plan: Plan) -> list[str]:
    claim = "proven: no plan is better" if plan.claim == PROVEN else f"no plan is better by more than {plan.gap:.4%}"
    made = [
        f"problem   {plan.problem}",
        f"plan      {plan.hash}",
        f"value     {plan.value / TIES:,.3f}" + (f" + {plan.bonus / TIES:,.3f} for seats kept" if plan.bonus else ""),
        f"bound     {plan.bound / TIES:,.3f} ({claim})",
        f"found by  {plan.road}, in {plan.seconds:.1f} s, seed {plan.seed}, "
        + ", ".join(f"{name} {version}" for name, version in sorted(plan.versions.items())),
        f"checked   {plan.certificate.violations} violations",
    ]
    if plan.floor.asked:
        floor = plan.floor
        shares = [f"{share / 1e6:.1%}" for share in (floor.kept, floor.asked, floor.possible)]
        made.append(f"floor     {shares[0]} kept of {shares[1]} asked, {shares[2]} possible")
    return made + [f"note      {note}" for note in plan.notes]


def _used(problem: Problem, plan: Plan) -> list[str]:
    table = problem.nominations
    spent = Counter[int]()
    for row in range(len(table)):
        if plan.grants[row] == Mode.FUNDED:
            spent[int(table.line[row])] += int(table.cost[row])
    for row, line, amount in table.charges.tolist():
        if plan.grants[row] == Mode.FUNDED:
            spent[line] += amount
    running = {int(table.activity[row]) for row in range(len(table)) if plan.grants[row]}
    for activity in running:
        spent[int(problem.activities.line[activity])] += int(problem.activities.fixed[activity])
    granted = int((plan.grants > 0).sum())
    made = [
        f"{granted} of {len(table)} nominations granted, {len(running)} of {len(problem.activities)} activities run"
    ]
    width = max((len(name) for name in problem.lines.names), default=0)
    for row, name in enumerate(problem.lines.names):
        budget = int(problem.lines.budget[row])
        made.append(f"  {name:<{width}}  {spent[row]:>12,} of {budget:>12,} {problem.settings.unit}")
    return made


def _granted(problem: Problem, plan: Plan) -> list[str]:
    table = problem.nominations
    made = []
    for row in range(len(table)):
        if plan.grants[row]:
            who = problem.partners.names[int(table.partner[row])]
            where = problem.activities.names[int(table.activity[row])]
            own = " at own cost" if plan.grants[row] == Mode.OWN_COST else ""
            made.append(f"  {where}: {table.names[row]} ({who}){own}")
    return made


def sheets_text(sheets: Iterable[Sheet]) -> str:
    """This will write sheets."""
    return "\n".join(sheet_text(sheet) for sheet in sheets) + "\n"


def sheet_text(sheet: Sheet) -> str:
    """This will write one sheet."""
    about = f" ({sheet.about})" if sheet.about else ""
    lines = [
        f"{sheet.nomination} ({sheet.partner}, {sheet.activity}): {MODES[sheet.outcome]}: "
        + REASONS[sheet.reason].format(about=about)
    ]
    if sheet.prices:
        lines.append(f"  worth {sheet.worth / TIES:>14,.1f}")
    lines += [
        f"      - {price.amount / TIES:>14,.1f}  {THINGS[price.thing].format(of=price.of)}" for price in sheet.prices
    ]
    if sheet.prices:
        what = "over" if sheet.difference >= 0 else "short by"
        certain = "" if sheet.certain else " (within the gap)"
        lines.append(f"  {what} {abs(sheet.difference) / TIES:,.1f}{certain}")
    if sheet.loss is not None:
        lines.append(f"  deciding otherwise would lose {sheet.loss / TIES:,.1f}")
    lines += [f"  would change: {change_text(change)}" for change in sheet.changes]
    return "\n".join(lines)


def change_text(change: Change) -> str:
    """This will write what could change."""
    said = CHANGES[change.what].format(of=change.of, now=f"{change.now:,}", needed=f"{change.needed:,}")
    return said + (" (tried)" if change.verified else "")
