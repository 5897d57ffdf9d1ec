"""What may be done with money: each act enters one balanced transaction; the line stays locked until the commit."""

from comity.ledger.actions.files import Plan, Record, import_lines
from comity.ledger.actions.lines import close_line, open_line, record_rate, reopen_line, reverse, revise_line
from comity.ledger.actions.pledges import lapse, pledge, receive, sign
from comity.ledger.actions.spending import commit, commit_once, oblige, pay, release

__all__ = [
    "Plan",
    "Record",
    "close_line",
    "commit",
    "commit_once",
    "import_lines",
    "lapse",
    "oblige",
    "open_line",
    "pay",
    "pledge",
    "receive",
    "record_rate",
    "release",
    "reopen_line",
    "reverse",
    "revise_line",
    "sign",
]
