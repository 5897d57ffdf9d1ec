"""Files of others are read in the variants in which they are found, and solved to the optimum."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random

import openpyxl
import pytest

from comity.allocation.outside import courses, gap, mknap, pabulib
from comity.allocation.outside.case import Case
from comity.allocation.outside.times import spans_of
from comity.allocation.plan import PROVEN, Plan
from comity.allocation.problem import WrongProblem
from comity.allocation.solving import solve
from comity.cli import main


def solved(case: Case) -> tuple[Case, Plan]:
    plan = solve(case.problem, seconds=30)
    again = case.harder(plan)
    return (case, plan) if again is None else solved(again)


# -- generalized assignment -------------------------------------------------------------------------------------------


def assignment(seed: int, agents: int = 3, jobs: int = 6) -> tuple[str, list[list[int]], list[list[int]], list[int]]:
    draw = Random(seed)  # noqa: S311 - no secret
    gains = [[draw.randint(10, 25) for _ in range(jobs)] for _ in range(agents)]
    takes = [[draw.randint(5, 15) for _ in range(jobs)] for _ in range(agents)]
    capacities = [int(0.8 * sum(row) / agents) + 4 for row in takes]
    rows = [[agents, jobs], *gains, *takes, capacities]
    return "\n".join("  ".join(map(str, row)) for row in rows), gains, takes, capacities


def best_assignment(gains: list[list[int]], takes: list[list[int]], capacities: list[int], sign: int) -> int:
    agents, jobs = range(len(gains)), range(len(gains[0]))
    found = [
        sum(gains[to[job]][job] for job in jobs)
        for to in product(agents, repeat=len(jobs))
        if all(sum(takes[agent][job] for job in jobs if to[job] == agent) <= capacities[agent] for agent in agents)
    ]
    return sign * max(sign * each for each in found)


@pytest.mark.parametrize(("name", "sign"), [("gap1.txt", 1), ("gapb.txt", -1), ("c305.txt", -1)])
@pytest.mark.parametrize("counted", [True, False])
def test_assignments_reach_the_optimum(tmp_path: Path, name: str, sign: int, *, counted: bool) -> None:
    made = [assignment(seed) for seed in (1, 2)]
    path = tmp_path / name
    path.write_text(("2\n" if counted else "") + "\n".join(text for text, *_ in made) + "\n")
    cases = gap.read(path)
    assert len(cases) == 2
    for case, (_, gains, takes, capacities) in zip(cases, made, strict=True):
        final, plan = solved(case)
        assert final.value(plan) == final.bound(plan) == best_assignment(gains, takes, capacities, sign)
        assert plan.claim == PROVEN
        assert ("jobs assigned", "6 of 6") in final.figures(plan)


def test_the_sense_can_be_told(tmp_path: Path) -> None:
    text, gains, takes, capacities = assignment(3)
    path = tmp_path / "any.txt"
    path.write_text(text)
    case, plan = solved(gap.read(path, "min")[0])
    assert case.value(plan) == best_assignment(gains, takes, capacities, -1)


# -- knapsacks --------------------------------------------------------------------------------------------------------


def knapsack(seed: int, items: int = 10, rows: int = 3) -> tuple[list[float], list[list[int]], list[int], float]:
    draw = Random(seed)  # noqa: S311 - no secret
    profits = [draw.randint(10, 999) / (10 if seed % 2 else 1) for _ in range(items)]
    takes = [[draw.choice([0, draw.randint(1, 60)]) for _ in range(items)] for _ in range(rows)]
    limits = [sum(row) // 2 for row in takes]
    best = max(
        sum(Fraction(str(profit)) * chosen for profit, chosen in zip(profits, mask, strict=True))
        for mask in product((0, 1), repeat=items)
        if all(sum(a * x for a, x in zip(row, mask, strict=True)) <= b for row, b in zip(takes, limits, strict=True))
    )
    return profits, takes, limits, float(best)


def line(values: list[float] | list[int]) -> str:
    return " ".join(str(value) for value in values) + "\n"


@pytest.mark.parametrize("layout", ["counted", "single", "other", "prose"])
def test_knapsacks_reach_the_optimum_in_every_layout(tmp_path: Path, layout: str) -> None:
    seeds = (1,) if layout == "single" else (1, 2, 3)
    made = [knapsack(seed) for seed in seeds]
    text = f"{len(seeds)}\n" if layout in {"counted", "prose"} else ""
    for profits, takes, limits, best in made:
        rows = "".join(line(row) for row in takes)
        if layout == "other":
            text += f"3 10\n{line(profits)}{line(limits)}{rows}{best}\n"
        else:
            note = "// problem of the test set\nThe next problem has ten items.\n" if layout == "prose" else ""
            text += f"{note}10 3 {best}\n{line(profits)}{rows}{line(limits)}"
    path = tmp_path / "mknap1.txt"
    path.write_text(text)
    cases = mknap.read(path)
    assert len(cases) == len(made)
    for case, (*_, best) in zip(cases, made, strict=True):
        final, plan = solved(case)
        assert float(final.value(plan)) == pytest.approx(best)
        assert final.known is not None
        assert float(final.known) == pytest.approx(best)
        assert plan.claim == PROVEN


# -- participatory budgets --------------------------------------------------------------------------------------------

ELECTION = """META
key;value
description;a test
budget;{budget}
vote_type;{kind}
PROJECTS
project_id;cost;name;votes;selected
1;600;"A; garden";3;1
2;500;Path;2;0
3;400;Lamp;2;1
4;300;Bench;1;0
VOTES
{votes}
"""
APPROVALS = "voter_id;vote\n1;1,2\n2;1,3\n3;1,2,3\n4;4,9"


@pytest.mark.parametrize(
    ("kind", "votes", "best"),
    [
        ("approval", APPROVALS, 5),
        ("cumulative", "voter_id;vote;points\n1;1,2;1,4\n2;1,3;2,3\n3;2;5\n4;3;1", 13),
        ("ordinal", "voter_id;vote\n1;1,2,3\n2;3,1\n3;2,3,4", 11),
        ("approval", "", 5),
    ],
)
def test_elections_are_counted_as_they_vote(tmp_path: Path, kind: str, votes: str, best: int) -> None:
    path = tmp_path / "city.pb"
    path.write_text("\ufeff" + ELECTION.format(budget="1 000,00", kind=kind, votes=votes), encoding="utf-8")
    (case,) = pabulib.read(path)
    final, plan = solved(case)
    assert final.value(plan) == final.bound(plan) == best
    figures = dict(final.figures(plan))
    assert figures["cost of the official selection"] == 1000
    assert figures["votes of the greedy rule"] <= best


def test_an_election_without_optional_columns_is_read(tmp_path: Path) -> None:
    path = tmp_path / "small.pb"
    path.write_text(
        'META\nkey;value\nbudget;100\nPROJECTS\nproject_id;cost\n"p1";60\np2;50\nVOTES\nvoter_id;vote\nv;p1\n'
    )
    (case,) = pabulib.read(path)
    assert solved(case)[1].grants.tolist() == [1, 0]


# -- courses ----------------------------------------------------------------------------------------------------------

LONG = "student,course,{wish}\nann,Logic,1\nann,Poems,2\nbob,Logic,1\nbob,Maths,2\ncat,Poems,1\ncat,Maths,2\n"
COURSES = "course,capacity,time\nLogic,1,MoWe 10:00AM - 11:15AM\nPoems,2,Mo 11-12\nMaths,1,Tu 9-10\n"


def test_ranks_in_rows_with_a_file_of_courses(tmp_path: Path) -> None:
    (tmp_path / "wishes.csv").write_text(LONG.format(wish="rank"))
    (tmp_path / "courses.csv").write_text(COURSES)
    (case,) = courses.read(tmp_path / "wishes.csv")
    final, plan = solved(case)
    assert plan.claim == PROVEN
    names = {name for name, mode in zip(final.problem.nominations.names, plan.grants.tolist(), strict=True) if mode}
    assert not {"ann / Logic", "ann / Poems"} <= names  # Monday from eleven they overlap
    assert dict(final.figures(plan))["students with nothing"] == 0


def test_bids_in_columns_with_rows_for_seats_and_slots(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("student;Logic;Poems;Maths;max\nann;60;40;;1\nbob;90;;10;2\ncapacity;1;1;1;\ntime;A;A;B;\n")
    (case,) = courses.read(path)
    final, plan = solved(case)
    assert dict(final.figures(plan))["total of bids granted"] == 90 + 10 + 40
    assert final.problem.partners.seats.tolist() == [1, 2]


def test_a_workbook_with_two_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in LONG.format(wish="bid").splitlines():
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row.split(",")])
    more = book.create_sheet("offer")
    for row in COURSES.splitlines():
        more.append(row.split(","))
    book.save(tmp_path / "survey.xlsx")
    (case,) = courses.read(tmp_path / "survey.xlsx", limit=1)
    plan = solved(case)[1]
    assert int((plan.grants > 0).sum()) == 3


@pytest.mark.parametrize(
    ("written", "days", "expected"),
    [
        ("MoWe 10:00AM - 11:15AM", "", ((600, 675), (3480, 3555))),
        ("TuTh 1:00 PM - 2:15 PM", "", ((2220, 2295), (5100, 5175))),
        ("14.30-15.45", "Fri", ((6630, 6705),)),
        ("11 - 1 pm", "M", ((660, 780),)),
        ("TBA", "", ()),
    ],
)
def test_times_are_read_as_people_write_them(written: str, days: str, expected: tuple[tuple[int, int], ...]) -> None:
    assert spans_of(written, days) == expected


# -- what is wrong, and the command line ------------------------------------------------------------------------------


def test_what_is_wrong_is_named_by_row_and_field(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    for text, reader, said in (
        ("3 x", gap.read, "file, row 1, number: 'x' is no number"),
        ("1\n2 3\n1 2", gap.read, "the file ends after"),
        ("1\n2", mknap.read, "the file ends after"),
        ("PROJECTS\nproject_id;cost\n1;5", pabulib.read, "META, budget: is missing"),
        (
            "META\nkey;value\nbudget;5\nPROJECTS\nproject_id;cost\n1;dear",
            pabulib.read,
            "row 1, cost: 'dear' is no number",
        ),
        ("student,course,rank\na,Logic,1", courses.read, "capacity: is not told for 1 of 1 courses: Logic"),
        ("student,course,rank\na,Logic,high", courses.read, "row 2, wish: 'high' is no number"),
        ("a,b\n1,2", courses.read, "wishes: no table has a column of students"),
    ):
        path.write_text(text)
        with pytest.raises(WrongProblem) as raised:
            reader(path)
        assert said in str(raised.value)


def test_the_command_runs_every_problem_of_a_file_and_prints_its_own_terms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, gains, takes, capacities = assignment(1)
    path = tmp_path / "gapa.txt"
    path.write_text("2\n" + text + "\n" + assignment(2)[0])
    assert main(["allocate", str(path), "--time", "20", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    best = best_assignment(gains, takes, capacities, -1)
    assert f"total cost (min)                   {best}\n" in said
    assert f"bound                              {best} (proven, gap 0.0000%)" in said
    assert "2 of 2 problems have a plan" in said
    written = json.loads((tmp_path / "out" / "gapa-1" / "plan.json").read_text())
    assert ["total cost (min)", str(best)] in written["in_terms_of_the_file"]
    assert (tmp_path / "out" / "gapa-2" / "sheets.txt").read_text()
