"""Reading a file into lines of cells, within the limits of W-16; what is wrong with it as a whole is a problem."""

from __future__ import annotations

from dataclasses import dataclass, field

from comity.kernel import sheets
from comity.menu.importing.problems import Problem, ProblemKind
from comity.policy import number


@dataclass(frozen=True, slots=True)
class Table:
    """A file as lines of cells: the names of its columns, its rows with their numbers, and what is wrong with it."""

    columns: tuple[str, ...] = ()
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    encoding: str = ""


def read(data: bytes) -> Table:
    """This will read CSV or XLSX by what the file is, not by what it is called."""
    try:
        sheet = sheets.read(data, most_megabytes=number("menu.import_megabytes"), most_rows=number("menu.import_rows"))
    except sheets.UnfitError as unfit:
        return Table(problems=(Problem(unfit.row, "", ProblemKind[unfit.why.name]),))
    return Table(sheet.columns, sheet.rows, (), sheet.encoding)
