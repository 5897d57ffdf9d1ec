"""Words for people: phases, stages, arrangements, verbs and tasks of operations."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.operations.rules import Arranged, Level, Moment, Phase, Stage, Uptake
from comity.web.today.tasks import TaskLabel

PHASES = {
    Phase.PLANNING: (pgettext_lazy("operation", "Planning"), "info"),
    Phase.EXECUTION: (pgettext_lazy("operation", "Execution"), "success"),
    Phase.ENDED: (pgettext_lazy("operation", "Ended"), "neutral"),
}
STAGES = {
    Stage.INTERESTED: (pgettext_lazy("contributor", "Interested"), "neutral"),
    Stage.RECOGNISED: (pgettext_lazy("contributor", "Recognised potential contributor"), "info"),
    Stage.OFFERED: (pgettext_lazy("contributor", "Offer made"), "info"),
    Stage.ASSESSED: (pgettext_lazy("contributor", "Offer assessed"), "info"),
    Stage.PARTNER: (pgettext_lazy("contributor", "Operational partner"), "success"),
    Stage.DECLINED: (pgettext_lazy("contributor", "Not agreed"), "neutral"),
    Stage.WITHDRAWN: (pgettext_lazy("contributor", "Withdrawn"), "neutral"),
}
PATH = (Stage.INTERESTED, Stage.RECOGNISED, Stage.OFFERED, Stage.ASSESSED, Stage.PARTNER)
ARRANGED = {
    Arranged.FINANCIAL: _("Financial arrangement"),
    Arranged.FORCES: _("Status of forces"),
    Arranged.INFORMATION: _("Security of information"),
}
MOMENTS = {
    Moment.BEFORE: _("Before the operation"),
    Moment.DURING: _("During the operation"),
    Moment.AFTER: _("After the operation"),
}
UPTAKES = {
    Uptake.TAKEN: (_("Taken up"), "success"),
    Uptake.IN_PART: (_("Taken up in part"), "info"),
    Uptake.NOT: (_("Not taken up"), "neutral"),
}
LEVELS = {
    Level.FIRST: _("Level 1: evaluated by the nation itself"),
    Level.SECOND: _("Level 2: evaluated with the Alliance"),
}
VERBS = {
    "operations.plan": _("Entered the operation"),
    "operations.enter_phase": _("Entered the next phase"),
    "operations.link": _("Named a consultation"),
    "operations.show_interest": _("Showed interest"),
    "operations.recognise": _("Recognised the contributor"),
    "operations.decline": _("Ended the way of a contributor"),
    "operations.offer": _("Made an offer"),
    "operations.assess": _("Entered the assessment"),
    "operations.sign": _("Entered an arrangement"),
    "operations.put_forward": _("Put the contribution before the Council"),
    "operations.accept": _("Accepted the contribution"),
    "operations.withdraw": _("Withdrew the contribution"),
    "operations.circulate": _("Circulated a draft for comment"),
    "operations.comment": _("Commented"),
    "operations.answer": _("Answered a comment"),
    "operations.settle": _("Settled the comments"),
    "operations.enter_unit": _("Entered a unit"),
    "operations.evaluate": _("Entered an evaluation"),
}
TASKS = {
    "operations.comment": TaskLabel(
        kind=_("Operation"),
        verb=_("Send a comment"),
        address=lambda task: reverse("operations:draft", args=[task.ref]),
        why=_("Your nation takes part in %(operation)s; the Allies decide after the window has closed"),
    ),
    "operations.settle": TaskLabel(
        kind=_("Operation"),
        verb=_("Settle the comments"),
        address=lambda task: reverse("operations:draft", args=[task.ref]),
        why=_("The window of comments for %(operation)s is over"),
    ),
}
