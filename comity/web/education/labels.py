"""Words for people: fields, states, verbs and tasks of education, training and capacity building."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.core.actor import Side
from comity.education.rules import Field, MatchState, NeedState, OfferState
from comity.web.today.tasks import TaskLabel

FIELDS = {
    Field.COURSES: _("Courses and training"),
    Field.FACULTY: _("Teachers and their methods"),
    Field.CURRICULUM: _("Curricula"),
    Field.EXERCISES: _("Exercises"),
    Field.REFORM: _("Defence institutions and reform"),
}
NEEDS = {
    NeedState.OPEN: (pgettext_lazy("need", "Open"), "warning"),
    NeedState.MET: (pgettext_lazy("need", "Met"), "success"),
    NeedState.DROPPED: (pgettext_lazy("need", "Dropped"), "neutral"),
}
OFFERS = {
    OfferState.OPEN: (pgettext_lazy("offer of help", "Open"), "success"),
    OfferState.DROPPED: (pgettext_lazy("offer of help", "Dropped"), "neutral"),
}
MATCHES = {
    MatchState.PROPOSED: (pgettext_lazy("match", "Proposed"), "warning"),
    MatchState.ACCEPTED: (pgettext_lazy("match", "Agreed"), "info"),
    MatchState.DECLINED: (pgettext_lazy("match", "Declined"), "neutral"),
    MatchState.DONE: (pgettext_lazy("match", "Done"), "success"),
}
CENTRES = {
    "applied": (pgettext_lazy("centre", "Applied for"), "warning"),
    "assessed": (pgettext_lazy("centre", "Before the Council"), "warning"),
    "recognised": (pgettext_lazy("centre", "Recognised"), "success"),
    "over": (pgettext_lazy("centre", "Recognition has ended"), "neutral"),
    "turned_down": (pgettext_lazy("centre", "Turned down"), "neutral"),
    "withdrawn": (pgettext_lazy("centre", "Withdrawn"), "neutral"),
}
SIDES = {Side.ALLY: _("Ally"), Side.PARTNER: _("Partner")}
VERBS = {
    "education.state_need": _("Stated a need"),
    "education.drop_need": _("Dropped a need"),
    "education.offer": _("Offered help"),
    "education.drop_offer": _("Dropped an offer"),
    "education.propose_match": _("Proposed a match"),
    "education.accept": _("Agreed to a match"),
    "education.decline": _("Declined a match"),
    "education.confirm": _("Confirmed that it was done"),
    "education.apply": _("Applied for recognition"),
    "education.assess": _("Assessed the centre"),
    "education.turn_down": _("Turned the application down"),
    "education.withdraw": _("Withdrew the application"),
    "education.recognise": _("Recognised the centre"),
    "education.give_back": _("Gave it back to the desk"),
}
TASKS = {
    "education.accept": TaskLabel(
        kind=_("Match"),
        verb=_("Agree or decline"),
        address=lambda task: reverse("education:need", args=[task.ref]),
        why=_("A match waits for your agreement"),
        title=_("Match for %(title)s"),
    ),
    "education.assess": TaskLabel(
        kind=_("Training centre"),
        verb=_("Assess"),
        address=lambda task: reverse("education:centre", args=[task.ref]),
        why=_("A nation has applied for recognition"),
        title=_("Recognition of %(centre)s"),
    ),
    "education.renew": TaskLabel(
        kind=_("Training centre"),
        verb=_("Apply again"),
        address=lambda task: reverse("education:centre", args=[task.ref]),
        why=_("Its recognition ends within a year"),
        title=_("Recognition of %(centre)s"),
    ),
}
