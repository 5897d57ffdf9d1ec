"""Words for people: states, verbs and tasks of reports and pruning."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.feedback.rules import Ground, Outcome, Respondent, State
from comity.web.addresses import reverse
from comity.web.today.tasks import TaskLabel

STATES = {
    State.ASKED: (pgettext_lazy("report", "Awaited"), "warning"),
    State.SENT: (pgettext_lazy("report", "Sent"), "success"),
    State.EXCUSED: (pgettext_lazy("report", "No longer asked for"), "neutral"),
}
OUTCOMES = {
    Outcome.PROPOSED: (pgettext_lazy("pruning", "To be decided"), "warning"),
    Outcome.KEPT: (pgettext_lazy("pruning", "Kept"), "success"),
    Outcome.PRUNED: (pgettext_lazy("pruning", "Off the menu"), "neutral"),
}
RESPONDENTS = {
    Respondent.PARTICIPANT: _("Participant"),
    Respondent.NATION: _("Nation"),
    Respondent.PROVIDER: _("Provider"),
}
GROUNDS = {
    Ground.NO_TAKER: _("No taker for two years or more"),
    Ground.FEW_SEATS: _("Few of its seats were taken"),
    Ground.POOR_MARKS: _("Poor marks in the reports"),
    Ground.NO_REPORT: _("The provider has not reported"),
    Ground.OUTSIDE_AREAS: _("Outside the priority areas"),
}
MARKS = (
    (1, _("1, not at all")),
    (2, _("2")),
    (3, _("3")),
    (4, _("4")),
    (5, _("5, fully")),
)
VERBS = {
    "feedback.open_reports": _("Asked for reports"),
    "feedback.send": _("Sent a report"),
    "feedback.correct": _("Corrected a report"),
    "feedback.remind": _("Reminded of a report"),
    "feedback.excuse": _("No longer asked for a report"),
    "feedback.judge": _("Weighed the evidence"),
    "feedback.keep": _("Decided to keep it"),
    "feedback.prune": _("Decided to take it off the menu"),
    "feedback.open_tool_review": _("Opened the review of a tool"),
    "feedback.propose_verdict": _("Proposed a verdict on a tool"),
    "feedback.give_back_tool": _("Opened the review of a tool again"),
    "feedback.decide_tool": _("Recorded what the Council decided on a tool"),
    "feedback.account_for": _("Said what a discarded tool has freed"),
}
TASKS = {
    "feedback.report": TaskLabel(
        kind=_("Report"),
        verb=_("Report"),
        address=lambda task: reverse("feedback:report", args=[task.ref]),
        why=_("Reports decide what stays on the menu"),
        line=_("ended; five or six questions"),
    ),
    "feedback.decide": TaskLabel(
        kind=_("Pruning"),
        verb=_("Decide"),
        address=lambda task: reverse("feedback:proposal", args=[task.ref]),
        why=_("Activities that have lost their relevance are discarded"),
        line=_("%(code)s is proposed for pruning"),
    ),
    "feedback.propose_verdict": TaskLabel(
        kind=_("Review of tools"),
        verb=_("Propose"),
        address=lambda task: reverse("reports:tool", args=[task.ref]),
        why=_("Each tool is reviewed every year"),
        line=_("keep, change or discard it: review of %(year)s"),
    ),
    "feedback.account_for": TaskLabel(
        kind=_("Review of tools"),
        verb=_("Say what it freed"),
        address=lambda task: reverse("reports:tool", args=[task.ref]),
        why=_("A year after a tool was discarded it is said what that has freed"),
        line=_("discarded a year ago: review of %(year)s"),
    ),
}
