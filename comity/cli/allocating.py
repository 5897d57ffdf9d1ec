"""Allocation from files, without a database: `allocate`."""

import argparse
import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.cli import ground
from comity.cli.data import existing_file

if TYPE_CHECKING:
    from comity.allocation.child import Outcome
    from comity.allocation.outside.case import Case
    from comity.allocation.plan import Plan
    from comity.allocation.problem import Problem
    from comity.allocation.sheet import Sheet
    from comity.allocation.solving import Progress

FORMATS = ("comity", "gap", "mknap", "pabulib", "courses")
BY_ENDING = {".json": "comity", ".parquet": "comity", ".pb": "pabulib", ".csv": "courses", ".xlsx": "courses"}
BY_NAME = {"gap": "gap", "mknap": "mknap"}
STEPS = {"prices": "finding prices", "plan": "making a plan", "search": "searching for better"}
TRIED_IF_FEWER = 200  # nominations: then every sheet tries what would change it
MIB = 1 << 20


def offer(verbs: ground.Verbs) -> None:
    """This will offer the verb."""
    allocate = verbs.add_parser(
        "allocate",
        help="make a plan for a problem in a file: who gets which seat and which money",
        description="Reads a problem (docs/allocation-format.md), makes the best plan in the time, and writes plan and "
        "sheets as JSON and text. It needs no database.",
    )
    allocate.add_argument("file", type=existing_file, metavar="FILE")
    about = (
        "what the file is (default: told by its name): comity is JSON or Parquet, gap and mknap are of the OR-Library"
    )
    allocate.add_argument("--format", choices=FORMATS, help=about)
    allocate.add_argument(
        "--time", type=float, default=60.0, metavar="S", help="seconds a problem (default: %(default)s)"
    )
    about = "memory that may be used (default: %(default)s)"
    allocate.add_argument("--memory", type=int, default=1024, metavar="MIB", help=about)
    about = "the same seed, versions and input give the same bytes (default: %(default)s)"
    allocate.add_argument("--seed", type=int, default=1, metavar="N", help=about)
    allocate.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: FILE's name with -plan)")
    allocate.add_argument("--only", type=int, metavar="N", help="only the N-th problem of a file that holds several")
    about = "how many sheets try what would change the outcome, by solving again (default: all if there are few)"
    allocate.add_argument("--try-changes", type=int, metavar="N", help=about)
    allocate.add_argument("--sense", choices=("max", "min"), help="gap: whether the file holds profits or costs")
    allocate.add_argument("--courses", type=existing_file, metavar="FILE", help="courses: where seats and times stand")
    allocate.add_argument("--limit", type=int, metavar="N", help="courses: the most courses a student may get")
    about = "courses: what wishes are, where the file does not say"
    allocate.add_argument("--wishes", choices=("ranks", "bids"), help=about)
    allocate.set_defaults(run=run_allocate)


def run_allocate(options: argparse.Namespace) -> int:
    """This will make and write the plans."""
    from comity.allocation.problem import WrongProblem

    try:
        cases = list(_cases(options))
    except WrongProblem as wrong:
        raise ground.Obstacle(f"{options.file} is not what it should be:\n{wrong}") from wrong
    if options.only is not None:
        if not 1 <= options.only <= len(cases):
            raise ground.Obstacle(f"--only: {options.file} holds {len(cases)} problems, not {options.only}")
        cases = [cases[options.only - 1]]
    out = options.out or Path(f"{options.file.stem}-plan")
    done = [_run(case, options, out / case.name if len(cases) > 1 else out) for case in cases]
    if len(cases) > 1:
        print(f"\n{sum(done)} of {len(done)} problems have a plan, in {out}/.")
    return 0 if all(done) else 1


def _cases(options: argparse.Namespace) -> "Iterator[Case]":
    from comity.allocation.outside import courses, gap, mknap, pabulib

    kind = options.format or _told_by_name(options.file)
    match kind:
        case "gap":
            yield from gap.read(options.file, options.sense)
        case "mknap":
            yield from mknap.read(options.file)
        case "pabulib":
            yield from pabulib.read(options.file)
        case "courses":
            yield from courses.read(options.file, options.courses, options.limit, options.wishes)
        case _:
            yield _own(options.file)


def _told_by_name(path: Path) -> str:
    for start, kind in BY_NAME.items():
        if path.name.lower().startswith(start):
            return kind
    if path.suffix.lower() not in BY_ENDING:
        raise ground.Obstacle(f"what {path.name} is cannot be told by its name: say --format {'|'.join(FORMATS)}")
    return BY_ENDING[path.suffix.lower()]


