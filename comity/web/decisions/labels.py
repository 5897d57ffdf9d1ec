"""Words for people: where an item is, what was done about it, what waits, what a line brings about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from comity.core.tasks import Task
from comity.decisions.rules import Effect, FollowUp, LetterKind, LineState, Result, State, Verb
from comity.web.addresses import reverse
from comity.web.today.tasks import TaskLabel

STATES = {
    State.DRAFT: (_("Draft"), "neutral"),
    State.IN_COMMITTEE: (_("In committee"), "info"),
    State.UNDER_SILENCE: (_("Under silence"), "warning"),
    State.OUTCOME_PENDING: (_("Outcome pending"), "warning"),
    State.BROKEN: (_("Silence broken"), "clay"),
    State.IN_REVISION: (_("In revision"), "info"),
    State.ON_AGENDA: (_("On the agenda"), "info"),
    State.AGREED: (_("Agreed"), "success"),
    State.AGREED_IN_PART: (_("Agreed in part"), "success"),
    State.AGREED_IN_MEETING: (_("Agreed in a meeting"), "success"),
    State.WITHDRAWN: (_("Withdrawn"), "neutral"),
    State.LAPSED: (_("Lapsed"), "neutral"),
}
LINES = {
    LineState.OPEN: (_("Open"), "neutral"),
    LineState.AGREED: (_("Agreed"), "success"),
    LineState.HELD: (_("Held by an objection"), "clay"),
    LineState.WITHDRAWN: (_("Withdrawn"), "neutral"),
}
RESULTS = {
    Result.RUNNING: (_("Runs"), "warning"),
    Result.AGREED: (_("Agreed"), "success"),
    Result.AGREED_IN_PART: (_("Agreed in part"), "success"),
    Result.BROKEN: (_("Broken"), "clay"),
    Result.HELD: (_("Held for the secretariat"), "warning"),
    Result.WITHDRAWN: (_("Withdrawn"), "neutral"),
    Result.SET_ASIDE: (_("Set aside"), "neutral"),
}
VERBS_OF_LINES = {Verb.NOTED: _("noted"), Verb.AGREED: _("agreed"), Verb.ENDORSED: _("endorsed")}
LETTERS = {
    LetterKind.OBJECTION: (_("Objections"), "clay"),
    LetterKind.RESERVATION: (_("Reservations"), "warning"),
    LetterKind.MORE_TIME: (_("Requests for more time"), "warning"),
    LetterKind.STATEMENT: (_("Statements for the record"), "info"),
}
EFFECTS = {
    Effect.NONE: _("Nothing elsewhere"),
    Effect.APPROVE_PROGRAMME: _("Approves a programme"),
    Effect.CONCLUDE_ASSESSMENT: _("Agrees to an assessment of a programme"),
    Effect.OPEN_TOOL: _("Opens a tool to a partner"),
    Effect.AGREE_MENU: _("Agrees an activity of the menu"),
    Effect.SET_UP_FUND: _("Sets up a trust fund (P§14)"),
    Effect.BEGIN_DIALOGUE: _("Opens a dialogue with a nation outside the frameworks (P§10)"),
    Effect.RECOGNISE_CENTRE: _("Recognises a training centre"),
    Effect.CONFER_MANDATE: _("Gives a mandate to contact point embassies"),
    Effect.REVIEW_TOOL: _("Keeps, changes or discards a tool (P§15)"),
    Effect.AWARD_GRANT: _("Awards a grant for scientific cooperation"),
    Effect.RECOGNISE_CONTRIBUTOR: _("Recognises a potential contributor to an operation"),
    Effect.ACCEPT_CONTRIBUTOR: _("Accepts a contribution to an operation"),
    Effect.OPEN_AREA: _("Opens an area outside the eight (P§6)"),
    Effect.ADOPT_SETTINGS: _("Adopts allocation settings by their fingerprint"),
    Effect.ADOPT_SCENARIO: _("Adopts an allocation by its fingerprint"),
    Effect.AGREE_CONSULTATION: _("Approves the subject of a consultation"),
    Effect.AGREE_PARTICIPANT: _("Approves a participant of a consultation"),
}
VERDICTS = {"keep": _("Keeps:"), "change": _("Changes:"), "discard": _("Discards:")}
FOLLOW_UPS = {
    FollowUp.NONE: ("", "neutral"),
    FollowUp.DONE: (_("Carried out"), "success"),
    FollowUp.REFUSED: (_("Not carried out"), "clay"),
}
VERBS = {
    "decisions.draft": _("Drafted"),
    "decisions.write": _("Changed the text"),
    "decisions.send_to_committee": _("Sent to the committee"),
    "decisions.open_silence": _("Opened silence"),
    "decisions.extend": _("Extended silence"),
    "decisions.remind": _("Reminded delegations"),
    "decisions.break_silence": _("Objected"),
    "decisions.state": _("Put a statement on record"),
    "decisions.reserve": _("Entered a reservation"),
    "decisions.ask_time": _("Asked for more time"),
    "decisions.record_letter": _("Recorded a letter"),
    "decisions.ask_question": _("Asked a question"),
    "decisions.answer_question": _("Answered a question"),
    "decisions.close_silence": _("Recorded the outcome of silence"),
    "decisions.declare": _("Let the outcome stand"),
    "decisions.record_follow_up": _("Noted what became of a paragraph"),
    "decisions.revise": _("Took back for revision"),
    "decisions.put_on_agenda": _("Put on the agenda"),
    "decisions.agree_in_meeting": _("Recorded the decision of a meeting"),
    "decisions.withdraw": _("Withdrew"),
    "decisions.lapse": _("Let lapse"),
    "decisions.release": _("Released"),
}


def _page(task: Task) -> str:
    return reverse("decisions:decision", args=[task.ref])


def _edit(task: Task) -> str:
    return reverse("decisions:edit", args=[task.ref])


def _open(task: Task) -> str:
    return reverse("decisions:open_silence", args=[task.ref])


TASKS = {
    "decisions.position": TaskLabel(
        kind=_("Silence"),
        verb=_("Read and decide"),
        address=_page,
        why=_("Your delegation sits in the format. Silence is consent."),
        line=_("%(symbol)s is under silence"),
    ),
    "decisions.running": TaskLabel(
        kind=_("Silence"),
        verb=_("See the clock"),
        address=_page,
        why=_("The secretariat keeps the clock."),
        line=_("%(symbol)s is under silence"),
    ),
    "decisions.held": TaskLabel(
        kind=_("Outcome"),
        verb=_("Decide on the outcome"),
        address=_page,
        why=_("The service was out of reach in the last hour of the period."),
        line=_("%(symbol)s waits for your decision"),
    ),
    "decisions.to_open": TaskLabel(
        kind=_("Decision"),
        verb=_("Open silence"),
        address=_open,
        why=_("The secretariat opens silence."),
        line=_("%(symbol)s is in committee"),
    ),
    "decisions.broken": TaskLabel(
        kind=_("Decision"),
        verb=_("See what is next"),
        address=_page,
        why=_("Silence was broken: the text is revised or goes to a meeting."),
        line=_("Silence on %(symbol)s was broken"),
    ),
    "decisions.on_agenda": TaskLabel(
        kind=_("Decision"),
        verb=_("Record the outcome"),
        address=_page,
        why=_("The secretariat records what a meeting decides."),
        line=_("%(symbol)s is on the agenda"),
    ),
    "decisions.question": TaskLabel(
        kind=_("Question"),
        verb=_("Answer"),
        address=_page,
        why=_("A delegation has asked; the staff answers."),
        line=_("An open question on %(symbol)s"),
    ),
    "decisions.undone": TaskLabel(
        kind=_("Decision"),
        verb=_("See why"),
        address=_page,
        why=_("A paragraph is agreed, but what it says could not be done."),
        line=_("%(symbol)s is not carried out in full"),
    ),
    "decisions.to_write": TaskLabel(
        kind=_("Draft"),
        verb=_("Write"),
        address=_edit,
        why=_("The staff writes texts for the Council."),
        line=_("%(symbol)s is being written"),
    ),
    "decisions.complete": TaskLabel(
        kind=_("Decision"),
        verb=_("See what is next"),
        address=_page,
        why=_("The secretariat opens silence."),
        line=_("The file of %(symbol)s is complete"),
    ),
    "decisions.to_revise": TaskLabel(
        kind=_("Draft"),
        verb=_("See what is next"),
        address=_page,
        why=_("The staff writes texts for the Council."),
        line=_("%(symbol)s was not agreed, or not in full"),
    ),
}
