"""What follows from an activity's end and from the reports on it (P§15): forms for all concerned, then pruning.

Every follow-up goes through the gate of its own verb, in the transaction of the act that caused it.
"""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import FLOW
from comity.feedback import actions as feedback
from comity.feedback import queries
from comity.feedback.events import ActivityPruned, ReportSent
from comity.feedback.rules import Respondent
from comity.menu import actions as menu_actions
from comity.menu import queries as menu
from comity.menu.events import ActivityHeld
from comity.menu.rules import State as Stage
from comity.nominations import queries as nominations
from comity.nominations.events import NomineeStayedAway
from comity.nominations.rules import State


def ask_for_reports(event: ActivityHeld, now: datetime) -> None:
    """This will ask participants, the nations that sent them and the provider for a report (W-50, W-51)."""
    row = menu.activity(event.code)
    if row is None:
        return
    came = [one for one in nominations.attendees(event.code) if one.state is not State.NO_SHOW]
    feedback.open_reports(
        row,
        FLOW,
        now,
        participants=[queries.Participant(one.row.number, one.row.party_id) for one in came],
        nations=sorted({one.row.party_id for one in came}),
    )


def excuse_absent(event: NomineeStayedAway, now: datetime) -> None:
    """This will no longer ask somebody who did not come for a report."""
    report = queries.report_of(event.activity, event.number)
    if report is not None:
        feedback.excuse(report, FLOW, now)


def enter_report(event: ReportSent, now: datetime) -> None:
    """This will mark an activity as reported on once its provider has reported."""
    row = menu.activity(event.activity)
    if event.respondent == Respondent.PROVIDER and row is not None and row.state == Stage.HELD:
        menu_actions.report(row, FLOW, now, text="")


def retire(event: ActivityPruned, now: datetime) -> None:
    """This will take what was pruned off the menu, so that nominations and programmes hear of it."""
    row = menu.activity(event.activity)
    if row is not None:
        menu_actions.retire(row, FLOW, now, reason=event.reason, replacement=event.replacement)
