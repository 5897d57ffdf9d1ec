"""Reading the menu from CSV and XLSX in two steps: check the whole file, then import all of it or nothing (W-16)."""

from comity.menu.importing.checking import Checked, check
from comity.menu.importing.problems import Problem, ProblemKind
from comity.menu.importing.whole import ImportProblems, export_file, import_file

__all__ = ["Checked", "ImportProblems", "Problem", "ProblemKind", "check", "export_file", "import_file"]
