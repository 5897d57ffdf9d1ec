"""Words for people: states, verbs and thirds of resources."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.menu.rules import Kind
from comity.resources.rules import Band, Capacity, Limit, Outcome, RoundState, RunState, SettingsState, Way
from comity.web.menu import labels as menu
from comity.web.today.tasks import TaskLabel

SETTINGS = {
    SettingsState.DRAFT: (pgettext_lazy("settings", "Draft"), "neutral"),
    SettingsState.WEIGHING: (pgettext_lazy("settings", "Allies spend points"), "info"),
    SettingsState.WEIGHED: (pgettext_lazy("settings", "Weighed"), "info"),
    SettingsState.WITH_COUNCIL: (pgettext_lazy("settings", "Before the Council"), "warning"),
    SettingsState.IN_FORCE: (pgettext_lazy("settings", "In force"), "success"),
}
CAPACITY = {
    Capacity.MONEY: _("It lowers the claim on money, never on seats"),
    Capacity.NEED: _("It also counts in the score, for those who cannot pay"),
    Capacity.MEANS: _("It also counts in the score, for those who can pay"),
}
BANDS = {
    Band.UPPER: (_("Upper third"), "accent"),
    Band.MIDDLE: (_("Middle third"), "neutral"),
    Band.LOWER: (_("Lower third"), "plum"),
}
ROUNDS = {
    RoundState.DRAFT: (pgettext_lazy("round", "Draft"), "neutral"),
    RoundState.OPEN: (pgettext_lazy("round", "Open for wishes"), "info"),
    RoundState.FROZEN: (pgettext_lazy("round", "Inputs frozen"), "accent"),
    RoundState.WITH_COUNCIL: (pgettext_lazy("round", "Before the Council"), "warning"),
    RoundState.ADOPTED: (pgettext_lazy("round", "Adopted"), "accent"),
    RoundState.PUBLISHED: (pgettext_lazy("round", "Published"), "success"),
    RoundState.CLOSED: (pgettext_lazy("round", "Closed"), "neutral"),
}
RUNS = {
    RunState.QUEUED: (pgettext_lazy("trial", "Waiting for the solver"), "info"),
    RunState.RUNNING: (pgettext_lazy("trial", "Being solved"), "info"),
    RunState.SOLVED: (pgettext_lazy("trial", "Solved"), "success"),
    RunState.FAILED: (pgettext_lazy("trial", "Came to nothing"), "clay"),
    RunState.CANCELLED: (pgettext_lazy("trial", "Called off"), "neutral"),
}
OUTCOMES = {
    Outcome.GRANTED: (pgettext_lazy("request", "Granted"), "success"),
    Outcome.OWN_COST: (pgettext_lazy("request", "Granted at own cost"), "success"),
    Outcome.WAITING: (pgettext_lazy("request", "Waiting"), "warning"),
    Outcome.DECLINED: (pgettext_lazy("request", "Declined"), "neutral"),
}
WAYS = {
    Way.UP: (_("Moved up"), "success"),
    Way.DOWN: (_("Moved down"), "clay"),
    Way.NEW: (pgettext_lazy("request", "New"), "info"),
    Way.GONE: (pgettext_lazy("request", "Gone"), "neutral"),
}
LIMITS = {
    Limit.PARTNER_SEATS: _("Seats of a partner"),
    Limit.PARTNER_SPEND: _("Money of a partner"),
    Limit.FRAMEWORK_SPEND: _("Money of a framework"),
}


def kind(code: str, count: int) -> str:
    """This will name a kind of activity, with how many there are."""
    return f"{menu.KINDS[Kind(code)]} ({count})"


VERBS = {
    "resources.draft_settings": _("Began the settings of a cycle"),
    "resources.write": _("Changed the settings"),
    "resources.open_points": _("Asked Allies for their points"),
    "resources.spend": _("Spent points"),
    "resources.close_points": _("Counted the points"),
    "resources.propose": _("Put the settings to the Council"),
    "resources.adopt": _("Brought the settings into force"),
    "resources.give_back": _("Opened the settings again"),
    "resources.score": _("Assessed a partner"),
    "resources.plan": _("Planned a round"),
    "resources.cover": _("Covered activities by the round"),
    "resources.uncover": _("Left an activity out of the round"),
    "resources.endow": _("Put money at the round's disposal"),
    "resources.limit": _("Changed a quota"),
    "resources.open_round": _("Opened the round"),
    "resources.declare": _("Declared the share it pays"),
    "resources.wish": _("Put names in order"),
    "resources.freeze": _("Froze the inputs"),
    "resources.thaw": _("Took the inputs up again"),
    "resources.queue": _("Asked for a trial"),
    "resources.start": _("Took up a trial"),
    "resources.finish": _("Solved a trial"),
    "resources.fail": _("Gave up a trial"),
    "resources.cancel": _("Called a trial off"),
    "resources.override": _("Decided on a seat against the plan"),
    "resources.lift": _("Lifted an override"),
    "resources.submit": _("Submitted a trial to the Council"),
    "resources.adopt_scenario": _("Took over the decision of the Council"),
    "resources.give_back_scenario": _("Opened the round for further trials"),
    "resources.publish": _("Published the results"),
    "resources.carry_out": _("Let granted seats be offered"),
    "resources.rerun": _("Began a review"),
    "resources.close_round": _("Closed the round"),
}

TASKS = {
    "resources.points": TaskLabel(
        kind=_("Resources"),
        verb=_("Spend points"),
        address=lambda task: reverse("resources:spend", args=[task.ref]),
        why=_("Each Ally spends its points on the considerations"),
        line=_("Until they are closed nobody else sees them."),
        title=_("Your points on the considerations"),
    ),
    "resources.names": TaskLabel(
        kind=_("Resources"),
        verb=_("Put in order"),
        address=lambda task: reverse("resources:wishes", args=[task.ref]),
        why=_("The order of your names decides who goes first"),
        line=_("Without an order, the earlier name goes first."),
        title=_("Your names in an open round"),
    ),
    "resources.publish": TaskLabel(
        kind=_("Resources"),
        verb=_("Publish"),
        address=lambda task: reverse("resources:round", args=[task.ref]),
        why=_("The Council has adopted an allocation"),
        line=_("Partners read their results once you publish them."),
        title=_("Results to publish"),
    ),
}
