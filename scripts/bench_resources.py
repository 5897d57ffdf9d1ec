#!/usr/bin/env python3
"""Measure the allocation engine on generated problems and print it with the machine: `make bench-resources`.

R is the time to fetch a problem's nominations from the embedded database into arrays, by a raw cursor as Django would.
Each solve runs in a process of its own; seconds are those of the solve inside it, memory its peak.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from comity.allocation.audit import by_score, by_value_for_money, compared  # noqa: E402 - found by the line above
from comity.allocation.checker import check  # noqa: E402
from comity.allocation.child import Outcome, solve_apart  # noqa: E402
from comity.allocation.counterfactuals import Counterfactuals  # noqa: E402
from comity.allocation.problem import Problem, Standing  # noqa: E402
from comity.allocation.rerunning import confirmed  # noqa: E402
from comity.allocation.sheets import Explainer  # noqa: E402
from comity.kernel import embedded  # noqa: E402
from generate.allocation import problem as generated  # noqa: E402

COLUMNS = (
    "activity", "partner", "person", "points", "tie", "cost", "line", "gross", "own_cost", "requires", "holds",
    "standing", "confirmed", "rank", "fit", "goal",
)  # fmt: skip
MIB = 2**20
WITHDRAWN, CANCELLED = 0.03, 0.01  # shares of nominations and activities


def main() -> int:
    """Measure each size that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="S,M,L", help="which sizes (default: %(default)s)")
    parser.add_argument("--seeds", type=int, default=3, help="problems of each size, of which medians are told")
    options = parser.parse_args()
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {load}, Python {platform.python_version()}\n")
    with embedded.lease(ROOT / "var" / "bench-resources" / "postgres") as server:
        for size in options.sizes.split(","):
            measure(size, range(101, 101 + options.seeds), server.superuser_url)
    return 0


def measure(size: str, seeds: range, address: str) -> None:
    """Solve the problems of one size and print medians."""
    problems = [generated(size, seed) for seed in seeds]
    fetch = statistics.median(fetched(problem, address) for problem in problems)
    counts = f"{len(problems[0].activities):,} activities, {len(problems[0].nominations):,} nominations"
    print(f"{size}: {counts}, R = {fetch:.3f} s")
    if size == "S":
        tell("search", problems, [solve_apart(problem, seconds=60) for problem in problems], fetch)
    else:
        quick = [solve_apart(problem, seconds=300, quick=True) for problem in problems]
        tell("plan in hand", problems, quick, fetch)
        greedy(problems, quick)
        if size == "M":
            seconds = 290 * fetch
            tell("with core", problems, [solve_apart(problem, seconds=seconds) for problem in problems], fetch)
            explained(problems[0], quick[0])
        again(problems[0], quick[0])
    print(flush=True)


def fetched(problem: Problem, address: str) -> float:
    """Keep the nominations in a table and time how long it takes to have them back as arrays."""
    table = problem.nominations
    rows = zip(table.names, *(getattr(table, name).tolist() for name in COLUMNS), strict=True)
    with psycopg.connect(address) as connection:
        columns = ", ".join(f"{name} bigint" for name in COLUMNS)
        connection.execute(f"CREATE TEMPORARY TABLE nomination (name text, {columns})")
        with connection.cursor().copy("COPY nomination FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        times = []
        for _ in range(3):
            began = time.perf_counter()
            _names, *numbers = zip(*connection.execute("SELECT * FROM nomination").fetchall(), strict=True)
            [np.array(values, np.int64) for values in numbers]
            times.append(time.perf_counter() - began)
        connection.rollback()
    return statistics.median(times)


def tell(name: str, problems: list[Problem], outcomes: list[Outcome], fetch: float) -> None:
    """Print one line of medians."""
    plans = [outcome.plan for outcome in outcomes if outcome.plan is not None]
    if len(plans) < len(problems):
        print(f"  {name:<14} no plan: {[(outcome.end, outcome.message[-200:]) for outcome in outcomes]}")
        return
    violations = sum(
        len(check(problem, plan.grants.tolist()).violations) for problem, plan in zip(problems, plans, strict=True)
    )
    gaps = sorted(plan.gap for plan in plans)
    seconds = statistics.median(plan.seconds for plan in plans)
    peak = max(outcome.peak for outcome in outcomes) / MIB
    proven = sum(plan.claim == "proven" for plan in plans)
    print(
        f"  {name:<14} gap {statistics.median(gaps):.4%} (worst {gaps[-1]:.4%}), proven {proven} of {len(plans)}, "
        f"{seconds:.2f} s = {seconds / fetch:.1f} R, peak {peak:.0f} MiB, {violations} violations"
    )


def greedy(problems: list[Problem], outcomes: list[Outcome]) -> None:
    """Print how much better the plans are than both orders of a spreadsheet."""
    ratios = []
    for problem, outcome in zip(problems, outcomes, strict=True):
        best = max(compared(problem, "", way(problem)).value for way in (by_score, by_value_for_money))
        ratios.append(outcome.plan.value / best if outcome.plan else 0.0)
    print(f"  against greedy {statistics.median(ratios):.4f} x the better of two (worst {min(ratios):.4f})")


def explained(problem: Problem, outcome: Outcome) -> None:
    """Print what sheets and counterfactuals take."""
    plan: Any = outcome.plan
    refused = np.flatnonzero(plan.grants == 0)
    began = time.perf_counter()
    count = len(Explainer(problem, plan).sheets(refused.tolist()))
    print(f"  sheets         {count:,} refusals in {time.perf_counter() - began:.2f} s")
    tried = Counterfactuals(problem, plan)
    times = []
    for row in refused[:: max(1, len(refused) // 40)].tolist():
        began = time.perf_counter()
        tried._loss(tried._column(row, tried.explainer.sheet(row).outcome), 1.0, ())  # noqa: SLF001 - one solve, timed
        times.append(time.perf_counter() - began)
    print(f"  counterfactual {statistics.median(times):.3f} s (median of {len(times)}, worst {max(times):.3f} s)")


def again(problem: Problem, outcome: Outcome) -> None:
    """Change five in a hundred and print how long the second run takes, with the first one's prices."""
    plan: Any = outcome.plan
    draw = np.random.default_rng(7)
    table = problem.nominations
    gone = (draw.random(len(table)) < WITHDRAWN) | (draw.random(len(problem.activities)) < CANCELLED)[table.activity]
    budget = problem.lines.budget.copy()
    budget[0] = budget[0] * 94 // 100
    changed = replace(
        problem,
        nominations=replace(table, standing=np.where(gone, int(Standing.INELIGIBLE), table.standing)),
        lines=replace(problem.lines, budget=budget),
    )
    later = confirmed(changed, problem, plan)
    second = solve_apart(later, seconds=300, quick=True, start=plan)
    if second.plan is None:
        print(f"  re-run         no plan: {second.end} {second.message[-200:]}")
        return
    lost = int(((plan.grants > 0) & (second.plan.grants == 0) & ~gone).sum())
    print(
        f"  re-run         {second.plan.seconds:.2f} s = {second.plan.seconds / plan.seconds:.2f} of the first, "
        f"gap {second.plan.gap:.4%}, {lost} of {int((plan.grants > 0).sum())} seats lost without own cause"
    )


if __name__ == "__main__":
    sys.exit(main())
