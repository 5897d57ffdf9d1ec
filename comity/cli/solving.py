"""The solver on the command line: `comity solver` takes up trials that wait and keeps what comes of them.

It runs beside the clock, in a process of its own, so that no web worker ever loads arrays or waits for a solve. The
solve itself happens in a child with limits of time and memory that hold; one that is killed leaves its round as it was.
"""

import argparse
import json
import logging
import os
import signal
import threading
import zlib
from datetime import datetime
from typing import Any

from comity.cli import ground, ticking

EVERY_SECONDS = 2.0
MEBIBYTE = 1 << 20
MOST_ENVY = 200  # pairs that are kept with a trial; all are counted
RULES = ("ineligible", "committed", "no_room")

logger = logging.getLogger("comity.solver")


def offer(verbs: ground.Verbs) -> None:
    """This will offer the verb `solver`."""
    solver = verbs.add_parser(
        "solver",
        help="solve the trials of allocation rounds that wait",
        description="Several solvers may run side by side: each trial is taken up once.",
    )
    how = solver.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="solve what waits now and stop (the default)")
    how.add_argument("--loop", action="store_true", help="go on until ended by Ctrl-C or SIGTERM")
    solver.add_argument("--beside-web", action="store_true", help=argparse.SUPPRESS)
    solver.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """This will solve once, or until somebody ends it."""
    with ground.ready():
        if options.loop:
            loop(beside_web=options.beside_web)
            return 0
        print(f"solved: {solve_waiting()}")
    return 0


def loop(*, beside_web: bool = False) -> None:
    """This will solve what waits until a signal comes or the process that started us is gone."""
    from django.db import connections

    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN if beside_web else lambda *_: ended.set())
    parent = os.getppid()
    while not ended.is_set() and os.getppid() == parent:
        try:
            solve_waiting(ended)
        except Exception:
            logger.exception("a trial could not be dealt with; going on")
            connections.close_all()
        ticking.rest(EVERY_SECONDS, ended, parent)


def solve_waiting(ended: threading.Event | None = None, *, at: datetime | None = None) -> int:
    """This will give up trials whose solver is gone, solve those that wait, and count them; `at` is the moment."""
    from comity.core.actor import CLOCK
    from comity.kernel import clock
    from comity.kernel.scope import as_system
    from comity.resources import actions, queries

    with as_system():
        for lost in queries.lost_runs(at or clock.now()):
            actions.fail(lost, CLOCK, at or clock.now(), problem="The solver ended before the trial did.")
    done = 0
    while ended is None or not ended.is_set():
        with as_system():
            taken = queries.take_run(at or clock.now())
            if taken is None:
                return done
            actions.start(taken, CLOCK, at or clock.now())
        solve_one(taken, ended, at=at)
        done += 1
    return done


def solve_one(taken: Any, ended: threading.Event | None = None, *, at: datetime | None = None) -> None:
    """This will solve one trial that was taken up, and keep its plan or say why there is none."""
    from comity.core.actor import CLOCK
    from comity.kernel import clock
    from comity.kernel.scope import as_system
    from comity.resources import actions

    try:
        found, problem = _solved(taken, ended)
    except Exception as error:
        logger.exception("trial %s failed", taken)
        found, problem = None, f"{type(error).__name__}: {error}"
    with as_system():
        taken.refresh_from_db(fields=["state"])
        if taken.state != "running":
            return
        if found is None:
            actions.fail(taken, CLOCK, at or clock.now(), problem=problem)
        else:
            actions.finish(taken, CLOCK, at or clock.now(), **found)


