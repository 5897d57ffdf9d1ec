"""Words of the reports in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.feedback.rules import Mechanism, Share, Sign, ToolState, ToolVerdict

LONGEST_LABEL = 30

BY = {
    "partner": _("By partner"),
    "framework": _("By framework"),
    "area": _("By priority area"),
    "objective": _("By objective"),
}
SHAPES = {"circle": _("Circle"), "diamond": _("Diamond"), "square": _("Square"), "triangle": _("Triangle")}
PARTS = {"committed": _("Set aside"), "obligated": _("Owed"), "paid": _("Paid")}
SHARES = {
    Share.SEATS: _("Seats and activities"),
    Share.TRUST_FUNDS: _("Trust funds"),
    Share.SCIENCE: _("Science grants"),
    Share.SCHOOLS: _("Support of schools"),
    Share.OTHER: pgettext_lazy("money", "Other"),
}
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
MECHANISMS = {
    Mechanism.CENTRES: _("Recognised training centres"),
    Mechanism.SCHOOLS: _("Support of schools"),
    Mechanism.CLEARING: _("Clearing house of training"),
    Mechanism.INTEGRITY: _("Integrity reviews"),
    Mechanism.DIALOGUES: _("Dialogues outside the frameworks"),
    Mechanism.ORGANISATIONS: _("Cooperation with organisations"),
}
# What is counted as used of each tool and mechanism (W-252).
COUNTED = {
    "PCM": _("activities held; still open: on the menu"),
    "exercises": _("exercises held; still open: on the menu"),
    "IPCP": _("programmes in force, and activities held under them"),
    "IPAP": _("programmes in force, and activities held under them"),
    "PARP": _("programmes in force, and activities held under them"),
    "CPE": _("mandates of embassies, each used by its host"),
    "missions": _("missions at the seat"),
    "trust-funds": _("funds that ran, each used by its host"),
    "SPS": _("applications lodged and grants that ran; still open: grants"),
    "flexible-formats": _("sessions held; still open: formats that are agreed"),
    "operations": _("operations to which partners contributed"),
    Mechanism.CENTRES: _("recognitions that held"),
    Mechanism.SCHOOLS: _("schools whose support was asked for or ran"),
    Mechanism.CLEARING: _("needs and offers stated or still open"),
    Mechanism.INTEGRITY: _("reviews in work since they were handed in"),
    Mechanism.DIALOGUES: _("dialogues that were open"),
    Mechanism.ORGANISATIONS: _("staff talks, and what was done together"),
}
# Why the books hold nothing of a tool or mechanism; of any other, nothing was set aside in those months.
NO_COST = {
    "IPCP": _("its activities bear the cost"),
    "IPAP": _("its activities bear the cost"),
    "PARP": _("its activities bear the cost"),
    "CPE": _("Allies pay for their embassies"),
    "missions": _("nations pay for their missions"),
    "operations": _("nations pay for what they contribute"),
    Mechanism.CENTRES: _("nations pay for their centres"),
    Mechanism.CLEARING: _("whoever offers pays"),
}
NOTHING_SET_ASIDE = _("nothing was set aside")
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
    _(
        "Money: what of the lines of that period was set aside, owed and paid by then, in shares that add up (W-58): "
        "seats and activities, trust funds for their hosts, science grants, support of schools. Money that is tied to "
        "no partner or activity stands only in the sum."
    ),
)


def cut(name: str) -> str:
    """This will shorten a name so that it fits beside a bar."""
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…"