def _own(path: Path) -> "Case":
    from comity.allocation import documents
    from comity.allocation.outside.case import Case

    return Case(path.stem, documents.read(path), "value", "max", lambda value: value)


def _run(case: "Case", options: argparse.Namespace, out: Path) -> bool:
    """This will solve one case, also a harder one where what must be done was left undone, and write it."""
    outcome, case = _solved(case, options)
    print(f"{case.name}: {len(case.problem.nominations)} nominations, {len(case.problem.activities)} activities")
    if outcome.conflict:
        print(f"  {outcome.conflict}")
    if outcome.plan is None:
        print(f"  no plan: {outcome.message or _why(outcome)}")
        return False
    if outcome.end.value != "done":
        print(f"  ended early ({outcome.end.value}); this is the best plan that was in hand")
    for name, value in _results(case, outcome.plan):
        print(f"  {name:<34} {value}")
    _write(case, outcome.plan, options, out)
    print(f"  written to {out}/")
    return True


def _solved(case: "Case", options: argparse.Namespace) -> "tuple[Outcome, Case]":
    from comity.allocation.child import solve_apart

    while True:
        with ground.progress() as progress:
            outcome = solve_apart(
                case.problem,
                seed=options.seed,
                seconds=options.time,
                memory=options.memory * MIB,
                told=_shown(case.name, options.time, progress),
            )
        again = case.harder(outcome.plan) if outcome.plan is not None else None
        if again is None:
            return outcome, case
        case = again


def _shown(name: str, seconds: float, progress: Callable[[str, int, int], None]) -> "Callable[[Progress], None]":
    def told(step: "Progress") -> None:
        progress(f"{name}: {STEPS[step.step]}", min(int(seconds), round(step.seconds)), max(1, int(seconds)))

    return told


def _why(outcome: "Outcome") -> str:
    return {"time": "the time was too short", "memory": "the memory was too small"}.get(
        outcome.end.value, "none exists"
    )


def _results(case: "Case", plan: "Plan") -> list[tuple[str, Any]]:
    value, bound = case.value(plan), case.bound(plan)
    made: list[tuple[str, Any]] = [
        (f"{case.objective} ({case.sense})", _number(value)),
        ("bound", f"{_number(bound)} ({plan.claim}, gap {_gap(value, bound):.4%})"),
    ]
    if case.known is not None:
        made.append(("best known, by the file", _number(case.known)))
    made += [(name, _number(figure) if isinstance(figure, float) else figure) for name, figure in case.figures(plan)]
    return [*made, ("checked", f"{plan.certificate.violations} violations"), ("seconds", f"{plan.seconds:.1f}")]


def _gap(value: Any, bound: Any) -> float:
    return abs(float(bound) - float(value)) / max(1e-9, abs(float(bound)))


def _number(value: Any) -> str:
    number = float(value)
    return f"{int(number):,}" if number.is_integer() else f"{number:,.3f}"


def _write(case: "Case", plan: "Plan", options: argparse.Namespace, out: Path) -> None:
    from comity.allocation.plan import as_document
    from comity.allocation.telling import plan_text, sheets_text

    sheets = _sheets(case.problem, plan, options.try_changes)
    out.mkdir(parents=True, exist_ok=True)
    result = [[name, str(value)] for name, value in _results(case, plan)]
    document = as_document(plan, case.problem) | {"hash": plan.hash}
    if case.objective != "value":
        document["in_terms_of_the_file"] = result
    _save(out / "plan.json", json.dumps(document, indent=1))
    _save(out / "sheets.json", json.dumps([dataclasses.asdict(sheet) for sheet in sheets], indent=1))
    head = "\n".join(f"{name:<34} {value}" for name, value in result) if case.objective != "value" else ""
    _save(out / "plan.txt", (head + "\n\n" if head else "") + plan_text(case.problem, plan))
    _save(out / "sheets.txt", sheets_text(sheets))


def _sheets(problem: "Problem", plan: "Plan", tried: int | None) -> "list[Sheet]":
    from comity.allocation.counterfactuals import Counterfactuals
    from comity.allocation.sheets import Explainer

    count = len(problem.nominations)
    tried = tried if tried is not None else count if count < TRIED_IF_FEWER else 0
    sheets = Explainer(problem, plan).sheets()
    if tried:
        counterfactuals = Counterfactuals(problem, plan)
        refused = [row for row in range(count) if not plan.grants[row]]
        granted = [row for row in range(count) if plan.grants[row]]
        for row in [*refused, *granted][:tried]:
            sheets[row] = counterfactuals.sheet(row)
    return sheets


def _save(path: Path, text: str) -> None:
    path.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
