"""Importing and exporting whole files from the command line, as the system itself."""

from __future__ import annotations

from pathlib import Path

from comity.core.actor import CLOCK
from comity.kernel import clock
from comity.kernel.progress import Progress, unheard
from comity.kernel.scope import as_system
from comity.menu import exporting
from comity.menu.actions import import_rows
from comity.menu.events import MenuImported
from comity.menu.importing.checking import check
from comity.menu.importing.problems import Problem, ProblemKind
from comity.parties import queries as parties

STAFF = "IS"
SHOWN = 50


class ImportProblems(Exception):
    """A file was not imported: every problem by row and column."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """This will carry the problems."""
        shown = "\n".join(str(problem) for problem in problems[:SHOWN])
        more = f"\n... and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        super().__init__(f"{shown}{more}")
        self.problems = problems


def import_file(path: str | Path, progress: Progress = unheard) -> MenuImported:
    """This will import a file whole, or nothing of it.

    Raises: ImportProblems with every problem; OSError if the file cannot be read.
    """
    source = Path(path)
    now = clock.now()
    with as_system():
        checked = check(source.name, source.read_bytes(), now, progress)
        staff = parties.party(STAFF)
        if checked.problems or staff is None:
            missing = (Problem(0, "party", ProblemKind.UNKNOWN_PARTY, STAFF),)
            raise ImportProblems(checked.problems or missing)
        return import_rows(staff, CLOCK, now, plan=checked.plan, progress=progress)


def export_file(path: str | Path, progress: Progress = unheard) -> int:
    """This will write the whole menu to a file, CSV or XLSX by its name, and give the number of rows."""
    target = Path(path)
    with as_system():
        rows = list(exporting.everything())
    write = exporting.as_xlsx if target.suffix.lower() == ".xlsx" else exporting.as_csv
    target.write_bytes(write(rows))
    progress("rows", len(rows), len(rows))
    return len(rows)
