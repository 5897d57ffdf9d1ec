"""What time does to the reviews of tools: those of a year are opened."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor
from comity.feedback import actions, queries
from comity.parties import queries as parties


def take(due: queries.ToolDue) -> queries.ToolDue | None:
    """This will see whether nobody has opened the review meanwhile. The gate then locks the row of the staff."""
    return due if queries.is_tool_due(due) else None


def open_review(due: queries.ToolDue, actor: Actor, now: datetime) -> object:
    """This will open the review of a tool."""
    staff = parties.party(queries.STAFF)
    return actions.open_tool_review(staff, actor, now, tool=due.pk) if staff is not None else None
