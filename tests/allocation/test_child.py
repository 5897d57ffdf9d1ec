"""A solve in a process of its own ends when it must, and what was in hand is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from comity.allocation import documents
from comity.allocation.checker import check
from comity.allocation.child import End, solve_apart
from comity.allocation.problem import Problem
from comity.allocation.solving import Progress
from generate.allocation import problem as generated
from tests.allocation.small import document, some

MIB = 2**20


@pytest.fixture(scope="module")
def hard() -> Problem:
    """A problem whose search takes many seconds, with a plan in hand at once."""
    return generated((300, 3_000, 20), seed=5)


def children() -> list[psutil.Process]:
    return [
        child for child in psutil.Process().children(recursive=True) if "comity.allocation.child" in child.cmdline()
    ]


def test_a_solve_that_ends_by_itself_gives_the_plan() -> None:
    outcome = solve_apart(some(3))
    assert outcome.end is End.DONE
    assert outcome.plan is not None
    assert outcome.plan.problem == some(3).hash
    assert 0 < outcome.peak < 250 * MIB
    assert children() == []


def test_a_solve_at_its_limit_of_time_leaves_the_best_plan(hard: Problem) -> None:
    outcome = solve_apart(hard, seconds=4)
    assert outcome.plan is not None
    assert not check(hard, outcome.plan.grants.tolist()).violations
    assert outcome.plan.bound > outcome.plan.objective
    assert children() == []


def test_a_cancelled_solve_ends_at_once_and_keeps_the_plan_in_hand(hard: Problem) -> None:
    heard: list[Progress] = []
    outcome = solve_apart(
        hard, seconds=60, told=heard.append, stop=lambda: any(each.step == "search" for each in heard)
    )
    assert outcome.end is End.CANCELLED
    assert outcome.plan is not None
    assert {each.step for each in heard} == {"prices", "plan", "search"}
    assert children() == []


def test_a_killed_solve_leaves_the_plan_in_hand(hard: Problem) -> None:
    def kill(progress: Progress) -> None:
        if progress.step == "search":
            for child in children():
                os.kill(child.pid, signal.SIGKILL)

    outcome = solve_apart(hard, seconds=60, told=kill)
    assert outcome.end is End.MEMORY  # a kill from outside is what the system does when memory is short
    assert outcome.plan is not None


def test_a_solve_that_needs_more_memory_than_it_may_ends(hard: Problem) -> None:
    outcome = solve_apart(hard, seconds=30, memory=40 * MIB)
    assert outcome.end is End.MEMORY
    assert outcome.plan is None


def test_commitments_that_conflict_are_the_outcome() -> None:
    rows = [row | {"standing": "fixed"} for row in document()["nominations"]]
    outcome = solve_apart(documents.from_document(document(nominations=rows)))
    assert outcome.end is End.CONFLICT
    assert outcome.plan is None
    assert str(outcome.conflict) == ("These commitments conflict: N1, N2, N3. C1 has 2 seats, and 3 are committed.")


def test_a_child_does_not_outlive_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "hard.json"
    documents.write(generated((300, 3_000, 20), seed=5), path)
    code = (
        "import sys; from pathlib import Path; from comity.allocation import documents, child\n"
        f"problem = documents.read(Path({str(path)!r}))\n"
        "child.solve_apart(problem, seconds=60, told=lambda p: print(p.step, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        while "search" not in parent.stdout.readline():
            pass
        (child,) = psutil.Process(parent.pid).children()
        parent.kill()
    assert psutil.wait_procs([child], timeout=20)[1] == []
