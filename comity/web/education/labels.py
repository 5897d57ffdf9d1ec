"""Words for people: fields, states, verbs and tasks of education, training and capacity building."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.core.actor import Side
from comity.education.rules import (
    AnswerMark,
    EventState,
    ExpertState,
    Field,
    IntegrityState,
    MatchState,
    MeasureState,
    NeedState,
    OfferState,
    Responsible,
    SupportArea,
    SupportMark,
    SupportState,
)
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
INTEGRITY = {
    IntegrityState.DRAFT: (pgettext_lazy("integrity review", "Self-assessment"), "info"),
    IntegrityState.HANDED_IN: (pgettext_lazy("integrity review", "Handed in"), "warning"),
    IntegrityState.VISIT: (pgettext_lazy("integrity review", "Visit"), "warning"),
    IntegrityState.REPORTED: (pgettext_lazy("integrity review", "Findings and plan"), "warning"),
    IntegrityState.AGREED: (pgettext_lazy("integrity review", "Plan agreed"), "success"),
    IntegrityState.WITHDRAWN: (pgettext_lazy("integrity review", "Withdrawn"), "neutral"),
}
EXPERTS = {
    ExpertState.PROPOSED: (pgettext_lazy("expert", "Waits for the partner"), "warning"),
    ExpertState.ACCEPTED: (pgettext_lazy("expert", "Accepted"), "success"),
    ExpertState.TURNED_DOWN: (pgettext_lazy("expert", "Turned down"), "neutral"),
    ExpertState.RECUSED: (pgettext_lazy("expert", "Stepped back"), "neutral"),
}
MEASURES = {
    MeasureState.PLANNED: (pgettext_lazy("measure", "Planned"), "neutral"),
    MeasureState.UNDER_WAY: (pgettext_lazy("measure", "Under way"), "info"),
    MeasureState.DONE: (pgettext_lazy("measure", "Done"), "success"),
    MeasureState.DROPPED: (pgettext_lazy("measure", "Dropped"), "neutral"),
}
ANSWER_MARKS = {
    AnswerMark.NEW: (pgettext_lazy("answer", "new"), "info"),
    AnswerMark.CHANGED: (pgettext_lazy("answer", "changed"), "warning"),
    AnswerMark.SAME: (pgettext_lazy("answer", "as before"), "neutral"),
}
SUPPORTS = {
    SupportState.REQUESTED: (pgettext_lazy("school support", "Asked for"), "warning"),
    SupportState.PLANNING: (pgettext_lazy("school support", "Plan in work"), "info"),
    SupportState.RUNNING: (pgettext_lazy("school support", "Running"), "success"),
    SupportState.CLOSED: (pgettext_lazy("school support", "Closed"), "neutral"),
    SupportState.ENDED: (pgettext_lazy("school support", "Ended by the partner"), "neutral"),
    SupportState.TURNED_DOWN: (pgettext_lazy("school support", "Turned down"), "neutral"),
}
SUPPORT_AREAS = {
    SupportArea.CURRICULUM: _("Curriculum: what is taught"),
    SupportArea.FACULTY: _("Faculty: who teaches and how"),
    SupportArea.ADMINISTRATION: _("Administration of the school"),
    SupportArea.QUALITY: _("Quality of teaching and its assessment"),
}
SCHOOL_EVENTS = {
    EventState.PLANNED: (pgettext_lazy("event of a school", "Planned"), "info"),
    EventState.HELD: (pgettext_lazy("event of a school", "Held"), "success"),
    EventState.DROPPED: (pgettext_lazy("event of a school", "Dropped"), "neutral"),
}
RESPONSIBLE = {
    Responsible.SCHOOL: _("The school itself"),
    Responsible.CONTRIBUTORS: _("Allies and partners that contribute"),
}
SUPPORT_MARKS = {
    SupportMark.REACHED: (_("Reached"), "success"),
    SupportMark.ON_TRACK: (_("On track"), "info"),
    SupportMark.BEHIND: (_("Behind"), "warning"),
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
    "education.open_integrity": _("Opened a self-assessment"),
    "education.answer_integrity": _("Kept answers"),
    "education.hand_in_integrity": _("Handed the self-assessment in"),
    "education.withdraw_integrity": _("Withdrew the round"),
    "education.share_integrity": _("Said which Allies read it"),
    "education.name_expert": _("Named an expert"),
    "education.accept_expert": _("Accepted an expert"),
    "education.turn_down_expert": _("Turned an expert down"),
    "education.recuse_expert": _("Declared a conflict of interest"),
    "education.set_visit": _("Set the visit"),
    "education.write_finding": _("Wrote a finding"),
    "education.hand_over_findings": _("Handed the findings over"),
    "education.comment_finding": _("Commented on a finding"),
    "education.add_measure": _("Added a measure"),
    "education.change_measure": _("Changed a measure"),
    "education.drop_measure": _("Dropped a measure"),
    "education.agree_plan": _("Agreed the plan"),
    "education.reopen_plan": _("Opened the plan again"),
    "education.report_measure": _("Reported on a measure"),
    "education.ask_support": _("Asked for support for a school"),
    "education.assess_school": _("Entered what the visit found"),
    "education.turn_support_down": _("Turned the request down"),
    "education.end_support": _("Ended the support"),
    "education.set_years": _("Chose the years of the plan"),
    "education.add_objective": _("Wrote an objective"),
    "education.drop_objective": _("Took an objective out"),
    "education.plan_event": _("Planned an event"),
    "education.drop_event": _("Dropped an event"),
    "education.agree_school_plan": _("Agreed to the plan"),
    "education.reopen_school_plan": _("Took the plan into work again"),
    "education.contribute": _("Promised teachers"),
    "education.take_back": _("Took a promise back"),
    "education.report_event": _("Reported an event"),
    "education.review_year": _("Reviewed a year"),
    "education.close_support": _("Closed the support"),
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
    "education.answer": TaskLabel(
        kind=_("Integrity review"),
        verb=_("Answer"),
        address=lambda task: reverse("education:integrity_answers", args=[task.ref]),
        why=_("Your self-assessment is not handed in"),
        title=_("Integrity review of %(party)s, round %(round)s"),
    ),
    "education.name_expert": TaskLabel(
        kind=_("Integrity review"),
        verb=_("Name experts"),
        address=lambda task: reverse("education:integrity_peers", args=[task.ref]),
        why=_("A self-assessment waits for its experts"),
        title=_("Integrity review of %(party)s, round %(round)s"),
    ),
    "education.accept_expert": TaskLabel(
        kind=_("Integrity review"),
        verb=_("Accept or turn down"),
        address=lambda task: reverse("education:integrity_peers", args=[task.ref]),
        why=_("An expert waits for your answer"),
        title=_("Integrity review of %(party)s, round %(round)s"),
    ),
    "education.set_visit": TaskLabel(
        kind=_("Integrity review"),
        verb=_("Set the visit"),
        address=lambda task: reverse("education:integrity_peers", args=[task.ref]),
        why=_("The experts are accepted and the visit is not set"),
        title=_("Integrity review of %(party)s, round %(round)s"),
    ),
    "education.find": TaskLabel(
        kind=_("Integrity review"),
        verb=_("Write findings"),
        address=lambda task: reverse("education:integrity_peers", args=[task.ref]),
        why=_("The visit has begun and the findings are not handed over"),
        title=_("Integrity review of %(party)s, round %(round)s"),
    ),
    "education.agree_plan": TaskLabel(
        kind=_("Integrity review"),
        verb=_("Agree the plan"),
        address=lambda task: reverse("education:integrity_plan", args=[task.ref]),
        why=_("The plan waits for your side"),
        title=_("Integrity review of %(party)s, round %(round)s"),
    ),
    "education.report_measure": TaskLabel(
        kind=_("Integrity review"),
        verb=_("Report on the measure"),
        address=lambda task: reverse("education:integrity_plan", args=[task.ref]),
        why=_("The deadline of a measure has come"),
        title=_("Integrity review of %(party)s, round %(round)s"),
    ),
    "education.assess_school": TaskLabel(
        kind=_("School"),
        verb=_("Visit and assess"),
        address=lambda task: reverse("education:school", args=[task.ref]),
        why=_("A partner has asked for support"),
        title=_("Support for %(school)s"),
    ),
    "education.agree_school_plan": TaskLabel(
        kind=_("School"),
        verb=_("Read and agree"),
        address=lambda task: reverse("education:school", args=[task.ref]),
        why=_("The other side has agreed to the plan"),
        title=_("Plan for %(school)s"),
    ),
    "education.report_event": TaskLabel(
        kind=_("School"),
        verb=_("Report or drop"),
        address=lambda task: reverse("education:school", args=[task.ref]),
        why=_("Its day has passed"),
        title=_("%(event)s (%(school)s)"),
    ),
    "education.review_year": TaskLabel(
        kind=_("School"),
        verb=_("Review the year"),
        address=lambda task: reverse("education:school", args=[task.ref]),
        why=_("An academic year is over"),
        title=_("Support for %(school)s"),
    ),
    "education.close_support": TaskLabel(
        kind=_("School"),
        verb=_("Close"),
        address=lambda task: reverse("education:school", args=[task.ref]),
        why=_("Every year of the plan is reviewed"),
        title=_("Support for %(school)s"),
    ),
}
