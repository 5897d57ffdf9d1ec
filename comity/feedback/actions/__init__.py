"""What may be done with reports, proposals and the yearly review of tools."""

from comity.feedback.actions.reports import correct, excuse, judge, keep, open_reports, prune, remind, send
from comity.feedback.actions.tools import account_for, decide_tool, give_back_tool, open_tool_review, propose_verdict

__all__ = [
    "account_for",
    "correct",
    "decide_tool",
    "excuse",
    "give_back_tool",
    "judge",
    "keep",
    "open_reports",
    "open_tool_review",
    "propose_verdict",
    "prune",
    "remind",
    "send",
]
