"""Tools as such: what the Council has discarded is closed to new use by every partner (P§15; W-249)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from comity.core.actor import Actor
from comity.core.verdict import ALLOWED, Verdict, all_of, refuse
from comity.parties.rules.standing import executing


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """A tool that is to be closed to new use, since the Council has discarded it."""

    tool: str
    decision: str
    is_known: bool
    is_closed: bool = False


def may_close_tool(actor: Actor, facts: ClosingFacts, now: datetime) -> Verdict:
    """This will let what follows from a decision of the Council close a tool that runs (P§15; W-249)."""
    return all_of(
        [
            executing(actor),
            ALLOWED if facts.decision else refuse("parties.tool_needs_decision", party="IS", tool=facts.tool),
            ALLOWED if facts.is_known else refuse("parties.tool_not_offered", tool=facts.tool),
            refuse("parties.tool_discarded", tool=facts.tool) if facts.is_closed else ALLOWED,
        ]
    )
