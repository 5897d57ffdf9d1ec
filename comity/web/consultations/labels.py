"""Words for people: where a consultation, a session or a concern stands, what was done, what waits."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.consultations.rules import AlertState, Answer, ConcernState, Occasion, Seat, SessionState, State
from comity.core.tasks import Task
from comity.web.today.tasks import TaskLabel

STATES = {
    State.REQUESTED: (_("Requested"), "info"),
    State.RETURNED: (_("Sent back"), "clay"),
    State.CHECKED: (_("Checked"), "info"),
    State.WITH_COUNCIL: (_("Before the Council"), "warning"),
    State.AGREED: (_("Approved, others to be told"), "warning"),
    State.INFORMED: (_("Others informed"), "info"),
    State.HELD: (_("Held"), "info"),
    State.RECORDED: (_("With its record"), "success"),
    State.CLOSED: (_("Concluded"), "neutral"),
    State.WITHDRAWN: (_("No longer pursued"), "neutral"),
}
# The strip over a consultation, and the state at which each step is the one in hand.
STEPS = (
    ("requested", _("Requested"), (State.REQUESTED, State.RETURNED)),
    ("council", _("Council approval"), (State.CHECKED, State.WITH_COUNCIL)),
    ("informed", _("Others informed"), (State.AGREED,)),
    ("held", _("Held"), (State.INFORMED,)),
    ("record", _("The record"), (State.HELD,)),
    ("follow_up", _("Follow-up"), (State.RECORDED,)),
    ("closed", _("Concluded"), (State.CLOSED,)),
)
OCCASIONS = {Occasion.THEME: _("a theme"), Occasion.EVENT: _("an event")}
SEATS = {
    Seat.PROPOSED: (_("Proposed to the Council"), "neutral"),
    Seat.AGREED: (_("Approved"), "success"),
    Seat.HELD: (_("Not approved"), "clay"),
}
ANSWERS = {
    Answer.INVITED: (_("Invited"), "info"),
    Answer.ACCEPTED: (_("Comes"), "success"),
    Answer.DECLINED: (_("Does not come"), "neutral"),
}
SESSIONS = {
    SessionState.PLANNED: (_("Planned"), "neutral"),
    SessionState.CONVENED: (_("Convened"), "info"),
    SessionState.HELD: (_("Held"), "info"),
    SessionState.RECORDED: (_("With its record"), "success"),
    SessionState.CANCELLED: (_("Cancelled"), "clay"),
}
# What stands in the calendar.
ENTRIES = {
    "session": (_("Session"), "accent"),
    "notice": (_("For information"), "neutral"),
    "meeting": (_("Meeting of a framework"), "plum"),
}
CONCERNS = {
    ConcernState.RAISED: (_("Raised"), "warning"),
    ConcernState.TAKEN_UP: (_("In hand"), "info"),
    ConcernState.ANSWERED: (_("Answer given"), "success"),
    ConcernState.WITHDRAWN: (_("No longer pursued"), "neutral"),
}
ALERTS = {
    AlertState.CURRENT: (_("In force"), "warning"),
    AlertState.UPDATED: (_("Updated since"), "neutral"),
    AlertState.CANCELLED: (_("Cancelled"), "neutral"),
}
# What is wrong with a file, by the code that the reader of alerts gives; {value} is what stands there.
PROBLEMS = {
    "not_xml": _("The file is not well-formed XML (%(value)s)."),
    "forbidden": _("Document types and entities are not taken."),
    "too_large": _("The file is larger than %(value)s bytes."),
    "not_cap": _("The root is not an alert of the Common Alerting Protocol 1.2."),
    "unknown": _("The protocol has no such element here."),
    "missing": _("This element is missing."),
    "twice": _("This element may stand here only once."),
    "empty": _("This element is empty."),
    "value": _("“%(value)s” is not one of the values of the protocol."),
    "moment": _("“%(value)s” is not a date and time with its zone, such as 2026-11-24T09:00:00+01:00."),
    "identifier": _("“%(value)s” holds a blank, a comma or a sign that is not taken."),
    "reference": _("“%(value)s” is not written as sender,identifier,sent."),
    "no_reference": _("An update or a cancellation names the alert to which it refers."),
    "not_actual": _("The status is %(value)s: only actual alerts are brought in."),
    "not_public": _("The scope is %(value)s: only public alerts are brought in."),
    "not_alert": _("The message is of type %(value)s: only alerts, updates and cancellations are brought in."),
    "too_long": _("The text is longer than %(value)s signs."),
    "too_many": _("There are more than %(value)s of them."),
}
# The values of the protocol, in the words of whoever reads them.
CAP_WORDS = {
    "Immediate": _("at once"),
    "Expected": _("soon"),
    "Future": _("in the near future"),
    "Past": _("over"),
    "Extreme": _("extraordinary threat"),
    "Severe": _("significant threat"),
    "Moderate": _("possible threat"),
    "Minor": _("minimal threat"),
    "Observed": _("observed"),
    "Likely": _("likely"),
    "Possible": _("possible"),
    "Unlikely": _("unlikely"),
    "Unknown": _("not known"),
    "Geo": _("Geophysical"),
    "Met": _("Weather"),
    "Safety": _("Public safety"),
    "Security": _("Security"),
    "Rescue": _("Rescue"),
    "Fire": _("Fire"),
    "Health": _("Health"),
    "Env": _("Environment"),
    "Transport": _("Transport"),
    "Infra": _("Infrastructure"),
    "CBRNE": _("Chemical, biological, radiological, nuclear, explosive"),
    "Other": _("Other"),
}
VERBS = {
    "consultations.request": _("Asked for a consultation"),
    "consultations.revise": _("Changed the request"),
    "consultations.withdraw": _("Withdrew the consultation"),
    "consultations.check": _("Checked the request"),
    "consultations.send_back": _("Sent the request back"),
    "consultations.put_to_council": _("Put the request before the Council"),
    "consultations.give_back": _("Gave the request back"),
    "consultations.agree_subject": _("Approved the subject"),
    "consultations.agree_participant": _("Approved a participant"),
    "consultations.hold_participant": _("Did not approve a participant"),
    "consultations.invite": _("Invited participants"),
    "consultations.accept": _("Accepted the invitation"),
    "consultations.decline": _("Declined the invitation"),
    "consultations.inform": _("Informed the other partners"),
    "consultations.plan": _("Planned a session"),
    "consultations.convene": _("Convened a session"),
    "consultations.hold": _("Noted that a session was held"),
    "consultations.cancel_session": _("Cancelled a session"),
    "consultations.record": _("Filed the record of a session"),
    "consultations.release_record": _("Released the record of a session"),
    "consultations.add_follow_up": _("Gave a follow-up"),
    "consultations.complete": _("Said that a follow-up is done"),
    "consultations.close": _("Closed the consultation"),
    "consultations.enter_meeting": _("Entered a framework’s meeting"),
    "consultations.raise_concern": _("Raised a concern"),
    "consultations.take_up": _("Took the concern in hand"),
    "consultations.remind": _("Reminded the desk"),
    "consultations.answer": _("Answered the concern"),
    "consultations.withdraw_concern": _("Withdrew the concern"),
    "consultations.import_alert": _("Brought in a public alert"),
}


def _consultation(task: Task) -> str:
    return reverse("consultations:consultation", args=[task.ref.partition("/")[0]])


def _session(task: Task) -> str:
    return reverse("consultations:session", args=task.ref.split("/"))


def _follow_up(task: Task) -> str:
    return reverse("consultations:done", args=task.ref.split("/"))


def _concern(task: Task) -> str:
    return reverse("consultations:concern", args=[task.ref])


def _answer(task: Task) -> str:
    return reverse("consultations:concern_act", args=[task.ref, "answer"])


def _revise(task: Task) -> str:
    return reverse("consultations:revise", args=[task.ref])


def _inform(task: Task) -> str:
    return reverse("consultations:act", args=[task.ref, "inform"])


_ANSWER = TaskLabel(
    kind=_("Concern"),
    verb=_("Answer"),
    address=_answer,
    why=_("The desk answers concerns in writing."),
    line=_("A partner waits for an answer to concern %(code)s"),
)
_INFORM = TaskLabel(
    kind=_("Consultation"),
    verb=_("Inform the others"),
    address=_inform,
    why=_("Partners that are not invited are told before any session."),
    line=_("Notices about %(code)s are owed"),
)
TASKS = {
    "consultations.answer": _ANSWER,
    "consultations.answer_late": TaskLabel(
        kind=_("Concern"),
        verb=_("Answer"),
        address=_answer,
        why=_ANSWER.why,
        line=_("Overdue by %(days)s d: a partner waits for an answer to concern %(code)s"),
    ),
    "consultations.inform": _INFORM,
    "consultations.inform_late": TaskLabel(
        kind=_("Consultation"),
        verb=_INFORM.verb,
        address=_inform,
        why=_INFORM.why,
        line=_("Overdue by %(days)s d: notices about %(code)s are owed"),
    ),
    "consultations.check": TaskLabel(
        kind=_("Consultation"),
        verb=_("See the request"),
        address=_consultation,
        why=_("The staff checks requests before the Council sees them."),
        line=_("%(code)s waits for the check"),
    ),
    "consultations.session": TaskLabel(
        kind=_("Session"),
        verb=_("Open the session"),
        address=_session,
        why=_("The staff notes that a session was held and files its record."),
        line=_("A session of %(code)s has begun or was held"),
    ),
    "consultations.invited": TaskLabel(
        kind=_("Invitation"),
        verb=_("Answer"),
        address=_consultation,
        why=_("You are invited."),
        line=_("%(code)s: say whether you come"),
    ),
    "consultations.returned": TaskLabel(
        kind=_("Consultation"),
        verb=_("Change the request"),
        address=_revise,
        why=_("The staff has sent your request back."),
        line=_("%(code)s came back"),
    ),
    "consultations.own_concern": TaskLabel(
        kind=_("Concern"),
        verb=_("See the concern"),
        address=_concern,
        why=_("The desk answers concerns in writing."),
        line=_("Concern %(code)s waits for its answer"),
    ),
    "consultations.follow_up": TaskLabel(
        kind=_("Follow-up"),
        verb=_("Say it is done"),
        address=_follow_up,
        why=_("It was given to you after a session."),
        line=_("Follow-up of %(code)s"),
    ),
}
