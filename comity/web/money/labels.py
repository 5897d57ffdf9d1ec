"""Words of money in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.kernel.sheets import Unfitness
from comity.ledger.importing import ProblemKind
from comity.ledger.rules import Kind, Stage, State, Verb

KINDS = {Kind.BUDGET: _("Budget line"), Kind.FUND: _("Fund")}
STATES = {
    State.OPEN: (pgettext_lazy("money", "Open"), "success"),
    State.CLOSED: (pgettext_lazy("money", "Closed"), "neutral"),
}
STAGES = {
    Stage.COMMITTED: (pgettext_lazy("money", "Set aside"), "info"),
    Stage.OBLIGATED: (_("Owed"), "warning"),
    Stage.PAID: (_("Paid"), "success"),
    Stage.RELEASED: (pgettext_lazy("money", "Released"), "neutral"),
}
ENTERED = {
    Verb.OPEN: _("Opened"),
    Verb.REVISE: _("Amount revised"),
    Verb.COMMIT: pgettext_lazy("money", "Set aside"),
    Verb.RELEASE: pgettext_lazy("money", "Released"),
    Verb.OBLIGE: _("Entered as owed"),
    Verb.PAY: _("Paid"),
    Verb.PLEDGE: _("Pledged"),
    Verb.SIGN: pgettext_lazy("money", "Signed"),
    Verb.RECEIVE: _("Paid in"),
    Verb.LAPSE: _("Pledge lapsed"),
    Verb.REVERSE: _("Reversed"),
}
PARTS = {
    "amount": _("Amount"),
    "committed": pgettext_lazy("money", "Set aside"),
    "obligated": _("Owed"),
    "paid": _("Paid"),
    "free": _("Free"),
    "pledged": _("Pledged, not signed"),
    "signed": _("Signed, not paid in"),
}
PURPOSES = {
    "seat": _("Seat"),
    "activity": _("Activity"),
    "project": _("Project"),
    "trust_fund": _("Trust fund"),
    "award": _("Award"),
    "other": _("Other"),
}
# As the register tells them.
VERBS = {
    "ledger.open_line": _("Opened a budget line"),
    "ledger.revise_line": _("Revised the amount of a line"),
    "ledger.close_line": _("Closed a line"),
    "ledger.reopen_line": _("Reopened a line"),
    "ledger.commit": _("Committed money"),
    "ledger.release": _("Released money"),
    "ledger.oblige": _("Entered money as owed"),
    "ledger.pay": _("Paid an invoice"),
    "ledger.pledge": _("Entered a pledge"),
    "ledger.sign": _("Entered a contribution as signed"),
    "ledger.receive": _("Entered a contribution as paid in"),
    "ledger.lapse": _("Gave up a pledge"),
    "ledger.reverse": _("Reversed a transaction"),
    "ledger.record_rate": _("Recorded a rate"),
    "ledger.import_lines": _("Imported budget lines"),
}
PROBLEMS = {
    ProblemKind.NO_COLUMN: _("The file lacks this column."),
    ProblemKind.TWICE_NAMED: _("The column stands twice."),
    ProblemKind.UNKNOWN_COLUMN: _("No such column is known."),
    ProblemKind.NO_CODE: _("Write capital letters, figures and dashes, such as TRAVEL-2027."),
    ProblemKind.TWICE_IN_FILE: _("The same line stands in an earlier row."),
    ProblemKind.MISSING: _("Nothing stands here."),
    ProblemKind.TOO_LONG: _("The text is too long."),
    ProblemKind.NO_PERIOD: _("Write a year or several, such as 2027 or 2027-28."),
    ProblemKind.NO_CURRENCY: _("No currency has this code."),
    ProblemKind.NO_AMOUNT: _("This is not an amount: write 1234.56, or 1 234,56 with both decimals."),
    ProblemKind.OTHER_CURRENCY: _("The line is kept in another currency, which never changes."),
    ProblemKind.OTHER_PERIOD: _("The line belongs to another period."),
    ProblemKind.IS_FUND: _("A fund changes by contributions, not by import."),
    ProblemKind.IS_CLOSED: _("The line is closed."),
    ProblemKind.BELOW_USED: _("More than that is set aside, owed or paid."),
}
UNFIT = {
    Unfitness.TOO_LARGE: _("The file is larger than the limit."),
    Unfitness.TOO_MANY_ROWS: _("The file has more rows than the limit."),
    Unfitness.TOO_MANY_COLUMNS: _("The file has too many columns."),
    Unfitness.UNPACKS_TOO_LARGE: _("The spreadsheet unpacks to more than the limit."),
    Unfitness.NOT_A_SPREADSHEET: _("The file is neither CSV nor an XLSX spreadsheet."),
    Unfitness.HAS_MACROS: _("The spreadsheet contains macros or outside entities."),
    Unfitness.UNREADABLE: _("The text cannot be read in any known encoding."),
    Unfitness.BROKEN_CSV: _("The line breaks the rules of CSV."),
    Unfitness.EMPTY: _("The file holds no rows."),
}
