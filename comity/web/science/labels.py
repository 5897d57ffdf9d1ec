"""Words for people: states, grounds, verbs of calls, applications and reviews."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.science.rules import Ground, State, Task

STATES = {
    State.DRAFT: (pgettext_lazy("application", "Draft"), "neutral"),
    State.SUBMITTED: (pgettext_lazy("application", "Lodged"), "info"),
    State.ELIGIBLE: (pgettext_lazy("application", "Eligible"), "success"),
    State.INELIGIBLE: (pgettext_lazy("application", "Not eligible"), "neutral"),
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
}
