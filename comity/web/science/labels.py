"""Words for people: states, grounds, verbs of calls, applications and reviews."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.science.rules import GrantState, Ground, PaymentState, State, Task
from comity.web.addresses import reverse
from comity.web.today.tasks import TaskLabel

STATES = {
    State.DRAFT: (pgettext_lazy("application", "Draft"), "neutral"),
    State.SUBMITTED: (pgettext_lazy("application", "Lodged"), "info"),
    State.ELIGIBLE: (pgettext_lazy("application", "Eligible"), "success"),
    State.INELIGIBLE: (pgettext_lazy("application", "Not eligible"), "neutral"),
    State.AWARDED: (pgettext_lazy("application", "Awarded"), "success"),
    State.DECLINED: (pgettext_lazy("application", "No grant"), "neutral"),
}
GRANTS = {
    GrantState.RUNNING: (pgettext_lazy("grant", "Running"), "success"),
    GrantState.CLOSED: (pgettext_lazy("grant", "Closed"), "neutral"),
}
PAYMENTS = {
    PaymentState.ASKED: (pgettext_lazy("payment", "Asked for"), "info"),
    PaymentState.APPROVED: (pgettext_lazy("payment", "Approved"), "warning"),
    PaymentState.REFUSED: (pgettext_lazy("payment", "Refused"), "clay"),
    PaymentState.PAID: (pgettext_lazy("payment", "Paid"), "success"),
}
REVIEWS = {
    Task.ASKED: (pgettext_lazy("review", "Awaited"), "warning"),
    Task.SCORED: (pgettext_lazy("review", "Given"), "success"),
    Task.RECUSED: (pgettext_lazy("review", "Conflict declared"), "neutral"),
}
GROUNDS = {
    Ground.TITLE: _("title"),
    Ground.DIRECTORS: _("co-directors"),
    Ground.INSTITUTION: _("institution"),
}
UNITS = {"months": _("months"), "days": _("working days")}
PARTS = {
    "title": _("title"),
    "summary": _("summary"),
    "priority": _("key priority"),
    "length": _("length"),
    "end_users": _("end-users"),
    "budget": _("budget"),
    "directors": _("two co-directors"),
}
VERBS = {
    "science.publish": _("Published the call"),
    "science.begin": _("Began an application"),
    "science.write": _("Wrote in the application"),
    "science.submit": _("Lodged the application"),
    "science.settle": _("Settled what is alike"),
    "science.check": _("Found the application eligible"),
    "science.turn_away": _("Found the application not eligible"),
    "science.list_reviewer": _("Listed a reviewer"),
    "science.assign": _("Asked a reviewer"),
    "science.recuse": _("Declared a conflict of interest"),
    "science.score": _("Gave marks"),
    "science.rank": _("Recorded the ranking of the panel"),
    "science.award": _("Awarded the grant"),
    "science.decline": _("Gave no grant"),
    "science.add_milestone": _("Set a milestone"),
    "science.meet": _("Met a milestone"),
    "science.ask_payment": _("Asked for a payment"),
    "science.approve_payment": _("Approved a request for payment"),
    "science.refuse_payment": _("Refused a request for payment"),
    "science.enter_paid": _("Noted a payment"),
    "science.send_report": _("Sent a report on progress"),
    "science.remind": _("Reminded of a report on progress"),
    "science.enter_property": _("Entered what was bought"),
    "science.close": _("Closed the grant"),
}
TASKS = {
    "science.review": TaskLabel(
        kind=_("Review of an application"),
        verb=_("Give marks"),
        address=lambda task: reverse("science:review", args=[task.ref]),
        why=_("The desk has asked you to judge it"),
        title=_("%(title)s"),
    ),
    "science.report": TaskLabel(
        kind=_("Report on a grant"),
        verb=_("Hand it in"),
        address=lambda task: reverse("science:send_report", args=[task.ref]),
        why=_("A report on progress is due"),
        title=_("%(title)s"),
    ),
}