def _solved(taken: Any, ended: threading.Event | None) -> tuple[dict[str, Any] | None, str]:
    """This will ask the engine, and give what is kept of its answer, or why there is none."""
    from comity.allocation import checker, child, documents
    from comity.allocation.plan import as_document
    from comity.kernel.scope import as_system
    from comity.policy import number
    from comity.resources import actions, queries

    asked = queries.asked_of(taken)
    problem = documents.from_document(asked)

    def told(progress: Any) -> None:
        with as_system():
            actions.tell(taken.pk, {"step": progress.step, "seconds": round(progress.seconds, 1)})

    def stop() -> bool:
        if ended is not None and ended.is_set():
            return True
        with as_system():
            return queries.is_cancelled(taken.pk)

    outcome = child.solve_apart(
        problem,
        seconds=float(number("resources.solve_seconds")),
        memory=number("resources.solve_mebibytes") * MEBIBYTE,
        told=told,
        stop=stop,
    )
    plan = outcome.plan
    if plan is None or outcome.end == child.End.CANCELLED:
        return None, str(outcome.conflict or outcome.message or f"The solve ended without a plan: {outcome.end}.")
    checked = checker.check(problem, plan.grants.tolist(), plan.floor.kept)
    lines = _lines(problem, plan, asked)
    return {
        "violations": len(checked.violations),
        "sha256": plan.hash,
        "plan": zlib.compress(json.dumps(as_document(plan, problem)).encode(), 6),
        "summary": _summary(problem, plan, outcome, lines),
        "lines": lines,
    }, ""


def _lines(problem: Any, plan: Any, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """This will write one line for each request, with what would change it where that is tried."""
    from comity.allocation.counterfactuals import Counterfactuals
    from comity.allocation.sheets import Explainer, guarded
    from comity.policy import number
    from comity.resources import rules

    enough = number("resources.bidders")
    sheets = Explainer(problem, plan, enough=enough).sheets()
    short = sorted(range(len(sheets)), key=lambda row: (sheets[row].outcome > 0, abs(sheets[row].difference)))
    wanted = [row for row in short if sheets[row].reason not in RULES][: number("resources.tried_lines")]
    if wanted:
        tried = Counterfactuals(problem, plan, enough=enough)
        for row in wanted:
            sheets[row] = tried.sheet(row)
    made = []
    for row, sheet in enumerate(sheets):
        given = asked["nominations"][row]
        made.append(
            {
                "ref": sheet.nomination,
                "code": sheet.activity,
                "party": sheet.partner,
                "outcome": rules.outcome_of(int(sheet.outcome), sheet.reason.value).value,
                "reason": sheet.reason.value,
                "about": sheet.about[:80],
                "rank": given.get("rank", 0),
                "points": given["points"],
                "cost_minor": given.get("cost", 0),
                "worth": round(sheet.worth),
                "difference": round(sheet.difference),
                "sheet": _written(sheet),
                "shown": _written(guarded(sheet)),
            }
        )
    return made


def _written(sheet: Any) -> dict[str, Any]:
    """This will write prices and changes of a sheet as plain data."""
    return {
        "prices": [
            {"thing": one.thing.value, "of": one.of, "low": round(one.low), "high": round(one.high)}
            for one in sheet.prices
        ],
        "changes": [
            {"what": one.what.value, "of": one.of, "now": one.now, "needed": one.needed, "verified": one.verified}
            for one in sheet.changes
        ],
    }


def _summary(problem: Any, plan: Any, outcome: Any, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """This will write how good a plan is, what it spends, and from which versions it comes."""
    spent: dict[str, int] = {}
    for row, mode in enumerate(plan.grants.tolist()):
        line = int(problem.nominations.line[row])
        if mode == 1 and line >= 0:
            name = problem.lines.names[line]
            spent[name] = spent.get(name, 0) + int(problem.nominations.cost[row])
    granted = [one for one in lines if one["outcome"] in {"granted", "own_cost"}]
    return {
        "value": plan.value,
        "objective": plan.objective,
        "bound": plan.bound,
        "gap_ppm": round(plan.gap * 1_000_000),
        "claim": plan.claim,
        "road": plan.road,
        "granted": len(granted),
        "own_cost": sum(one["outcome"] == "own_cost" for one in granted),
        "requests": len(lines),
        "running": len({one["code"] for one in granted}),
        "spent": spent,
        "floor": {name: getattr(plan.floor, name) for name in plan.floor.__slots__},
        "seed": plan.seed,
        "versions": plan.versions,
        "seconds": round(plan.seconds, 2),
        "end": outcome.end.value,
        "problem": plan.problem,
        "envy": _envy(problem, plan),
    }


def _envy(problem: Any, plan: Any) -> dict[str, Any]:
    """This will write how many requests outside could take a seat inside and count more, and the weightiest of them."""
    from comity.allocation.audit import justified_envy

    found = justified_envy(problem, plan)
    rows = [{"outside": one.outside, "inside": one.inside} for one in found[:MOST_ENVY]]
    return {"count": len(found), "rows": rows}
