"""What may be wrong with a file, by row and column. The sentences are translated where they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    """One sort of problem; its value is the English sentence."""

    TOO_LARGE = "The file is larger than the limit."
    TOO_MANY_ROWS = "The file has more rows than the limit."
    TOO_MANY_COLUMNS = "The file has too many columns."
    UNPACKS_TOO_LARGE = "The spreadsheet unpacks to more than the limit."
    NOT_A_SPREADSHEET = "The file is neither CSV nor an XLSX spreadsheet."
    HAS_MACROS = "The spreadsheet contains macros or outside entities."
    UNREADABLE = "The text cannot be read in any known encoding."
    BROKEN_CSV = "The line breaks the rules of CSV."
    EMPTY = "The file holds no rows."
    NO_HEADER = "The first row names no known column."
    TWICE_NAMED = "The column stands twice."
    UNKNOWN_COLUMN = "No such column is known."
    TOO_LONG = "The text is too long."
    TITLE_MISSING = "The title is missing."
    UNKNOWN_WORD = "This is none of the known words."
    UNKNOWN_AREA = "No such priority area is known."
    UNKNOWN_OBJECTIVE = "No such objective is known."
    UNKNOWN_PARTY = "No such party is known."
    UNKNOWN_COURSE = "No such course is known, here or in the file."
    UNKNOWN_CODE = "Nothing on the menu bears this code."
    NOT_A_DATE = "This is not a date: write 2027-01-12, 2027-01 or 2027."
    ENDS_BEFORE_START = "It would end before it starts."
    NOT_A_NUMBER = "This is not a whole number."
    NOT_AN_AMOUNT = "This is not an amount: write 550 or 550.00."
    NOT_A_RANK = "This is not a rank: write OF-1 to OF-10 or OR-1 to OR-9."
    NOT_A_PROFILE = "This is not a language profile: write four digits from 0 to 5, such as 3332."
    NOT_AN_ADDRESS = "This is not an e-mail address."
    NOT_A_CODE = "Write codes as scheme:code, such as etoc:ETE-MW-3834."
    NOT_A_SHARE = "Write reserved seats as eapc-pfp=5 or party:XA=2, separated by semicolons."
    SEATS_DISAGREE = "Reserved seats or the minimum exceed the total."
    BELOW_GIVEN = "More seats are already given."
    TWICE_IN_FILE = "The same course or activity stands in an earlier row."
    CODE_TAKEN = "The code belongs to something else."
    STATE_BY_ACTS = "The state of a known activity changes by acts, not by import."
    INCOMPLETE = "An activity in this state needs it."


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem: in which row (the header is row 1; 0 is the file as a whole) and column, with what stands there."""

    row: int
    column: str
    kind: ProblemKind
    value: str = ""

    def __str__(self) -> str:
        """This will say it in English, for the command line."""
        where = f"row {self.row}" if self.row else "file"
        column = f", column {self.column}" if self.column else ""
        return f"{where}{column}: {self.kind}{f' ({self.value[:80]})' if self.value else ''}"
