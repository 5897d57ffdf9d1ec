"""Words of the reports in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.feedback.rules import Sign, ToolState, ToolVerdict

BY = {
    "partner": _("By partner"),
    "framework": _("By framework"),
    "area": _("By priority area"),
    "objective": _("By objective"),
}
SHAPES = {"circle": _("Circle"), "diamond": _("Diamond"), "square": _("Square"), "triangle": _("Triangle")}
PARTS = {"committed": _("Set aside"), "obligated": _("Owed"), "paid": _("Paid")}
TOOL_STATES = {
    ToolState.OPEN: (pgettext_lazy("tool review", "To be proposed"), "warning"),
    ToolState.PROPOSED: (_("Before the Council"), "info"),
    ToolState.KEPT: (pgettext_lazy("tool", "Kept"), "success"),
    ToolState.CHANGED: (pgettext_lazy("tool", "To be changed"), "info"),
    ToolState.DISCARDED: (pgettext_lazy("tool", "Discarded"), "neutral"),
}
VERDICTS = {
    ToolVerdict.KEEP: _("Keep it as it is"),
    ToolVerdict.CHANGE: _("Change it"),
    ToolVerdict.DISCARD: _("Discard it"),
}
SIGNS = {
    Sign.NO_USER: _("Nobody used it"),
    Sign.FEW_SEATS: _("Few of its seats were taken"),
    Sign.POOR_MARKS: _("Poor marks in the reports"),
    Sign.FEW_ANSWERS: _("Few of the reports came"),
}
# What the columns count.
NOTES = (
    _(
        "Plan: goals and activities of the programmes that were in force at the end of that day, each counted once in "
        "a row. What serves two areas or objectives stands in both rows, so rows do not add up."
    ),
    _("Done: planned activities that had been held by then; people who came since 1 January of that year."),
    _(
        "Effect: how far goals had come on average, by what both sides had recorded until then. Those who may not read "
        "these records see a dash for days before today."
    ),
)
