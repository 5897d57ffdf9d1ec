"""Words for trust funds: states, purposes, papers, parts of a proposal, verbs and tasks."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.trust_funds.rules import Paper, Part, Purpose, State
from comity.web.today.tasks import TaskLabel

STATES = {
    State.IDEA: (pgettext_lazy("fund", "Idea"), "neutral"),
    State.LED: (pgettext_lazy("fund", "Has a lead"), "info"),
    State.STUDIED: (pgettext_lazy("fund", "Studied"), "info"),
    State.PROPOSED: (pgettext_lazy("fund", "Proposed to the sides"), "warning"),
    State.AGREED: (pgettext_lazy("fund", "Agreed by the sides"), "info"),
    State.BEFORE_COUNCIL: (pgettext_lazy("fund", "Before the Council"), "warning"),
    State.LAUNCHED: (pgettext_lazy("fund", "Launched"), "success"),
    State.RUNNING: (pgettext_lazy("fund", "Running"), "success"),
    State.CLOSED: (pgettext_lazy("fund", "Closed"), "neutral"),
    State.DROPPED: (pgettext_lazy("fund", "Given up"), "neutral"),
}
PURPOSES = {
    Purpose.AMMUNITION: _("Munitions and small arms"),
    Purpose.MINES: _("Mines and unexploded ordnance"),
    Purpose.RETRAINING: _("Retraining of those who leave the forces"),
    Purpose.CONVERSION: _("Conversion of bases"),
    Purpose.CAPACITY: _("Defence capacity building"),
}
PAPERS = {
    Paper.MEMORANDUM: _("Memorandum of understanding, agent and host"),
    Paper.IMPLEMENTING: _("Implementing agreement, agent and host"),
    Paper.EXECUTING: _("Executing agreement, lead and agent"),
    Paper.FINANCIAL: _("Financial agreement, lead and contributor"),
}
PARTS = {
    Part.WORK: (_("Work"), _("What is done, and how many of what.")),
    Part.METHOD: (_("Method"), _("How it is done, and by whom.")),
    Part.SCHEDULE: (_("Schedule"), _("When it begins and ends.")),
    Part.FINANCES: (_("Financial plan"), _("What it costs and how the money is kept.")),
    Part.COMMUNICATION: (_("Communication"), _("How contributors and the public are told.")),
    Part.HOST: (_("What the host gives"), _("Political and administrative support, and what it gives in kind.")),
    Part.CAPACITY: (_("Local capacity"), _("What those on the spot can do afterwards.")),
    Part.STANDARDS: (_("Standards"), _("Environment, health and safety.")),
    Part.RECYCLING: (_("Recycling"), _("What is recovered, and that it pays for the work and serves no force.")),
    Part.VERIFICATION: (_("Verification"), _("By what one sees that it was done.")),
}
VERBS = {
    "trust_funds.suggest": _("Suggested a trust fund"),
    "trust_funds.take_lead": _("Took the lead"),
    "trust_funds.study": _("Entered the feasibility study"),
    "trust_funds.plan_phase": _("Planned a phase"),
    "trust_funds.propose": _("Laid the proposal before the sides"),
    "trust_funds.agree": _("Agreed to the proposal"),
    "trust_funds.send_back": _("Sent the proposal back"),
    "trust_funds.put_to_council": _("Put the fund before the Council"),
    "trust_funds.give_back": _("Gave the fund back to the sides"),
    "trust_funds.set_up": _("Set up the fund"),
    "trust_funds.note_money": _("Published what the books hold"),
    "trust_funds.sign_agreement": _("Entered an agreement as signed"),
    "trust_funds.start": _("Started a phase"),
    "trust_funds.plan_milestone": _("Planned a milestone"),
    "trust_funds.reach": _("Entered a milestone as reached"),
    "trust_funds.verify": _("Verified a milestone"),
    "trust_funds.set_counter": _("Set what is counted"),
    "trust_funds.count": _("Counted results"),
    "trust_funds.close": _("Closed the fund"),
    "trust_funds.drop": _("Gave the fund up"),
}
TASKS = {
    "trust_funds.agree": TaskLabel(
        kind=_("Trust fund"),
        verb=_("Read and agree"),
        address=lambda task: reverse("trust_funds:fund", args=[task.ref]),
        why=_("The proposal waits for your nation"),
        title=_("Trust fund %(code)s"),
    ),
    "trust_funds.start": TaskLabel(
        kind=_("Trust fund"),
        verb=_("Start the phase"),
        address=lambda task: reverse("trust_funds:act", args=[task.ref, "start"]),
        why=_("Enough is pledged, and the agreements are signed"),
        title=_("Trust fund %(code)s"),
    ),
    "trust_funds.late": TaskLabel(
        kind=_("Trust fund"),
        verb=_("Look at it"),
        address=lambda task: reverse("trust_funds:tab", args=[task.ref, "phases"]),
        why=_("A milestone is past its day"),
        title=_("Trust fund %(code)s"),
    ),
}
