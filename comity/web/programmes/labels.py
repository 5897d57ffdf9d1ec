"""Words for people: states, sides, verbs of the register, tasks of Today."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.core.actor import Side
from comity.core.tasks import Task
from comity.policy.programme_types import AssessmentStep, Parity, Talks
from comity.policy.programme_types import Party as PackSide
from comity.programmes.rules import Choice, Disposition, GoalState, State, place_of
from comity.programmes.rules.assessment import Stage
from comity.programmes.rules.plans import ActionState, HelpState
from comity.programmes.rules.survey import Mark
from comity.web.addresses import reverse
from comity.web.today.tasks import TaskLabel

STATES = {
    State.DRAFT: (_("Draft"), "neutral"),
    State.SUBMITTED: (_("Submitted"), "info"),
    State.JOINT_REVIEW: (_("Joint review"), "info"),
    State.AGREED: (_("Agreed by both sides"), "accent"),
    State.WITH_COUNCIL: (_("With the Council"), "warning"),
    State.IN_FORCE: (_("In force"), "success"),
    State.UNDER_REVIEW: (_("Under review"), "info"),
    State.CLOSED: (_("Closed"), "neutral"),
    State.WITHDRAWN: (_("Withdrawn"), "neutral"),
}
# The strip of steps shows the life in six words; a state stands in one of them.
STEPS = (
    ("draft", _("Draft")),
    ("review", _("Joint review")),
    ("agreed", pgettext_lazy("step of a programme", "Agreed")),
    ("approved", _("Approved")),
    ("running", _("Running")),
    ("reviewed", _("Reviewed")),
)
STEP_OF = {
    State.DRAFT: "draft",
    State.SUBMITTED: "review",
    State.JOINT_REVIEW: "review",
    State.AGREED: "agreed",
    State.WITH_COUNCIL: "approved",
    State.IN_FORCE: "running",
    State.UNDER_REVIEW: "reviewed",
    State.CLOSED: "reviewed",
}
SIDES = {
    Side.PARTNER: pgettext_lazy("side of a programme", "Partner"),
    Side.STAFF: pgettext_lazy("side of a programme", "International Staff"),
    Side.ALLY: pgettext_lazy("side of a programme", "Council"),
}
PACK_SIDES = {
    PackSide.PARTNER: pgettext_lazy("who writes a programme", "the partner"),
    PackSide.STAFF: pgettext_lazy("who writes a programme", "the staff"),
    PackSide.ALLIES: pgettext_lazy("who writes a programme", "the Allies"),
}
PARITIES = {Parity.ANY: _("any year"), Parity.EVEN: _("even years"), Parity.ODD: _("odd years")}
TALKS = {
    Talks.BILATERAL: pgettext_lazy("talks on goals", "Bilateral talks"),
    Talks.MULTILATERAL: pgettext_lazy("talks on goals", "Talks with all Allies"),
}
ASSESSMENT_STEPS = {
    AssessmentStep.MISSION: pgettext_lazy("step of an assessment", "Mission to the capital"),
    AssessmentStep.DRAFT: pgettext_lazy("step of an assessment", "Draft"),
    AssessmentStep.DISCUSSION: pgettext_lazy("step of an assessment", "Discussion with the partner"),
    AssessmentStep.COUNCIL: pgettext_lazy("step of an assessment", "Council"),
}
SIDES_BY = {side.value: word for side, word in SIDES.items()}
ACTION_STATES = {
    ActionState.PLANNED: (pgettext_lazy("action of a programme", "Planned"), "neutral"),
    ActionState.UNDER_WAY: (pgettext_lazy("action of a programme", "Under way"), "info"),
    ActionState.DONE: (pgettext_lazy("action of a programme", "Done"), "success"),
    ActionState.GIVEN_UP: (pgettext_lazy("action of a programme", "Given up"), "clay"),
}
HELP = {
    HelpState.OFFERED: (pgettext_lazy("help of an Ally", "Offered"), "warning"),
    HelpState.ACCEPTED: (pgettext_lazy("help of an Ally", "Accepted"), "success"),
    HelpState.ENDED: (pgettext_lazy("help of an Ally", "Ended"), "neutral"),
}
ANSWER_MARKS = {
    Mark.NEW: (pgettext_lazy("answer of a survey", "new"), "success"),
    Mark.CHANGED: (pgettext_lazy("answer of a survey", "changed"), "warning"),
    Mark.SAME: (pgettext_lazy("answer of a survey", "as before"), "neutral"),
    Mark.GONE: (pgettext_lazy("answer of a survey", "left empty"), "clay"),
    Mark.EMPTY: (pgettext_lazy("answer of a survey", "no answer"), "neutral"),
}
UNITS = {
    "text": "",
    "persons": pgettext_lazy("unit of an answer", "persons"),
    "thousand-euros": pgettext_lazy("unit of an answer", "thousand euros"),
    "percent": pgettext_lazy("unit of an answer", "per cent"),
}
STAGES = {
    Stage.PLANNED: (pgettext_lazy("assessment", "Planned"), "neutral"),
    Stage.DRAFTED: (pgettext_lazy("assessment", "Draft with the staff"), "info"),
    Stage.SHARED: (pgettext_lazy("assessment", "Draft shared"), "info"),
    Stage.DISCUSSED: (pgettext_lazy("assessment", "Discussed"), "accent"),
    Stage.WITH_COUNCIL: (pgettext_lazy("assessment", "With the Council"), "warning"),
    Stage.AGREED: (pgettext_lazy("assessment", "Agreed by the Council"), "success"),
}
CHOICES = {
    Choice.PROPOSED: (pgettext_lazy("activity in a programme", "Proposed"), "warning"),
    Choice.AGREED: (pgettext_lazy("activity in a programme", "Agreed"), "success"),
    Choice.REFUSED: (pgettext_lazy("activity in a programme", "Refused"), "clay"),
}
GOAL_STATES = {
    GoalState.OPEN: (pgettext_lazy("goal", "Open"), "info"),
    GoalState.REACHED: (pgettext_lazy("goal", "Reached"), "success"),
    GoalState.GIVEN_UP: (pgettext_lazy("goal", "Given up"), "neutral"),
}
DISPOSITIONS = {
    Disposition.ACCEPTED: (pgettext_lazy("comment", "Accepted"), "success"),
    Disposition.REJECTED: (pgettext_lazy("comment", "Rejected"), "clay"),
    Disposition.MERGED: (pgettext_lazy("comment", "Taken up together with another comment"), "info"),
}
LAPSES = {
    "edited": _("lapsed: the text was changed"),
    "withdrawn": _("taken back"),
    "reopened": _("lapsed: the text was reopened"),
    "declined": _("lapsed: not approved by the Council"),
}
VERBS = {
    "programmes.begin": _("Began the programme"),
    "programmes.insert": _("Put in a paragraph"),
    "programmes.write": _("Changed a paragraph"),
    "programmes.delete": _("Deleted a paragraph"),
    "programmes.bracket": _("Put a wording in brackets"),
    "programmes.resolve": _("Settled brackets"),
    "programmes.agree_paragraph": _("Agreed to a paragraph"),
    "programmes.reopen_paragraph": _("Reopened a paragraph"),
    "programmes.lock": _("Took a section to edit it"),
    "programmes.release": _("Released a section"),
    "programmes.ask_release": _("Asked for a section"),
    "programmes.mark_reviewed": _("Marked a section as reviewed"),
    "programmes.unmark_reviewed": _("Unmarked a section"),
    "programmes.comment": _("Wrote a comment"),
    "programmes.drop_comment": _("Took back a comment"),
    "programmes.send_comments": _("Sent comments"),
    "programmes.dispose": _("Answered a comment"),
    "programmes.add_goal": _("Added a goal"),
    "programmes.carry_goal": _("Took over a goal"),
    "programmes.drop_goal": _("Left out a goal"),
    "programmes.record_progress": _("Recorded progress of a goal"),
    "programmes.choose_activity": _("Added an activity"),
    "programmes.drop_activity": _("Took out an activity"),
    "programmes.turn_down_activity": _("Refused an activity"),
    "programmes.open_survey": _("Opened the survey"),
    "programmes.answer_survey": _("Answered the survey"),
    "programmes.hand_in_survey": _("Handed in the survey"),
    "programmes.show_to_allies": _("Showed the goals to the Allies"),
    "programmes.record_talks": _("Recorded talks on the goals"),
    "programmes.plan_actions": _("Planned actions"),
    "programmes.carry_actions": _("Carried actions over"),
    "programmes.change_action": _("Changed an action"),
    "programmes.drop_action": _("Took out an action"),
    "programmes.report_actions": _("Reported on actions"),
    "programmes.offer_help": _("Offered help with an action"),
    "programmes.accept_help": _("Accepted help with an action"),
    "programmes.end_help": _("Ended help with an action"),
    "programmes.plan_assessment": _("Planned an assessment"),
    "programmes.draft_assessment": _("Wrote the assessment"),
    "programmes.share_assessment": _("Shared the draft of the assessment"),
    "programmes.discuss_assessment": _("Recorded the discussion of the assessment"),
    "programmes.put_assessment": _("Put the assessment to the Council"),
    "programmes.conclude_assessment": _("Assessment agreed by the Council"),
    "programmes.decline_assessment": _("Assessment not agreed by the Council"),
    "programmes.submit": _("Submitted the draft"),
    "programmes.take_up": _("Opened the joint review"),
    "programmes.send_back": _("Handed over the pen"),
    "programmes.ask_for_pen": _("Asked for the pen"),
    "programmes.agree": _("Agreed to the version"),
    "programmes.withdraw_agreement": _("Took the agreement back"),
    "programmes.reopen": _("Reopened the text"),
    "programmes.put_to_council": _("Put it to the Council"),
    "programmes.approve": _("Approved by the Council"),
    "programmes.decline": _("Not approved by the Council"),
    "programmes.start_review": _("Began the review"),
    "programmes.conclude_review": _("Concluded the review"),
    "programmes.close": _("Closed the programme"),
    "programmes.withdraw": _("Withdrew the programme"),
}


def _address(task: Task) -> str:
    return reverse("programmes:programme", args=[task.ref.partition("/")[0], place_of(task.ref)])


def _task(verb: object, why: object, line: object = "") -> TaskLabel:
    return TaskLabel(kind=_("Programme"), verb=verb, address=_address, why=why, line=line)


TASKS = {
    "programmes.draft": _task(_("Go on writing"), _("Your side is drafting it"), _("Draft, not sent yet")),
    "programmes.take_up": _task(
        _("Open the review"), _("It was submitted to your side"), _("Submitted as version %(version)s")
    ),
    "programmes.agree": _task(
        _("Read and answer"),
        _("Your side has the pen"),
        _("Version %(version)s waits for your side; comments without an answer: %(comments)s"),
    ),
    "programmes.pen": _task(
        _("Go on"), _("Your side has the pen"), _("In joint review; comments without an answer: %(comments)s")
    ),
    "programmes.put_to_council": _task(
        _("Put to the Council"), _("Both sides agreed"), _("Version %(version)s is agreed by both sides")
    ),
    "programmes.review": _task(_("Begin the review"), _("The stock-taking falls due")),
    "programmes.conclude_review": _task(_("Conclude the review"), _("The stock-taking is under way")),
    "programmes.release": _task(
        _("Release the section"),
        _("A colleague asks for the section that you hold"),
        _("Section %(section)s, asked for by %(by)s"),
    ),
    "programmes.waiting": _task(_("See"), _("It waits on another side"), _("Version %(version)s")),
}
