"""Elections on participatory budgets (Pabulib, .pb): projects with costs, one budget, votes.

The plan is the set of projects with the most votes that the budget can pay (votes are points where voters gave points,
and places from below where they gave an order). What was officially selected, where the file says so, is compared with
it.
"""

import csv
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

from comity.allocation.outside.case import Case, places, wrong
from comity.allocation.outside.gap import LINEAR
from comity.allocation.plan import Plan
from comity.allocation.problem import Activities, Frameworks, Lines, Nominations, Partners, Problem

SECTIONS = ("META", "PROJECTS", "VOTES")
MOST = 1_000_000
YES = {"1", "true", "yes"}

type Row = dict[str, str]


def read(path: Path) -> list[Case]:
    """This will read the election of a file.

    Raises: WrongProblem.
    """
    sections = _sections(path.read_text(encoding="utf-8-sig", errors="replace"))
    meta = {row.get("key", ""): row.get("value", "") for row in sections["META"]}
    projects = sections["PROJECTS"]
    if not projects:
        raise wrong("PROJECTS", "rows", "there are none")
    if "budget" not in meta:
        raise wrong("META", "budget", "is missing")
    budget = _decimal(meta["budget"], "META", "budget")
    costs = {_id(row): _decimal(row.get("cost", ""), _id(row), "cost") for row in projects}
    votes = _votes(projects, sections["VOTES"], meta.get("vote_type", "approval").strip().lower())
    return [_case(path.stem, budget, costs, votes, {_id(row) for row in projects if _selected(row)})]


def _sections(text: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {name: [] for name in SECTIONS}
    section = ""
    header: list[str] = []
    for cells in csv.reader(text.splitlines(), delimiter=";"):
        row = [cell.strip() for cell in cells]
        if not any(row):
            continue
        if row[0].upper() in SECTIONS and not any(row[1:]):
            section, header = row[0].upper(), []
        elif not section:
            raise wrong(row[0][:30], "section", "the file must begin with META")
        elif not header:
            header = [cell.lower() for cell in row]
        else:
            found[section].append(dict(zip(header, row, strict=False)))
    return found


def _id(row: Row) -> str:
    name = row.get("project_id") or row.get("id")
    if not name:
        raise wrong("PROJECTS", "project_id", "is missing")
    return name


def _selected(row: Row) -> bool:
    return row.get("selected", "").lower() in YES


def _decimal(text: str, row: str, what: str) -> Decimal:
    plain = text.replace("\u00a0", "").replace(" ", "")
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        return Decimal(plain.replace(",", ""))
    except InvalidOperation:
        raise wrong(row, what, f"{text!r} is no number") from None


def _votes(projects: list[Row], votes: list[Row], kind: str) -> dict[str, Decimal]:
    """This will count what each project got from voters; without votes in the file, what its row says."""
    known = {_id(row): Decimal(0) for row in projects}
    if not votes:
        for row in projects:
            known[_id(row)] = _decimal(row.get("score") or row.get("votes") or "0", _id(row), "votes")
        return known
    longest = max((len(_list(row.get("vote", ""))) for row in votes), default=0)
    for row in votes:
        chosen, points = _list(row.get("vote", "")), _list(row.get("points", ""))
        for place, name in enumerate(chosen):
            if name not in known:  # some files keep votes for projects that were withdrawn
                continue
            if points and place < len(points):
                known[name] += _decimal(points[place], row.get("voter_id", "?"), "points")
            else:
                known[name] += longest - place if kind == "ordinal" else 1
    return known


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _case(name: str, budget: Decimal, costs: dict[str, Decimal], votes: dict[str, Decimal], selected: set[str]) -> Case:
    unit, scale = places([budget, *costs.values()]), Fraction(places(list(votes.values())))
    while Fraction(max(votes.values())) * scale > MOST:
        scale /= 10
    names = list(costs)
    problem = Problem(
        LINEAR,
        Frameworks.of([]),
        Lines.of(["budget"], budget=[int(budget * unit)]),
        Partners.of(["voters"]),
        Activities.of(names, seats=[1] * len(names)),
        Nominations.of(
            names,
            activity=range(len(names)),
            partner=[0] * len(names),
            points=[max(0, int(Fraction(votes[each]) * scale)) for each in names],
            cost=[int(costs[each] * unit) for each in names],
            line=[0] * len(names),
        ),
    )
    return Case(
        name=name,
        problem=problem,
        objective="votes of the chosen projects",
        sense="max",
        own=lambda value: value / scale,
        figures=_figures(names, costs, votes, selected, budget),
    )


def _figures(
    names: list[str], costs: dict[str, Decimal], votes: dict[str, Decimal], selected: set[str], budget: Decimal
) -> Callable[[Plan], list[tuple[str, Any]]]:
    def figures(plan: Plan) -> list[tuple[str, Any]]:
        chosen = {name for name, mode in zip(names, plan.grants.tolist(), strict=True) if mode}
        made: list[tuple[str, Any]] = [
            ("projects", f"{len(chosen)} of {len(names)}"),
            ("cost", f"{sum(costs[name] for name in chosen)} of {budget}"),
        ]
        greedy = _greedy(names, costs, votes, budget)
        made.append(("votes of the greedy rule", sum(votes[name] for name in greedy)))
        if selected:
            made += [
                ("votes of the official selection", sum(votes[name] for name in selected)),
                ("cost of the official selection", sum(costs[name] for name in selected)),
                ("chosen and official", len(chosen & selected)),
                ("official only", ", ".join(sorted(selected - chosen)) or "none"),
            ]
        return made

    return figures


def _greedy(names: list[str], costs: dict[str, Decimal], votes: dict[str, Decimal], budget: Decimal) -> set[str]:
    """This will choose the most voted for that still fits, as most cities do."""
    chosen, left = set(), budget
    for name in sorted(names, key=lambda each: (-votes[each], costs[each], names.index(each))):
        if costs[name] <= left:
            chosen.add(name)
            left -= costs[name]
    return chosen
