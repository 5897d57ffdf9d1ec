"""Words for people: states, objectives, verbs and tasks of dialogues and of cooperation with organisations."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.engagement.rules import Level, Objective, Outcome, State
from comity.web.today.tasks import TaskLabel

STATES = {
    State.PROPOSED: (pgettext_lazy("dialogue", "Before the Council"), "warning"),
    State.OPEN: (pgettext_lazy("dialogue", "Open"), "success"),
    State.DECLINED: (pgettext_lazy("dialogue", "Not agreed"), "neutral"),
    State.CLOSED: (pgettext_lazy("dialogue", "Closed"), "neutral"),
}
OUTCOMES = {
    Outcome.FRAMEWORK: _("The nation joined a framework"),
    Outcome.PROGRAMME: _("The nation took up a programme"),
    Outcome.DORMANT: _("It rests for the time being"),
    Outcome.ENDED: _("It has ended"),
}
OBJECTIVES = {
    Objective.COMPLEMENT: _("Complementing each other"),
    Objective.CRISIS: _("Before, during and after crises"),
    Objective.TRAINING: _("Training and regional capacity"),
}
LEVELS = {
    Level.STAFF: pgettext_lazy("talks", "Staff"),
    Level.DIRECTORS: pgettext_lazy("talks", "Directors"),
    Level.PRINCIPALS: pgettext_lazy("talks", "Principals"),
}
VERBS = {
    "engagement.propose": _("Proposed a dialogue"),
    "engagement.begin": _("Opened the dialogue"),
    "engagement.decline": _("Ended the proposal"),
    "engagement.log": _("Entered a contact"),
    "engagement.note_path": _("Noted where it may lead"),
    "engagement.close": _("Closed the dialogue"),
    "engagement.set_up": _("Set up the record"),
    "engagement.record_talks": _("Entered staff talks"),
    "engagement.plan": _("Planned a joint activity"),
    "engagement.sign": _("Entered an agreement"),
    "engagement.end": _("Ended an agreement"),
}
TASKS = {
    "engagement.quiet": TaskLabel(
        kind=_("Dialogue"),
        verb=_("Look at it"),
        address=lambda task: reverse("engagement:dialogue", args=[task.ref]),
        why=_("No contact has been entered for half a year"),
        title=_("Dialogue with %(party)s"),
    ),
}
