#!/usr/bin/env python3
"""Run all tests: `make test`. What follows the name goes to pytest.

Without Chromium the rest is run, the last line says so, and the exit code is 1, unless SKIP_BROWSER=1 asks for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MOST_WORKERS = 4
LAW_OF_VISITS = "tests/laws/test_visits.py"
ALONE = "tests/clock/test_five_hundred.py"


def main(arguments: list[str]) -> int:
    """Run the tests in parallel and tell at the end what was left out."""
    from tests.browser.chromium import find_chromium

    started = time.monotonic()
    skipped = os.environ.get("SKIP_BROWSER") == "1"
    chromium = None if skipped else find_chromium()
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    visited = fresh_notes()
    # A file's tests stay together, since they share the server that its browser talks to.
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    command.append("--durations=10")
    command.append(f"--ignore={LAW_OF_VISITS}")  # it asks at the end what all the others have visited
    if chromium is None:
        command += ["-m", "not browser"]
    code = subprocess.run([*command, *arguments], check=False, cwd=ROOT, env=visited).returncode
    if code == 0 and not arguments:
        code = ask_what_was_visited(visited) or measure_alone()
    print(f"Tests took {time.monotonic() - started:.0f} s.", flush=True)
    if skipped:
        print("The browser tests were left out, as SKIP_BROWSER=1 asks.", flush=True)
    elif chromium is None:
        print(
            "There is no Chromium here, so the browser tests did not run: install it (on Debian: apt-get install "
            "chromium), name it in COMITY_CHROMIUM, or set SKIP_BROWSER=1.",
            flush=True,
        )
        return code or 1
    return code


def fresh_notes() -> dict[str, str]:
    """Name an empty folder in which every process of the run notes which addresses and templates it has visited."""
    folder = ROOT / "var" / "visits"
    shutil.rmtree(folder, ignore_errors=True)
    return {**os.environ, "COMITY_VISITS": str(folder)}


def ask_what_was_visited(environment: dict[str, str]) -> int:
    """Run the law of visits in one process, when the notes of all others are written."""
    command = [sys.executable, "-m", "pytest", "-q", LAW_OF_VISITS]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode


def measure_alone() -> int:
    """Run what measures seconds, with nothing beside it."""
    command = [sys.executable, "-m", "pytest", "-q", "-s", ALONE]
    return subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, "COMITY_ALONE": "1"}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
